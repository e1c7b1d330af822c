import { describe, expect, test } from 'vitest';
import { DEFAULT_MODELS, Fuser, type FusionReport, keyOf } from '../fusion/index.ts';
import { makeWorld, NORMAL, randomFrom, uuid } from '../fusion/testing.ts';
import { type Json, type KeyRegister, PUBLIC, type ReadEntry } from '../record/index.ts';
import { countUnder } from './counting.ts';
import { SHIPPED_RULES } from './counting-rule.ts';
import { countRows } from './counts.ts';
import { takeEntries } from './fold.ts';
import { FUSION_ENTRY } from './fused-maker.ts';
import { lessonsOf } from './learning.ts';
import { groupedIn } from './placing.ts';
import { publishedRows } from './published.ts';
import { type MissionState, newMissionState } from './state.ts';

// One source files ten thousand crafted reports into a mission that goes by fusion: what all others filed stands as if it
// had never filed, in every incident and in every count, and teaches the same of them.

const SEED = 43;
const CRAFTED = 10_000;
const LONG = 300_000;
const BATCH = 256;
const random = randomFrom(SEED);
const world = makeWorld({ ...NORMAL, seed: SEED, incidents: 250, days: 1, people: 'rough' }).reports;
const [like] = world as readonly [FusionReport];
const DAY = 86_400_000;
const ALWAYS = { from: 0, to: Date.UTC(2100, 0, 1) };
const at = (time: number) => new Date(time).toISOString();
const BEGIN = Date.parse(like.occurred.from) - 5 * DAY;

/** What four outlets wrote of the days before, good to days only. */
const articles = Array.from({ length: 80 }, (_, number): FusionReport => {
  const day = BEGIN - Math.floor(random() * 20) * DAY;
  return {
    id: uuid(500_000 + number),
    source: `outlet-${number % 4}`,
    kind: 'casualty',
    occurred: { from: at(day), to: at(day + 3 * DAY), extent: 'instant' },
    place: { type: 'named', name: 'town', at: [37 + random() / 4, 48 + random() / 4], radius: 2000 },
    means: 'media',
  };
});
const honest = [...world, ...articles];
const pick = (from: readonly FusionReport[]) => from[Math.floor(random() * from.length)] as FusionReport;
const crafted = (number: number, of: FusionReport, change: object = {}): FusionReport => ({
  ...of,
  source: 'mallory',
  id: uuid(1_000_000 + number),
  ...change,
});
const flood = (make: (number: number) => FusionReport) => Array.from({ length: CRAFTED }, (_, n) => make(n));

const articlesCited = (number: number) =>
  [number % 7, (number + 3) % 7].map((one) => `article:${`${one}`.repeat(64)}`);

const attacks: { readonly [name: string]: () => readonly FusionReport[] } = {
  'copies of what others filed': () => flood((number) => crafted(number, pick(honest))),
  'one place and moment': () => flood((number) => crafted(number, like, { count: [500, 500 + number] })),
  'chains from one to the next': () =>
    flood((number) => {
      const [a, b] = [pick(world), pick(world)];
      return crafted(number, a, { place: b.place, occurred: number % 2 === 0 ? a.occurred : b.occurred });
    }),
  'saying that it saw what others were told': () =>
    flood((number) => crafted(number, pick(world), { means: 'seen' })),
  'saying surely where fire came from, and citing two articles at once': () =>
    flood((number) =>
      crafted(number, pick(world), {
        firedFrom: { type: 'point', at: [40, 47], radius: 1 },
        derivedFrom: articlesCited(number),
      }),
    ),
  'one moment, at ever other places': () =>
    flood((number) =>
      crafted(number, like, {
        count: [5, 5],
        place: { type: 'point', at: [37 + number / 10_000, 48], radius: 100 },
      }),
    ),
  'articles of the same town and days': () =>
    flood((number) => crafted(number, pick(articles), { kind: 'casualty', count: [1, 900] })),
  'ids that others used': () =>
    flood((number) => {
      const of = honest[number % honest.length] as FusionReport;
      return { ...of, source: 'mallory', id: number < honest.length ? of.id : uuid(2_000_000 + number) };
    }),
};

const KEYS: KeyRegister = {
  keys: new Map(
    (['registrar', 'device'] as const).map((role) => [
      role,
      { id: role, key: { crv: 'Ed25519', kty: 'OKP', x: '' }, role, subject: role, since: 0 },
    ]),
  ),
};

function entryOf(index: number, kind: string, body: unknown): ReadEntry {
  const header = {
    v: 1,
    kind,
    mission: 'm',
    at: Date.UTC(2027, 0, 1) + index,
    by: kind === 'report' ? 'device' : 'registrar',
    audience: PUBLIC,
    body: { open: body as Json },
    authored: { at: 0, nonce: `${index}` },
  } as const;
  return { index, leaf: { type: 'open', header }, header, body: body as ReadEntry['body'], withheld: {} };
}

function folded(reports: readonly FusionReport[]): MissionState {
  const state = newMissionState();
  state.size = 1;
  state.register = KEYS;
  const entries = [
    entryOf(1, 'fusion-parameters', FUSION_ENTRY),
    ...reports.map((report, number) => entryOf(2 + number, 'report', report)),
  ];
  for (let from = 0; from < entries.length; from += BATCH)
    takeEntries(state, entries.slice(from, from + BATCH));
  return state;
}

const own = new Set(honest.map(({ source, id }) => keyOf(source, id)));

/** What stands on others' word: all that is said of it but what attached to it. */
function standing(state: MissionState): readonly object[] {
  return [...state.incidents.values()]
    .filter(({ only }) => only === undefined)
    .map((incident) => {
      const { crowding, links, ...said } = groupedIn(incident);
      const among = ({ a, b }: { readonly a: string; readonly b: string }) => own.has(a) && own.has(b);
      return { ...said, reports: said.reports.filter((key) => own.has(key)), links: links.filter(among) };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Every count of a state that is not under the source's mark. */
function counted(state: MissionState): readonly object[] {
  const { only, ...sums } = countRows(publishedRows(state, PUBLIC));
  return [
    sums,
    ...SHIPPED_RULES.map((rule) => {
      const { apart, ...ours } = countUnder(state, { rule, ...ALWAYS, audience: PUBLIC });
      const { 'only mallory': mark, ...others } = apart;
      return { ...ours, apart: others };
    }),
  ];
}

/** Reports that a count takes in while it reads incidents: each reading of one costs what all its reports come to. */
function readByCount(reports: readonly FusionReport[]): number {
  const state = folded(reports);
  const get = state.incidents.get.bind(state.incidents);
  let read = 0;
  Object.assign(state.incidents, {
    get: (id: string) => {
      const incident = get(id);
      read += incident?.reports.length ?? 0;
      return incident;
    },
  });
  for (const rule of SHIPPED_RULES) countUnder(state, { rule, ...ALWAYS, audience: PUBLIC });
  return read;
}

/** Fields of reports that fusion reads. */
function readByFusion(reports: readonly FusionReport[]): number {
  let read = 0;
  const seen = reports.map(
    (report) =>
      new Proxy(report, {
        get: (target, name) => {
          read += 1;
          return Reflect.get(target, name);
        },
      }),
  );
  new Fuser(DEFAULT_MODELS).add(seen);
  return read;
}

describe(`a hostile source in a mission (seed ${SEED})`, () => {
  const before = folded(honest);
  const figures = counted(before);

  test.each(Object.keys(attacks))(
    'ten thousand reports, %s: no incident and no count of others is another, and nothing else is learnt of them',
    (name) => {
      const state = folded([...honest, ...(attacks[name]?.() ?? [])]);
      expect(standing(state)).toEqual(standing(before));
      const only = [...state.incidents.values()].flatMap((incident) => incident.only ?? []);
      expect(only.filter((source) => source !== 'mallory')).toEqual([]);
      expect(counted(state)).toEqual(figures);
      const others = ({ source }: { readonly source: string }) => source !== 'mallory';
      const [lessons, learnt] = [lessonsOf(before), lessonsOf(state)];
      expect(learnt.clocks.filter(others)).toEqual(lessons.clocks.filter(others));
      expect(learnt.parameters?.parameters?.sources.scales.filter(others)).toEqual(
        lessons.parameters?.parameters?.sources.scales.filter(others),
      );
    },
    LONG,
  );

  test.each(Object.keys(attacks))(
    'twice as many, %s: twice the work',
    (name) => {
      const all = attacks[name]?.() ?? [];
      const few = all.slice(0, 2000);
      const more = all.slice(0, 4000);
      expect(readByCount([...honest, ...more])).toBeLessThan(2.2 * readByCount([...honest, ...few]));
      expect(readByFusion([...honest, ...more])).toBeLessThan(2.2 * readByFusion([...honest, ...few]));
    },
    LONG,
  );
});
