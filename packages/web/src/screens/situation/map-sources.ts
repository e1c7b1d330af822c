import type { CoverageMap, Incident } from '@armistice/core/mission';
import { useMemo } from 'react';
import { type Features, NOTHING } from '../../map/geojson.ts';
import type { Bounds } from '../../map/graticule.ts';
import { lawFeatures } from './law-features.ts';
import { selectedFeatures } from './selected-features.ts';
import type { Laws } from './use-law.ts';
import { postFeatures, sightFeatures } from './watch/watch-features.ts';

export interface MapShows {
  readonly laws: Laws;
  readonly selected: Incident | undefined;
  /** An area that is looked at alone. */
  readonly box: Bounds | undefined;
  /** Who could see what, where that is shown; `posts` and `sight` say which part of it. */
  readonly watch: CoverageMap | undefined;
  readonly posts: boolean;
  readonly sight: boolean;
}

/** What the view draws on the map besides what happened, by the source that it goes into. */
export type MapSources = { readonly [source: string]: Features };

/** The same features as long as they are of the same things: whoever draws them looks at what changed. */
export function useMapSources({ laws, selected, box, watch, posts, sight }: MapShows): MapSources {
  const law = useMemo(() => lawFeatures(laws), [laws]);
  const chosen = useMemo(() => selectedFeatures(selected, box), [selected, box]);
  const flags = useMemo(
    () => (watch === undefined || !posts ? NOTHING : postFeatures(watch)),
    [watch, posts],
  );
  const seen = useMemo(
    () => (watch === undefined || !sight ? NOTHING : sightFeatures(watch, laws)),
    [watch, sight, laws],
  );
  return useMemo(() => ({ ...law, selected: chosen, posts: flags, sight: seen }), [law, chosen, flags, seen]);
}
