import { type Agreement, parseAgreement } from '../packages/core/src/agreement/index.ts';
import { type MissionState, newMissionState, takeEntry } from '../packages/core/src/mission/index.ts';
import {
  type Header,
  type Json,
  type KeyRegister,
  PUBLIC,
  type ReadEntry,
} from '../packages/core/src/record/index.ts';
import { seeded } from '../packages/server/src/record/testing-random.ts';

// The mission that the fold is measured on: forty clauses, one front, and reports across it.

export const CLAUSES = 40;
export const SEED = 20_261_121;
export const START = Date.UTC(2026, 0, 1);
export const DAY = 86_400_000;
const KINDS = [
  'presence',
  'artillery-fire',
  'mortar-fire',
  'uav-flight',
  'fortification',
  'explosion',
] as const;
const WEAPONS = [
  { class: 'howitzer', calibre: 152 },
  { class: 'mortar', calibre: 120 },
  { class: 'mlrs', calibre: 122 },
  { class: 'tank' },
] as const;

/** A mission with its rules, its agreement and its front, before the first report. */
export function begun(): MissionState {
  const state = newMissionState();
  state.size = 1;
  state.register = registerOf();
  takeEntry(state, entryOf(1, 'mission', { title: 'bench', exercise: true, indications: 'at-once' }));
  takeEntry(state, entryOf(2, 'agreement', agreementOfForty() as unknown as Json));
  takeEntry(state, entryOf(3, 'line', { line: 'front', from: '2026-01-01T00:00:00Z', geometry: front() }));
  return state;
}

/** The keys of the measured mission. */
export function registerOf(): KeyRegister {
  const key = { crv: 'Ed25519', kty: 'OKP', x: '' } as const;
  return {
    keys: new Map([
      ['registrar', { id: 'registrar', key, role: 'registrar', subject: 'registrar', since: 0 }],
      ['device', { id: 'device', key, role: 'device', subject: 'device', since: 0 }],
    ]),
  };
}

/** An entry as the audit hands it over. */
export function entryOf(index: number, kind: string, open: Json): ReadEntry {
  const header: Header = {
    v: 1,
    kind,
    mission: 'bench',
    at: START + index * 1000,
    by: kind === 'report' ? 'device' : 'registrar',
    audience: PUBLIC,
    body: { open },
    authored: { at: 0, nonce: '' },
  };
  return { index, leaf: { type: 'open', header }, header, body: open as ReadEntry['body'], withheld: {} };
}

/** The report of that entry, always the same one. */
export function reportEntry(index: number): ReadEntry {
  const random = (salt: number) => seeded(SEED + index * 7 + salt)();
  const pick = <T>(from: readonly T[], salt: number): T => from[Math.floor(random(salt) * from.length)] as T;
  const from = START + Math.floor(random(1) * 20 * 86_400) * 1000;
  return entryOf(index, 'report', {
    id: `0198c9b2-7a10-4c7e-9d54-${index.toString(16).padStart(12, '0')}`,
    source: `post-${index % 40}`,
    kind: pick(KINDS, 2),
    occurred: { from: moment(from), to: moment(from + 5000) },
    place: {
      type: 'sector',
      origin: [37.8 + random(3), 47.1 + random(4)],
      bearing: Math.floor(random(5) * 360),
      bearingTolerance: 15,
      distance: [2000, 4000],
    },
    count: [1, 3],
    means: 'heard',
    phase: 'outgoing',
    weapon: { ...pick(WEAPONS, 6) },
  });
}

/** As posts write it: whole seconds. */
function moment(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}

// Forty clauses: a quarter bans fire, a quarter flights, a quarter works, and a quarter the presence of a weapon, each in time.
/** The agreement of the measured mission. */
export function agreementOfForty(): Agreement {
  const anchor = {
    article: 'Article',
    paraphrase: 'A clause made to be measured.',
    source: 'bench',
    words: 'none',
    certainty: 'primary',
  };
  const weapons = Object.fromEntries(
    WEAPONS.map((one) => [`some-${one.class}`, { name: one.class, kind: [one.class] }]),
  );
  const verbs = ['fire', 'uav-flight', 'fortification', 'presence'];
  const read = parseAgreement({
    agreement: 'bench',
    title: 'Forty clauses',
    adopted: '2026-01-01',
    clock: 'UTC',
    parties: { north: { name: 'North' }, south: { name: 'South' } },
    lines: { front: { name: 'the front', sides: { north: 'left', south: 'right' } } },
    weapons,
    clauses: Array.from({ length: CLAUSES }, (_, at) => ({
      id: `c${at}`,
      forbid: verbs[at % 4],
      ...(at % 4 === 3 ? { of: `some-${WEAPONS[(at >> 2) % WEAPONS.length]?.class}` } : {}),
      // One in ten asks for no place. The others each speak of a belt along the front.
      ...(at % 10 === 0 ? {} : { within: `${2 + at} km`, 'of-line': 'front' }),
      from: new Date(START + (at % 10) * DAY).toISOString().slice(0, 19),
      anchor,
    })),
  });
  if (!read.ok) throw new Error(read.refusal.message);
  return read.value;
}

/** A front of two hundred edges across the place of the reports, which lie up to sixty kilometres from it. */
function front(): Json {
  const coordinates = Array.from({ length: 201 }, (_, at) => [37.2 + at * 0.011, 47.6 + (at % 7) * 0.004]);
  return { type: 'LineString', coordinates };
}
