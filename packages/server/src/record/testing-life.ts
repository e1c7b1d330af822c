// Test-only: the life of a log from its making to its closing, step by step.
import { createHash } from 'node:crypto';
import {
  cosign,
  type Policy,
  type PolicyWitness,
  SALT_BYTES,
  toBase64Url,
  type VerifierKey,
} from '@armistice/core/record';
import { testSigner } from '@armistice/core/record-testing';
import { readCheckpoint } from './cosigning.ts';
import type { Disk } from './disk.ts';
import type { Content, Drafting } from './draft.ts';
import { erase } from './erasing.ts';
import { type OpenLog, type OpenOptions, openLog } from './folder.ts';
import { initLog, introduction } from './founding.ts';
import { newKeyFile, signerOf } from './keys.ts';
import { Outside } from './testing-outside.ts';

export const ORIGIN = 'example.org/exercise';
export const MISSION = 'exercise';
/** Words that must never be found where they do not belong. */
export const SECRET = 'orchard-of-the-north-heron';
export const NOON = Date.UTC(2026, 4, 4, 12);
// Only what a test publishes is published.
const NEVER_MS = 2_000_000_000;

const witnessSigner = testSigner('north.example/witness', 'cosignature-ed25519');
/** A witness without an address: it cosigns by hand. */
export const NORTH: PolicyWitness = { name: 'north', key: witnessSigner.key };

export function policyWith(witnesses: readonly PolicyWitness[]): (log: VerifierKey) => Policy {
  return (log) => ({ logs: [{ key: log }], witnesses, groups: [], quorum: 'none' });
}

/** A report that everyone may read. */
export function openReport(text: string): Content {
  const field = { name: 'text', value: text, audience: 'public', part: 'detail' } as const;
  return { kind: 'report', audience: 'public', body: { fields: [field] } };
}

/** A report that shows its kind to all, and the rest to the mission. */
export function mixedReport(text: string): Content {
  const fields = [
    { name: 'kind', value: 'explosion', audience: 'public', part: 'view' },
    { name: 'count', value: [5, 7], audience: 'mission', part: 'view' },
    { name: 'text', value: text, audience: 'mission', part: 'detail' },
  ] as const;
  return { kind: 'report', audience: 'public', body: { fields } };
}

/** A report that only one audience knows of. */
export function sealedReport(text: string, audience = 'mission'): Content {
  const fields = [
    { name: 'kind', value: 'burst', audience, part: 'view' },
    { name: 'text', value: text, audience, part: 'detail' },
  ] as const;
  return { kind: 'report', audience, body: { fields } };
}

/** Cosigns the log's checkpoint by hand, as a party with a USB stick does. */
export async function cosignByHand({ log, disk }: OpenLog, unixSeconds: number): Promise<void> {
  const checkpoint = await readCheckpoint(disk);
  if (checkpoint === undefined) throw new Error('there is no checkpoint to cosign');
  await log.addCosignature(NORTH, checkpoint, cosign(checkpoint.note.text, unixSeconds, witnessSigner));
}

/** A clock that a test sets, and randomness that need not be random. */
export interface TestDrafting extends Drafting {
  clock: number;
}

export function testDrafting(clock = NOON): TestDrafting {
  let drawn = 0;
  const drafting: TestDrafting = {
    clock,
    now: () => drafting.clock,
    random(bytes) {
      drawn += 1;
      return new Uint8Array(createHash('sha512').update(`drawn ${drawn}`).digest()).slice(0, bytes);
    },
    salt: () => toBase64Url(drafting.random(SALT_BYTES)),
  };
  return drafting;
}

/** Where a life takes place. `folder` holds nothing but the lock. */
export interface Place {
  readonly folder: string;
  readonly disk: Disk;
  readonly stateDisk: Disk;
}

/** A log as its operator runs it, and what the world outside has of it. */
export class Life {
  readonly outside: Outside;
  readonly drafting: TestDrafting = testDrafting();
  /** Each step that failed, with its reason. */
  readonly failures: { readonly step: string; readonly error: Error }[] = [];
  /** Entries that will be erased. */
  readonly doomed: number[] = [];
  readonly #place: Place;
  #open: OpenLog | undefined;

  constructor(place: Place, outside: Outside = new Outside()) {
    this.#place = place;
    this.outside = outside;
  }

  get options(): OpenOptions {
    return { ...this.#place, drafting: this.drafting, publishMs: NEVER_MS };
  }

  /** Runs all steps, going on after each that fails, as a server does. */
  async run(steps: readonly Step[] = LIFE): Promise<void> {
    for (const [step, act] of steps) {
      this.drafting.clock += 1_000;
      try {
        await act(this);
      } catch (error) {
        this.failures.push({ step, error: error as Error });
      }
    }
    await this.close().catch(() => undefined);
  }

  async init(): Promise<void> {
    await initLog({ ...this.options, origin: ORIGIN, mission: MISSION, policy: policyWith([NORTH]) });
  }

  async open(): Promise<OpenLog> {
    this.#open = await openLog(this.options);
    return this.#open;
  }

  get opened(): OpenLog {
    if (this.#open === undefined) throw new Error('the log is not open');
    return this.#open;
  }

  async append(...contents: readonly Content[]): Promise<number> {
    const { log, operator } = this.opened;
    const acknowledged = await log.append(contents.map((content) => log.draft(content, operator)));
    this.outside.keep(acknowledged);
    return acknowledged[0]?.index ?? -1;
  }

  async erase(index: number, scope: 'detail' | 'everything'): Promise<void> {
    await erase(this.opened, {
      indexes: [index],
      scope,
      requestedBy: 'data-protection',
      reason: 'a source asked',
    });
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    await open?.log.close();
  }
}

type Step = readonly [name: string, act: (life: Life) => Promise<unknown>];

const many = (count: number, text: string) =>
  Array.from({ length: count }, (_, i) => openReport(`${text} ${i}`));

/** A whole life: every kind of write that a log makes is in it. */
export const LIFE: readonly Step[] = [
  ['init', (life) => life.init()],
  ['open', (life) => life.open()],
  [
    'introduce a patrol',
    async (life) => {
      const { log, keys } = life.opened;
      const patrol = signerOf(newKeyFile('patrol', 'ed25519'));
      life.outside.keep(
        await log.append([log.draft(introduction(patrol, 'person', 'patrol-7'), keys.registrar)]),
      );
      life.outside.keep(await log.append([log.draft(sealedReport('seen by the patrol'), patrol)]));
    },
  ],
  ['append in the open', (life) => life.append(...many(120, 'morning'))],
  [
    'append for several audiences at once',
    (life) =>
      Promise.all([
        life.append(mixedReport('one')),
        life.append(sealedReport('two'), sealedReport('three', 'south')),
        life.append(openReport('four')),
      ]),
  ],
  ['publish', (life) => life.opened.log.publish()],
  [
    'append beyond a bundle',
    (life) =>
      life.append(...many(131, 'noon'), mixedReport('last of a bundle'), sealedReport('first of the next')),
  ],
  ['publish beyond a bundle', (life) => life.opened.log.publish()],
  ['keep a co-signature', (life) => cosignByHand(life.opened, Math.floor(life.drafting.clock / 1000))],
  [
    'append what will be erased',
    async (life) => {
      life.doomed.push(await life.append(mixedReport(SECRET)), await life.append(sealedReport(SECRET)));
      life.doomed.push(await life.append(openReport(SECRET)));
    },
  ],
  ['erase the detail', (life) => life.erase(life.doomed[0] ?? -1, 'detail')],
  ['erase everything', (life) => life.erase(life.doomed[1] ?? -1, 'everything')],
  ['erase in the open', (life) => life.erase(life.doomed[2] ?? -1, 'detail')],
  ['append after erasing', (life) => life.append(openReport('evening'), sealedReport('evening'))],
  ['close', (life) => life.close()],
  ['open again', (life) => life.open()],
  ['append again', (life) => life.append(openReport('night'), mixedReport('night'))],
];
