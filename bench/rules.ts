import { type AllConditions, type AnyConditions, Engine } from 'json-rules-engine';
import {
  type Agreement,
  type EvaluatedIncident,
  evaluate,
  type Indication,
  parseAgreement,
  ruleScreen,
} from '../packages/core/src/agreement/index.ts';

// The same forty clauses and the same events through our evaluation and through json-rules-engine, in one run. What
// counts is the ratio: both see the same machine in the same minute, and must find the same clauses touched.

const CLAUSES = 40;
const EVENTS = 200_000;
/** The peer is some thousand times slower: it sees this many of the same events. */
const PEER_EVENTS = 2_000;
const ROUNDS = 7;
const SEED = 20_261_121;

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

/** Prints evaluations per second of one incident against forty clauses, and the ratio to the peer. */
export async function benchRules(): Promise<void> {
  const agreement = agreementOfForty();
  const events = manyEvents();
  const placed = placesOf(agreement, events);
  const ours = screened(agreement, events, placed);
  const touched = await peer(events, placed.places);
  const same = touched.hits === countHits(agreement, events.slice(0, PEER_EVENTS), placed);
  console.log(
    `rules: ${CLAUSES} clauses, ${EVENTS} events, seed ${SEED}, median of ${ROUNDS} rounds, one core`,
  );
  line('ours, outcome and probability of every clause', ours);
  line('ours, with reasons for what is kept', reasoned(agreement, events));
  line(`json-rules-engine (${PEER_EVENTS} events)`, touched.rate);
  console.log(
    `  ratio, outcomes: ${Math.round(ours / touched.rate)} ×; clauses touched agree: ${same ? 'yes' : 'NO'}`,
  );
  if (!same) process.exitCode = 1;
}

function line(what: string, rate: number): void {
  console.log(`  ${what.padEnd(48)} ${Math.round(rate).toLocaleString('en').padStart(12)} events/s`);
}

/** A repeatable generator (mulberry32), so that before and after can be compared. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface ClauseRow {
  readonly activity: string;
  readonly kinds: readonly string[];
  readonly class?: string;
  readonly calibre?: number;
  readonly zone: number;
  readonly from: number;
}

const ZONES = 8;

function clauseRows(): readonly ClauseRow[] {
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

function agreementOfForty(): Agreement {
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

function manyEvents(): readonly EvaluatedIncident[] {
  const random = generator(SEED);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  return Array.from({ length: EVENTS }, (_, at) => {
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

interface Places {
  /** For each zone, whether an event lies in it: what the kernel answers in one pass. */
  readonly byZone: readonly Float64Array[];
  readonly places: readonly number[];
}

function placesOf(agreement: Agreement, events: readonly EvaluatedIncident[]): Places {
  const questions = ruleScreen(agreement).questions;
  const byZone = Array.from({ length: ZONES }, (_, zone) =>
    Float64Array.from(questions, (question) => (question.zone === `zone-${zone}` ? 1 : 0)),
  );
  return { byZone, places: events.map(({ place }) => place as number) };
}

/** Outcomes of every clause. Events were read once, as the peer's facts were: their times are numbers. */
function screened(
  agreement: Agreement,
  events: readonly EvaluatedIncident[],
  { byZone, places }: Places,
): number {
  const screen = ruleScreen(agreement);
  const read = events.map((event) => screen.read(event));
  return median(() => {
    let touched = 0;
    for (let at = 0; at < read.length; at += 1)
      touched += screen.run(read[at] as (typeof read)[number], byZone[places[at] ?? 0] as Float64Array);
    if (touched === 0) throw new Error('no clause was touched');
    return events.length;
  });
}

function countHits(
  agreement: Agreement,
  events: readonly EvaluatedIncident[],
  { byZone, places }: Places,
): number {
  const screen = ruleScreen(agreement);
  return events.reduce(
    (sum, event, at) => sum + screen.run(screen.read(event), byZone[places[at] ?? 0] as Float64Array),
    0,
  );
}

/** The whole evaluation, with reasons for every clause that applies. */
function reasoned(agreement: Agreement, events: readonly EvaluatedIncident[]): number {
  const areas = {
    answer: (question: { readonly zone?: string }, { place }: EvaluatedIncident) => ({
      probability: question.zone === `zone-${String(place)}` ? 1 : 0,
      says: 'place: as given',
    }),
  };
  const some = events.slice(0, 20_000);
  let kept: readonly Indication[] = [];
  const rate = median(() => {
    for (const event of some) kept = evaluate(agreement, event, { areas, keep: 'relevant', mode: 'all' });
    return some.length;
  });
  if (kept === undefined) throw new Error('nothing was kept');
  return rate;
}

async function peer(
  events: readonly EvaluatedIncident[],
  places: readonly number[],
): Promise<{ rate: number; hits: number }> {
  const engine = new Engine([], { allowUndefinedFacts: true });
  for (const [at, row] of clauseRows().entries())
    engine.addRule({ conditions: conditionsOf(row), event: { type: `c${at}` } });
  const some = events.slice(0, PEER_EVENTS);
  let hits = 0;
  const begin = performance.now();
  for (const [at, event] of some.entries()) {
    const { results } = await engine.run({
      kind: event.kind,
      at: Date.parse(event.occurred.from),
      class: event.weapon?.class,
      calibre: event.weapon?.calibre,
      zone: places[at],
    });
    hits += results.length;
  }
  return { rate: some.length / ((performance.now() - begin) / 1000), hits };
}

function conditionsOf(row: ClauseRow): AllConditions | AnyConditions {
  return {
    all: [
      {
        fact: 'kind',
        operator: 'in',
        value: [...row.kinds, ...(row.activity === 'presence' ? ['artillery-fire', 'mortar-fire'] : [])],
      },
      { fact: 'at', operator: 'greaterThanInclusive', value: row.from },
      { fact: 'zone', operator: 'equal', value: row.zone },
      ...(row.class === undefined
        ? []
        : [
            { fact: 'class', operator: 'equal', value: row.class },
            { fact: 'calibre', operator: 'greaterThanInclusive', value: row.calibre ?? 0 },
          ]),
    ],
  };
}

function median(run: () => number): number {
  const rates = Array.from({ length: ROUNDS }, () => {
    const begin = performance.now();
    const done = run();
    return done / ((performance.now() - begin) / 1000);
  }).sort((a, b) => a - b);
  return rates[Math.floor(ROUNDS / 2)] ?? 0;
}
