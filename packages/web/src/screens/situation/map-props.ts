import type { Camera } from '../../map/camera.ts';
import type { Bounds } from '../../map/graticule.ts';
import type { Ground } from '../../map/ground.ts';
import type { MapShows, MapSources } from './map-sources.ts';

/** Why the map is not drawn by its engine: the browser cannot, or the engine could not be fetched. */
export type MapFailure = 'failed' | 'notFetched';

export interface MapFrameProps extends MapShows {
  readonly title: string;
  /** The query of the tiles. */
  readonly query: string;
  /** Grows when something may have changed. */
  readonly changes: number;
  /** Where the map stands, as `longitude,latitude,zoom`; where nobody moved it, it shows the lines in force. */
  readonly at: string | undefined;
  readonly drawing: boolean;
  /** The mission's own ground, where it is shown. */
  readonly ground: Ground | undefined;
  /** Whether the towns of the world are named. */
  readonly towns: boolean;
  readonly failure: MapFailure | undefined;
  /** The map shows this; with `at` where the address should say so. */
  readonly onView: (bounds: Bounds, at?: string) => void;
  readonly onSelect: (id: string) => void;
  /** A flag was chosen. */
  readonly onPost: (source: string) => void;
  readonly onBox: (bounds: Bounds | undefined) => void;
  readonly onFailed: (why: MapFailure) => void;
}

/** How far the engine is: it has its own margin and words; everything is drawn, or it was moved before. */
export type MapStage = 'begun' | 'drawn';

export interface SituationMapProps extends Omit<MapFrameProps, 'at' | 'failure' | 'onFailed'> {
  /** What the view draws besides what happened. */
  readonly sources: MapSources;
  readonly whole: Bounds;
  /** Where it begins. */
  readonly camera: Camera;
  readonly onStage: (stage: MapStage) => void;
  readonly onFailed: () => void;
}
