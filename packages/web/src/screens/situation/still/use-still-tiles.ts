import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLayoutEffect } from 'react';
import { readBytes } from '../../../api.ts';
import { type Tile, tilesIn, type View } from '../../../map/camera.ts';
import { type MapTile, tileFrom } from '../../../map/still/shapes.ts';
import { DEEPEST } from '../layers.ts';
import { tileAddress } from '../tiles-address.ts';
import { LIVE } from '../use-live.ts';

/** What happened within a view, as tiles. */
export interface StillTiles {
  readonly query: string;
  readonly tiles: readonly { readonly tile: Tile; readonly content: MapTile }[];
}

/**
 * Reads the tiles that the map engine would show, and again when the record grows. Of another query nothing is kept. It `waits`
 * while not all of what the view shows is there.
 */
export function useStillTiles(
  query: string,
  view: View,
): { readonly data: StillTiles | undefined; readonly error: unknown; readonly waits: boolean } {
  const queries = useQueryClient();
  const wanted = tilesIn(view, DEEPEST);
  const names = wanted.map(({ z, x, y, turn }) => `${z}/${x}/${y}/${turn}`).join();
  const question = {
    queryKey: [LIVE, 'still', query, names],
    queryFn: ({ signal }: { readonly signal: AbortSignal }) => readTiles(query, wanted, signal),
  };
  // The question goes out before the rest is drawn, so that server and page work at once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names say which tiles are asked for
  useLayoutEffect(() => void queries.prefetchQuery(question), [queries, query, names]);
  const {
    data,
    error,
    isPlaceholderData: waits,
  } = useQuery({
    ...question,
    // Tiles know where they lie: until those of another view are there, they stand in for them.
    placeholderData: (before, asked) => (asked?.queryKey[2] === query ? before : undefined),
    structuralSharing: false,
  });
  return { data, error, waits };
}

async function readTiles(query: string, wanted: readonly Tile[], signal: AbortSignal): Promise<StillTiles> {
  const read = new Map<string, Promise<MapTile>>();
  // On a map that goes round the world more than once, a tile stands in several places.
  const contentOf = (tile: Tile): Promise<MapTile> => {
    const address = tileAddress(query, tile);
    const content = read.get(address) ?? readBytes(address, signal).then(tileFrom);
    read.set(address, content);
    return content;
  };
  const tiles = await Promise.all(wanted.map(async (tile) => ({ tile, content: await contentOf(tile) })));
  return { query, tiles };
}
