import type { MapEngine } from '../../map/sheet.ts';

/** What the engine says of a tile that it could not read. */
interface TileFault {
  readonly sourceId?: string;
  readonly tile?: { readonly state: string; readonly uses: number };
  readonly error: unknown;
}

/**
 * Tells, as it changes, whether tiles of what happened, of those that the map shows, could not be read. The engine leaves such
 * a tile empty, as if nothing had happened there, and asks for it again with the next change. To be called as the map is
 * started: a tile that fails before anybody listens is told to nobody.
 */
export function watchUnread(map: MapEngine, onUnread: (unread: boolean) => void): void {
  const faulty = new Set<NonNullable<TileFault['tile']>>();
  map.on('error', (event: object) => {
    const { sourceId, tile, error } = event as TileFault;
    if (sourceId !== 'incidents' || tile === undefined) return reportError(error);
    faulty.add(tile);
    onUnread(true);
  });
  map.on('idle', () => {
    for (const tile of faulty) if (tile.state !== 'errored' || tile.uses === 0) faulty.delete(tile);
    onUnread(faulty.size > 0);
  });
}
