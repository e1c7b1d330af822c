import type { EvaluatedIncident } from '../../packages/core/src/agreement/index.ts';

// Incidents drawn at random, the same in every engine: whole numbers and division alone.

/** A repeatable generator (mulberry32): numbers in [0, 1). */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What incidents under one agreement may be: its own words, its time, and where its drawings lie. */
export interface Field {
  readonly kinds: readonly string[];
  readonly classes: readonly string[];
  readonly names: readonly string[];
  readonly measures: readonly string[];
  readonly lines: readonly string[];
  /** UTC milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly around: readonly [number, number];
}

const PHASES = ['outgoing', 'impact', 'in-flight', 'undetermined'] as const;
const CALIBRES = [7.62, 60, 82, 99.9, 100, 100.1, 120, 122, 152, 203, 220, 300] as const;
const RANGES = [3_000, 15_300, 20_000, 20_001, 40_000, 120_000] as const;

/** One incident. Every part of it may be missing, as in life. */
export function randomIncident(id: string, field: Field, random: () => number): EvaluatedIncident {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const often = (share: number) => random() < share;
  const from = field.from + Math.floor(random() * (field.to - field.from));
  const to = often(0.7) ? from : from + Math.floor(random() * 172_800_000);
  const named = often(0.2) && field.names.length > 0;
  return {
    id,
    kind: pick(field.kinds),
    occurred: { from: moment(from), to: moment(to) },
    ...(often(0.6) ? { phase: pick(PHASES) } : {}),
    ...(often(0.8)
      ? {
          weapon: {
            ...(often(0.9) ? { class: pick(field.classes) } : {}),
            ...(often(0.6) ? { calibre: pick(CALIBRES) } : {}),
            ...(often(0.3) ? { range: pick(RANGES) } : {}),
            ...(named ? { name: pick(field.names) } : {}),
          },
        }
      : {}),
    ...(often(0.5) ? { count: Math.floor(random() * 4000) } : {}),
    ...(often(0.3) && field.measures.length > 0
      ? { measures: { [pick(field.measures)]: Math.floor(random() * 50_000) } }
      : {}),
    ...(often(0.95) ? { place: randomPlace(field.around, random) } : {}),
    ...(often(0.3) ? { firedFrom: randomPlace(field.around, random) } : {}),
    ...(often(0.3) ? { impactAt: randomPlace(field.around, random) } : {}),
    ...(often(0.2)
      ? { movedFrom: randomPlace(field.around, random), movedTo: randomPlace(field.around, random) }
      : {}),
    ...(often(0.05) && field.lines.length > 0 ? { crossed: [pick(field.lines)] } : {}),
  };
}

function randomPlace([east, north]: readonly [number, number], random: () => number): object {
  const at = [east + random() - 0.5, north + random() - 0.5];
  const form = random();
  if (form < 0.5) return { type: 'point', at, radius: random() < 0.3 ? 0 : Math.floor(random() * 5_000) };
  if (form < 0.8) {
    const nearest = Math.floor(random() * 5_000);
    return {
      type: 'sector',
      origin: at,
      bearing: Math.floor(random() * 3_600) / 10,
      bearingTolerance: 5 + Math.floor(random() * 40),
      distance: [nearest, nearest + 200 + Math.floor(random() * 5_000)],
    };
  }
  const [ee, nn] = [random() * 4e6, random() * 4e6];
  return { at, covariance: [ee, (random() - 0.5) * Math.sqrt(ee * nn), nn] };
}

function moment(at: number): string {
  return new Date(at).toISOString();
}
