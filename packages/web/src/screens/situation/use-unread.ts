import { useEffect, useState } from 'react';
import type { MapEngine } from '../../map/sheet.ts';

/** What the engine says of a tile that it could not read. */
interface TileFault {
  readonly sourceId?: string;
  readonly tile?: { readonly state: string; readonly uses: number };
  readonly error: unknown;
}

/**
 * Whether tiles of what happened, of those that the map shows, could not be read. The engine leaves such a tile empty, as if
 * nothing had happened there, and asks for it again with the next change.
 */
export function useUnread(map: MapEngine | undefined): boolean {
  const [unread, setUnread] = useState(false);
  useEffect(() => {
    if (map === undefined) return undefined;
    const faulty = new Set<NonNullable<TileFault['tile']>>();
    const look = () => {
      for (const tile of faulty) if (tile.state !== 'errored' || tile.uses === 0) faulty.delete(tile);
      setUnread(faulty.size > 0);
    };
    const failed = (event: object) => {
      const { sourceId, tile, error } = event as TileFault;
      if (sourceId !== 'incidents' || tile === undefined) return reportError(error);
      faulty.add(tile);
      setUnread(true);
    };
    map.on('error', failed);
    map.on('idle', look);
    return () => {
      map.off('error', failed);
      map.off('idle', look);
    };
  }, [map]);
  return unread;
}
