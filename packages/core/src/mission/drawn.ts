import {
  type Agreement,
  boundaryOf,
  type Geometries,
  type LineVersion,
  recordedGeometries,
  type ZoneVersion,
} from '../agreement/index.ts';
import type { Result } from '../base/index.ts';
import { type Line, readLine, readZone, type Zone } from '../geo/index.ts';
import type { MissionView } from './state.ts';
import { millisecondsOf } from './words.ts';

/** A version of a line or zone as an entry states it. */
interface Stated {
  readonly body: {
    readonly from: string;
    readonly geometry: unknown;
    readonly tolerance?: number;
    readonly hash?: string;
  };
}

/**
 * The lines and zones by which a mission judges: those recorded with the agreement, and every version that an entry
 * added, each from its own time on. Of two for one moment the entry's holds, as it came later.
 */
export function drawnFor(state: MissionView, agreement: Agreement): Geometries {
  const { lines, zones } = recordedGeometries(agreement);
  const boundary = (name: string) => boundaryOf(agreement, name.split('@')[0] ?? name);
  return {
    lines: both(lines, state.lines, (stated): LineVersion => ({ ...since(stated), line: lineIn(stated) })),
    zones: both(zones, state.zones, (stated, name): ZoneVersion => {
      return { ...since(stated), zone: zoneIn(stated, boundary(name)) };
    }),
  };
}

function both<V extends { readonly from: number }>(
  recorded: ReadonlyMap<string, readonly V[]>,
  stated: ReadonlyMap<string, readonly Stated[]>,
  read: (stated: Stated, name: string) => V,
): ReadonlyMap<string, readonly V[]> {
  const all = new Map(recorded);
  for (const [name, versions] of stated) {
    const later = versions.map((one) => read(one, name));
    const kept = (recorded.get(name) ?? []).filter(({ from }) => later.every((one) => one.from !== from));
    all.set(
      name,
      [...kept, ...later].sort((a, b) => a.from - b.from),
    );
  }
  return all;
}

function since({ body }: Stated): Omit<LineVersion, 'line'> {
  return {
    from: millisecondsOf(body.from),
    ...(body.tolerance === undefined ? {} : { tolerance: body.tolerance }),
    ...(body.hash === undefined ? {} : { hash: body.hash }),
  };
}

// Making a geometry ready to measure against takes milliseconds, so it is done once for each that was stated.
const LINES = new WeakMap<object, Line>();
const ZONES = new WeakMap<object, Zone>();

function lineIn({ body }: Stated): Line {
  const geometry = body.geometry as object;
  const line = LINES.get(geometry) ?? must(readLine(geometry));
  LINES.set(geometry, line);
  return line;
}

function zoneIn({ body }: Stated, boundary: Zone['boundary']): Zone {
  const geometry = body.geometry as object;
  const known = ZONES.get(geometry);
  if (known?.boundary === boundary) return known;
  const zone = must(readZone(geometry, boundary));
  ZONES.set(geometry, zone);
  return zone;
}

function must<T>(read: Result<T>): T {
  if (!read.ok) throw new Error(`a drawing on record cannot be read: ${read.refusal.message}`);
  return read.value;
}
