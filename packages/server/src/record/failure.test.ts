import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { BREAKS, type Break, Fate, faultyDisk, memoryDisk, type Write } from './testing.ts';
import { Life, openReport, sealedReport } from './testing-life.ts';
import { Outside, wrongs } from './testing-outside.ts';

// The lock alone lies in a real folder: the operating system holds it.
const folder = mkdtempSync(join(tmpdir(), 'armistice-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Lives a whole life in which one write breaks; answers what was written and what the world has seen. */
async function live(fate: Fate) {
  const disk = memoryDisk();
  const stateDisk = memoryDisk();
  const outside = new Outside();
  const look = (path: string) => (path === 'public/checkpoint' ? outside.look(disk) : Promise.resolve());
  const life = new Life(
    { folder, disk: faultyDisk(disk, fate, look), stateDisk: faultyDisk(stateDisk, fate) },
    outside,
  );
  await life.run();
  return { disk, stateDisk, outside, life };
}

/** Starts again on a sound disk: init where it was never completed, then one more entry for each audience. */
async function afterwards({ disk, stateDisk, outside }: Awaited<ReturnType<typeof live>>): Promise<Life> {
  const look = (path: string) => (path === 'public/checkpoint' ? outside.look(disk) : Promise.resolve());
  const life = new Life({ folder, disk: faultyDisk(disk, new Fate(), look), stateDisk }, outside);
  life.drafting.clock += 3_600_000;
  if (outside.kept.length === 0) await life.init().catch(() => undefined);
  const { log } = await life.open();
  await log.publish();
  return life;
}

const sound = await live(new Fate());
const writes = await (async () => {
  const fate = new Fate();
  await live(fate);
  return fate.writes;
})();

test('a life without faults is a whole one', async () => {
  expect(sound.life.failures).toEqual([]);
  expect(await wrongs(sound.disk, sound.outside)).toEqual([]);
  expect(sound.outside.kept.length).toBeGreaterThan(260);
});

/** A file that is replaced or removed is the old or the new one: there is no half. */
const breaksOf = ({ operation }: Write) =>
  BREAKS.filter((how) => operation === 'append' || operation === 'replaceAll' || !how.endsWith('half'));

const rows = writes.flatMap((write, at) => breaksOf(write).map((how) => ({ at, how, write })));

describe(`${rows.length} failures: each of ${writes.length} writes in every way in which it can fail`, () => {
  // Rows by kind of write, so that a failing title says where to look.
  const titles = new Map(rows.map(({ how, write }) => [`${titleOf(write)}, ${how}`, how]));
  test.each([...titles])(
    '%s: nothing acknowledged is lost and nothing signed is taken back',
    async (title, how) => {
      const own = rows.filter((row) => row.how === how && `${titleOf(row.write)}, ${how}` === title);
      for (const { at } of own) expect(await outcomeOf(at, how), `write ${at}`).toEqual([]);
    },
  );
});

/** What is wrong after a life in which write `at` broke; nothing, if all is as it must be. */
async function outcomeOf(at: number, how: Break): Promise<string[]> {
  const fate = new Fate(at, how);
  const lived = await live(fate);
  const found: string[] = [];
  if (fate.broken === undefined) found.push('the write never came');
  for (const { step, error } of lived.life.failures) {
    if (error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError)
      found.push(`${step} failed without a word for a person: ${error.stack}`);
  }
  const life = await afterwards(lived).catch((error: Error) => error);
  if (life instanceof Error) return [...found, `the log does not start again: ${life.stack}`];
  try {
    found.push(...(await wrongs(lived.disk, lived.outside)));
    await life.append(openReport('afterwards'));
    await life.append(sealedReport('afterwards'));
    await life.opened.log.publish();
    found.push(...(await wrongs(lived.disk, lived.outside)));
  } catch (error) {
    found.push(`afterwards: ${(error as Error).stack}`);
  } finally {
    await life.close().catch((error: Error) => found.push(`closing: ${error.stack}`));
  }
  return found;
}

function titleOf({ operation, path }: Write): string {
  const kind = path
    .replace(/\d{15}/, '…')
    .replace(/x?\d{3}(\.p\/\d+)?$/, '…')
    .replace(/[0-9a-f]{64}/, '…')
    .replace(/\/[0-9a-f]{8}$/, '/…');
  return `${operation} ${kind}`;
}
