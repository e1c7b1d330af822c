import { testAgreement } from '../agreement/testing.ts';
import { expectAccepted } from '../base/index.ts';
import {
  auditLog,
  type Json,
  leafHash,
  type ReadEntry,
  type Superseded,
  toBase64Url,
} from '../record/index.ts';
import { openPart, sourceOf, TestLog, testKey, verifier } from '../record/testing.ts';
import type { Change } from './changes.ts';
import { countUnder } from './counting.ts';
import type { CountingRule } from './counting-rule.ts';
import { takeEntry } from './fold.ts';
import { reportKey } from './incident.ts';
import { parseReport, type Report } from './report.ts';
import { type MissionState, newMissionState } from './state.ts';
import { stateOf } from './statement.ts';
import { MISSION, reportFields } from './views.ts';

/** A report as a post files it: five impacts heard 3 to 5 km to the south-west. */
export function reportOf(change: object = {}): Report {
  const value = {
    id: '0198c9b2-7a10-4c7e-9d54-0d6a6b1f0001',
    source: 'post-3',
    kind: 'explosion',
    occurred: { from: '2026-11-20T21:03:10-01:00', to: '2026-11-20T21:05:00-01:00' },
    place: {
      type: 'sector',
      origin: [-28.0123456, 42.0345678],
      bearing: 225,
      bearingTolerance: 22.5,
      distance: [3000, 5000],
    },
    count: [5, 5],
    means: 'heard',
    phase: 'impact',
    weapon: { class: 'mortar' },
    actor: { party: 'north', basis: 'claimed' },
    observer: { at: [-28.0123456, 42.0345678], radius: 20 },
    text: 'Heard from the roof of the post.',
    grade: 'B2',
    ...change,
  };
  return expectAccepted(parseReport(value));
}

/** Another id for each number, so that reports differ. */
export function idOf(number: number): string {
  return `0198c9b2-7a10-4c7e-9d54-${number.toString(16).padStart(12, '0')}`;
}

/** A mission's log with its rules and an agreement adopted. Anyone may read its public part again. */
export class TestMission {
  readonly log: TestLog = new TestLog();

  constructor(agreement: Json = testAgreement() as unknown as Json) {
    this.log.append({
      kind: 'mission',
      by: this.log.registrar,
      open: { title: 'Training', exercise: true, indications: 'at-once' },
    });
    this.log.append({ kind: 'agreement', by: this.log.registrar, open: agreement });
  }

  file(report: Report): number {
    return this.log.append({ fields: reportFields(report) });
  }

  /** States what the log comes to, about the entries so far or fewer; a change forges it. */
  async state(change: object = {}, size: number = this.log.size): Promise<number> {
    const state = foldOf((await this.read()).slice(0, size));
    const { statement } = stateOf(state);
    return this.log.append({
      kind: 'statement',
      by: this.log.sequencer,
      open: { ...statement, ...change } as unknown as Json,
    });
  }

  attest(party: string, statement: number, root: string): number {
    return this.log.append({
      kind: 'attestation',
      by: testKey(`party ${party}`),
      open: { statement, audience: 'public', root },
    });
  }

  /** Every entry as a reader of these audiences knows it, after a full audit that must find nothing. */
  async read(audiences: readonly string[] = []): Promise<readonly ReadEntry[]> {
    const entries: ReadEntry[] = [];
    const files = this.log.publish();
    const audit = await auditLog(sourceOf(files), {
      policy: this.log.policy,
      verifier,
      audiences,
      open: openPart,
      onEntry: (entry) => entries.push(entry),
    });
    if (!audit.intact) throw new Error(audit.problems.map(({ message }) => message).join('; '));
    return entries;
  }

  readAsMission(): Promise<readonly ReadEntry[]> {
    return this.read([MISSION]);
  }

  async fold(): Promise<MissionState> {
    return foldOf(await this.readAsMission());
  }
}

/** A time of the night that is watched. */
export const at = (time: string) => `2026-11-20T${time}Z`;
/** The window of the worked case: 21:00 to 24:00. */
export const WATCH = { from: Date.parse(at('21:00:00')), to: Date.parse('2026-11-21T00:00:00Z') };
export const PLACE = { type: 'point', at: [-28.05, 42.01], radius: 2500 };

/** The worked case of the field, as its posts file it. */
export class Night extends TestMission {
  #reports = 0;

  constructor() {
    super();
    this.log.introduce(testKey('operations'), 'person', 'duty-1');
    for (const post of ['p1', 'p2'])
      this.put('source', { source: post, of: 'mission', area: 'east', means: ['heard', 'seen'] });
  }

  put(kind: string, open: object, audience = 'public'): number {
    const body =
      audience === 'public'
        ? { open: open as Json }
        : { fields: Object.entries(open).map(([name, value]) => ({ name, value: value as Json, audience })) };
    return this.log.append({ kind, audience, by: testKey('operations'), ...body });
  }

  heard(source: string, from: string, to: string, count: number, change: object = {}): number {
    this.#reports += 1;
    return this.file(
      reportOf({
        id: idOf(this.#reports),
        source,
        kind: 'burst',
        occurred: { from: at(from), to: at(to) },
        place: PLACE,
        count: [count, count],
        weapon: { class: 'mortar' },
        ...change,
      }),
    );
  }

  p1(): this {
    this.heard('p1', '21:00:00', '21:40:00', 40);
    this.heard('p1', '22:05:00', '22:05:00', 5);
    this.heard('p1', '23:30:00', '23:30:00', 6);
    this.heard('p1', '21:10:00', '21:10:00', 2, { kind: 'flare', means: 'seen', weapon: { class: 'flare' } });
    return this;
  }

  p2(): this {
    this.heard('p2', '21:00:00', '21:40:00', 38);
    return this;
  }

  p2BurstByBurst(): this {
    for (let burst = 0; burst < 38; burst += 1) {
      const time = `21:${String(1 + burst).padStart(2, '0')}:00`;
      this.heard('p2', time, time, 1);
    }
    return this;
  }

  watched(): this {
    this.put('coverage', {
      id: 'p1-night',
      area: 'east',
      source: 'p1',
      from: at('21:00:00'),
      to: '2026-11-21T00:00:00Z',
      state: 'observing',
    });
    this.put('coverage', {
      id: 'p2-night',
      area: 'east',
      source: 'p2',
      from: at('21:00:00'),
      to: at('22:00:00'),
      state: 'observing',
    });
    this.put('coverage', {
      id: 'p2-dark',
      area: 'east',
      source: 'p2',
      from: at('22:00:00'),
      to: '2026-11-21T00:00:00Z',
      state: 'not',
      cause: 'power',
    });
    return this;
  }

  async count(rule: CountingRule, audience = 'public') {
    return countUnder(await this.fold(), { rule, ...WATCH, audience });
  }
}

/** What the last entry folded into a state changed. */
export const LAST: WeakMap<MissionState, readonly Change[]> = new WeakMap();

/** The state that the fold makes of entries. */
export function foldOf(entries: readonly ReadEntry[]): MissionState {
  const state = newMissionState();
  for (const entry of entries) LAST.set(state, takeEntry(state, entry));
  return state;
}

/** The agreement of tests with a body that verifies, attributes, finds and settles: both parties must take part. */
export const WITH_COMMISSION = {
  bodies: {
    commission: {
      name: 'Joint commission',
      does: ['verify', 'attribute', 'find', 'coordinate'],
      members: ['north', 'south'],
      quorum: { 'at-least': 1, 'of-each': 'party' },
    },
  },
};

/** Both parties in favour. */
export const AGREED = { for: { north: 1, south: 1 } };

/** A mission with two duty officers, a commission, a board and both parties, each with a key. */
export class Desk extends TestMission {
  readonly #keys = new Map<string, ReturnType<typeof testKey>>();

  constructor(agreement: object = {}) {
    super(testAgreement({ ...WITH_COMMISSION, ...agreement }) as unknown as Json);
    for (const [role, subjects] of [
      ['person', ['duty-1', 'duty-2']],
      ['body', ['commission', 'board']],
      ['party', ['north', 'south']],
    ] as const)
      for (const subject of subjects) {
        const key = testKey(`${role} ${subject}`);
        this.#keys.set(subject, key);
        this.log.introduce(key, role, subject);
      }
  }

  /** Files the report of that number; answers its key. */
  report(number: number, change: object = {}): string {
    const report = reportOf({ id: idOf(number), source: `post-${number}`, ...change });
    this.file(report);
    return reportKey(report);
  }

  put(
    by: string,
    kind: string,
    body: object,
    change: Pick<Parameters<TestLog['append']>[0], 'at' | 'audience' | 'supersedes' | 'again'> = {},
  ): number {
    const { audience = 'public' } = change;
    const stated =
      audience === 'public'
        ? { open: body as Json }
        : { fields: Object.entries(body).map(([name, value]) => ({ name, value: value as Json, audience })) };
    const signer = this.#keys.get(by) ?? this.log.registrar;
    return this.log.append({ kind, by: signer, ...change, ...stated });
  }

  /** How a later entry names an earlier one. */
  target(index: number): Superseded {
    return { index, leaf: toBase64Url(leafHash(this.log.leaves[index] as Uint8Array)) };
  }

  rules(change: object): number {
    return this.put('registrar', 'mission', {
      title: 'Training',
      exercise: true,
      indications: 'at-once',
      ...change,
    });
  }

  /** Takes an incident of two origins up to corroborated. */
  corroborate(incident: string): void {
    for (const status of ['under inquiry', 'corroborated'])
      this.put('duty-1', 'assessment', { incident, status });
  }

  verify(incident: string): void {
    this.corroborate(incident);
    for (const by of ['duty-1', 'duty-2'])
      this.put(by, 'assessment', { incident, status: 'verified', reason: 'seen on the spot' });
  }
}
