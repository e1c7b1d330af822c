import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { equalBytes, hashLeaf, type ReadEntry } from '@armistice/core/record';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { Content, Draft } from './draft.ts';
import { openLog } from './folder.ts';
import { missionSource, readEntries } from './reading.ts';
import type { Acknowledged } from './sequencer.ts';
import { BREAKS, type Break, Fate, faultyDisk, memoryDisk } from './testing.ts';
import { Life, mixedReport, openReport, sealedReport } from './testing-life.ts';
import { Outside, wrongs } from './testing-outside.ts';

const folder = mkdtempSync(join(tmpdir(), 'armistice-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SEED = Number(process.env.ARMISTICE_SEED ?? Date.now() % 1_000_000);

/** What one producer does: batches of these sizes, each after this many turns of the event loop. */
const producer = fc.array(
  fc.record({ size: fc.integer({ min: 1, max: 40 }), turns: fc.integer({ min: 0, max: 3 }) }),
  {
    minLength: 1,
    maxLength: 6,
  },
);
const producers = fc.array(producer, { minLength: 1, maxLength: 4 });
const fault = fc.option(
  fc.record({ at: fc.integer({ min: 0, max: 25 }), how: fc.constantFrom<Break>(...BREAKS) }),
);

interface Batch {
  readonly producer: number;
  readonly drafts: readonly Draft[];
  readonly texts: readonly string[];
  readonly result: readonly Acknowledged[] | Error;
}

let logs = 0;

async function begun() {
  logs += 1;
  const disk = memoryDisk();
  const fate = new Fate();
  const outside = new Outside();
  const life = new Life(
    { folder: join(folder, String(logs)), disk: faultyDisk(disk, fate), stateDisk: memoryDisk() },
    outside,
  );
  await life.init();
  await life.open();
  return { disk, fate, outside, life };
}

const KINDS = [openReport, mixedReport, sealedReport, (text: string) => sealedReport(text, 'south')];

function contentOf(text: string, i: number): Content {
  return (KINDS[i % KINDS.length] ?? openReport)(text);
}

/** Lets all producers append at once; each waits only for its own turns. */
async function produce(
  life: Life,
  plan: readonly (readonly { size: number; turns: number }[])[],
): Promise<Batch[]> {
  const { log, operator } = life.opened;
  const done: Promise<Batch>[] = [];
  await Promise.all(
    plan.map(async (batches, who) => {
      for (const [n, { size, turns }] of batches.entries()) {
        for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve));
        const texts = Array.from({ length: size }, (_, i) => `${who}/${n}/${i}`);
        const drafts = texts.map((text, i) => log.draft(contentOf(text, i + n), operator));
        done.push(
          log.append(drafts).then(
            (result) => ({ producer: who, drafts, texts, result }),
            (result: Error) => ({ producer: who, drafts, texts, result }),
          ),
        );
      }
    }),
  );
  return Promise.all(done);
}

async function readAll(
  disk: ReturnType<typeof memoryDisk>,
  size: number,
  from: number,
  audiences: readonly string[],
) {
  const entries: ReadEntry[] = [];
  for await (const entry of readEntries(missionSource(disk), size, from, audiences)) entries.push(entry);
  return entries;
}

test(`batches of any sizes by several producers are whole, in order, and read as they were written (seed ${SEED})`, () =>
  fc.assert(
    fc.asyncProperty(producers, fc.nat({ max: 200 }), async (plan, somewhere) => {
      const { disk, life, outside } = await begun();
      const batches = await produce(life, plan);
      const texts = new Map<number, { text: string; kind: number }>();
      const lastOf = new Map<number, number>();
      for (const [, { producer, result, texts: own }] of batches.entries()) {
        if (result instanceof Error) throw result;
        outside.keep(result);
        const first = result[0]?.index ?? -1;
        // Whole: consecutive indexes. In order: what one producer sent later stands later.
        expect(result.map(({ index }) => index)).toEqual(result.map((_, i) => first + i));
        expect(first).toBeGreaterThan(lastOf.get(producer) ?? -1);
        lastOf.set(producer, first + result.length - 1);
        for (const [i, { index }] of result.entries()) {
          const [, n = '0', place = '0'] = own[i]?.split('/') ?? [];
          texts.set(index, { text: own[i] ?? '', kind: (Number(n) + Number(place)) % KINDS.length });
        }
      }
      const size = life.opened.log.size();
      expect(texts.size).toBe(size - 2);
      await life.opened.log.publish();
      const from = Math.min(somewhere, size);
      for (const audiences of [[], ['mission'], ['south'], ['mission', 'south']]) {
        const entries = await readAll(disk, size, from, audiences);
        expect(entries.map(({ index }) => index)).toEqual(
          Array.from({ length: size - from }, (_, i) => from + i),
        );
        for (const { index, header, body, withheld } of entries) {
          const written = texts.get(index);
          if (written === undefined) continue;
          expect({ ...body, ...withheld }).toEqual(viewOf(written.text, written.kind, audiences));
          expect(header === undefined).toBe(!mayKnow(written.kind, audiences));
        }
      }
      await life.close();
      expect(await wrongs(disk, outside)).toEqual([]);
    }),
    { numRuns: 25, seed: SEED },
  ));

/** Which audience an entry of a kind is for, where not for all. */
function mayKnow(kind: number, audiences: readonly string[]): boolean {
  if (kind < 2) return true;
  return audiences.includes(kind === 2 ? 'mission' : 'south');
}

/** What these audiences read of a report. */
function viewOf(text: string, kind: number, audiences: readonly string[]): object {
  if (kind === 0) return { text };
  if (kind === 1)
    return audiences.includes('mission') ? { kind: 'explosion', count: [5, 7], text } : { kind: 'explosion' };
  return mayKnow(kind, audiences) ? { kind: 'burst', text } : {};
}

test(`a batch that met a failing disk is in the log whole or not at all (seed ${SEED})`, () =>
  fc.assert(
    fc.asyncProperty(producers, fault, async (plan, broken) => {
      const { disk, fate, life, outside } = await begun();
      if (broken !== null) fate.strike(broken.how, broken.at);
      const batches = await produce(life, plan);
      await life.close().catch(() => undefined);
      fate.heal();
      const { log } = await openLog(life.options);
      await log.publish();
      const size = log.size();
      await log.close();
      const entries = await readAll(disk, size, 0, ['mission', 'south']);
      const nonces = new Map(entries.map(({ header, index }) => [header?.authored.nonce, index]));
      expect(nonces.size).toBe(size);
      for (const { drafts, result } of batches) {
        const there = drafts.map(({ statement }) => nonces.get(statement.authored.nonce));
        const first = there[0];
        if (first === undefined) expect(there).toEqual(drafts.map(() => undefined));
        else expect(there).toEqual(drafts.map((_, i) => first + i));
        if (result instanceof Error) continue;
        outside.keep(result);
        expect(there).toEqual(result.map(({ index }) => index));
        for (const { leaf, leafHash } of result) expect(equalBytes(hashLeaf(leaf), leafHash)).toBe(true);
      }
      expect(await wrongs(disk, outside)).toEqual([]);
    }),
    { numRuns: 40, seed: SEED },
  ));

test('one entry that is not admitted holds up no other, and takes its own batch with it', async () => {
  const { disk, life, outside } = await begun();
  const { log, operator } = life.opened;
  const good = () => log.draft(openReport('good'), operator);
  const bad = () => log.draft(openReport('bad'), 'A'.repeat(43));
  const results = await Promise.allSettled([
    log.append([good(), good()]),
    log.append([good(), bad(), good()]),
    log.append([good()]),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(log.size()).toBe(5);
  expect((results[1] as PromiseRejectedResult).reason.message).toBe(
    `key ${'A'.repeat(43)} is not in force: a registrar must introduce it first`,
  );
  await life.close();
  expect(await wrongs(disk, outside)).toEqual([]);
});

test('a body too large for its pack to be read back is not admitted, and the largest that fits is', async () => {
  const { disk, life, outside } = await begun();
  const overhead = '["'.length + 43 + '","*",{"text":""}]'.length;
  const largest = 256 * 1024 - 4 - overhead;
  outside.keep(await appendText(life, 'x'.repeat(largest)));
  await expect(appendText(life, 'x'.repeat(largest + 1))).rejects.toThrow(
    'the public body has 262141 bytes, 262140 fit: move large content into an attachment',
  );
  const fields = Array.from({ length: 256 }, (_, i) => {
    return { name: 'text', value: i, audience: `audience-${i}`, part: 'detail' } as const;
  });
  const { log, operator } = life.opened;
  await expect(
    log.append([log.draft({ kind: 'report', audience: 'public', body: { fields } }, operator)]),
  ).rejects.toThrow('the entry has fields for 256 audiences, 255 fit');
  await life.close();
  expect(await wrongs(disk, outside)).toEqual([]);
});

function appendText(life: Life, text: string): Promise<readonly Acknowledged[]> {
  const { log, operator } = life.opened;
  return log.append([log.draft(openReport(text), operator)]);
}
