import {
  type Agreement,
  type EvaluatedIncident,
  parseAgreement,
} from '../packages/core/src/agreement/index.ts';
import { seeded } from '../packages/server/src/record/testing-random.ts';

// A made-up world for `bench -- rules`: forty clauses over eight zones, and events that fall anywhere among them.

export const CLAUSES = 40;
export const SEED = 20_261_121;
export const ZONES = 8;

const KINDS = [
  'presence',
  'artillery-fire',
  'mortar-fire',
  'uav-flight',
  'fortification',
  'exercise',
] as const;
const CLASSES = ['howitzer', 'mortar', 'mlrs', 'tank'] as const;
const CALIBRES = [82, 100, 120, 122, 152, 220] as const;
const START = Date.UTC(2026, 0, 1);
const DAY = 86_400_000;

export interface ClauseRow {
  readonly activity: string;
  readonly kinds: readonly string[];
  readonly class?: string;
  readonly calibre?: number;
  readonly zone: number;
  readonly from: number;
}

/** The clauses as rows, which the peer reads too. */
export function clauseRows(): readonly ClauseRow[] {
  return Array.from({ length: CLAUSES }, (_, at): ClauseRow => {
    const zone = at % ZONES;
    const from = START + (at % 10) * DAY;
    if (at % 4 === 0) return { activity: 'fire', kinds: ['artillery-fire', 'mortar-fire'], zone, from };
    if (at % 4 === 1) return { activity: 'uav-flight', kinds: ['uav-flight'], zone, from };
    if (at % 4 === 2) return { activity: 'fortification', kinds: ['fortification'], zone, from };
    const kind = CLASSES[(at >> 2) % CLASSES.length] ?? 'tank';
    const calibre = CALIBRES[(at >> 2) % CALIBRES.length] ?? 100;
    return { activity: 'presence', kinds: ['presence'], class: kind, calibre, zone, from };
  });
}

/** The same as an agreement. */
export function agreementOfForty(): Agreement {
  const anchor = {
    article: 'Article',
    paraphrase: 'A clause made to be measured.',
    source: 'bench',
    words: 'none',
    certainty: 'primary',
  };
  const rows = clauseRows();
  const weapons = Object.fromEntries(
    rows.flatMap(({ class: kind, calibre }) =>
      kind === undefined
        ? []
        : [[`${kind}-${calibre}`, { name: kind, kind: [kind], calibre: `>= ${calibre} mm` }]],
    ),
  );
  const read = parseAgreement({
    agreement: 'bench',
    title: 'Forty clauses',
    adopted: '2026-01-01',
    clock: 'UTC',
    parties: { north: { name: 'North' }, south: { name: 'South' } },
    zones: Object.fromEntries(
      Array.from({ length: ZONES }, (_, at) => [`zone-${at}`, { name: `zone ${at}` }]),
    ),
    weapons,
    clauses: rows.map((row, at) => ({
      id: `c${at}`,
      forbid: row.activity,
      ...(row.class === undefined ? {} : { of: `${row.class}-${row.calibre}` }),
      in: `zone-${row.zone}`,
      from: new Date(row.from).toISOString().slice(0, 19),
      anchor,
    })),
  });
  if (!read.ok) throw new Error(read.refusal.message);
  return read.value;
}

/** Events at random; `place` is the number of the zone that each lies in. */
export function manyEvents(count: number): readonly EvaluatedIncident[] {
  const random = seeded(SEED);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  return Array.from({ length: count }, (_, at) => {
    const moment = new Date(START + Math.floor(random() * 20 * DAY)).toISOString();
    return {
      id: String(at),
      kind: pick(KINDS),
      phase: 'outgoing',
      occurred: { from: moment, to: moment },
      weapon: { class: pick(CLASSES), calibre: pick(CALIBRES) },
      place: Math.floor(random() * ZONES),
    };
  });
}
