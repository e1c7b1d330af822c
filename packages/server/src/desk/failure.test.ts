import type { Json } from '@armistice/core/record';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenLog } from '../record/folder.ts';
import type { Log } from '../record/log.ts';
import { type TestMission, testMission } from '../testing.ts';
import { Desk } from './desk.ts';
import { ProposalBook } from './proposal-book.ts';
import { enrol, person } from './testing.ts';

// The process ends before or after each step by which something is agreed to or refused. The next one takes it up.

const START_MS = 120_000;
const duty = person('duty-1', ['duty-officer']);
const head = person('head-1', ['head']);

let here: TestMission;
beforeAll(async () => {
  here = await testMission();
  await enrol(here.open, [duty, head]);
  await here.mission.settled();
}, START_MS);
afterAll(() => here.end(), START_MS);

class Ended extends Error {}

/** Where the process ends: before or after the named step is durable. */
type End = `${'before' | 'after'} ${Step}`;
type Step = 'asking' | 'agreed' | 'refusing' | 'record' | 'noting' | 'done' | 'refused';

/** A process that ends at a step: nothing that it does after that reaches the disk or the record. */
function processThat(ends: End | undefined): { readonly desk: Desk; readonly close: () => void } {
  let over = false;
  const [when, step] = (ends ?? 'never never').split(' ');
  function at<T>(name: string, act: () => T): T {
    if (over) throw new Ended('it has ended');
    if (name === step && when === 'before') {
      over = true;
      throw new Ended(`before ${name}`);
    }
    const done = act();
    if (name === step) {
      over = true;
      throw new Ended(`after ${name}`);
    }
    return done;
  }
  const book = new (class extends ProposalBook {
    override add(...args: Parameters<ProposalBook['add']>) {
      return at('asking', () => super.add(...args));
    }
    override move(...args: Parameters<ProposalBook['move']>) {
      return at(args[1].state, () => super.move(...args));
    }
    override noteWritten(...args: Parameters<ProposalBook['noteWritten']>) {
      return at('noting', () => super.noteWritten(...args));
    }
  })(here.folder);
  const log = new Proxy(here.open.log, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (name === 'append') return (...args: Parameters<Log['append']>) => appended(...args);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  async function appended(...[drafts]: Parameters<Log['append']>): ReturnType<Log['append']> {
    if (drafts.every(({ statement }) => statement.kind === 'key')) return here.open.log.append(drafts);
    if (over || (step === 'record' && when === 'before')) at('record', () => undefined);
    const acknowledged = await here.open.log.append(drafts);
    at('record', () => undefined);
    return acknowledged;
  }
  const open: OpenLog = { ...here.open, log };
  const parts = { open, mission: here.mission, folder: here.folder, onFault: () => undefined };
  return { desk: new Desk({ ...parts, book }), close: () => book.close() };
}

/** Does something in a process that may end on the way, and again in one that does not. */
async function throughTheEnd(ends: End, act: (desk: Desk) => Promise<unknown>): Promise<void> {
  const first = processThat(ends);
  await expect(act(first.desk)).rejects.toThrow(Ended);
  first.close();
  const second = processThat(undefined);
  await second.desk.resume();
  await act(second.desk);
  second.close();
}

async function recorded(from: number): Promise<readonly string[]> {
  await here.mission.settled();
  const kinds: string[] = [];
  for await (const { header, body } of here.mission.log.readFrom(from))
    if (header?.kind !== 'key') kinds.push(`${header?.kind} ${String(body.agreed ?? body.number)}`);
  return kinds;
}

const bulletin = (number: string): { readonly [name: string]: Json } => ({
  ...{ number, type: 'daily', from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z', size: 1 },
  rule: { rule: 'each-explosion', version: 1 },
});

async function asked(desk: Desk, number: string): Promise<string> {
  const outcome = await desk.write(duty, { kind: 'bulletin', body: bulletin(number), nonce: `n-${number}` });
  return 'proposal' in outcome ? outcome.proposal : '';
}

describe('a process that ends on the way', () => {
  const ENDS: readonly Step[] = ['asking', 'agreed', 'record', 'noting', 'done'];
  test.each(ENDS.flatMap((step): End[] => [`before ${step}`, `after ${step}`]))(
    '%s: what was agreed to stands in the record once, with the word of the second',
    async (ends) => {
      const before = here.mission.log.size();
      const number = `a-${ends.replace(' ', '-')}`;
      await throughTheEnd(ends, async (desk) => {
        const id = await asked(desk, number);
        await desk.proposals.agree(head, id);
      });
      expect(await recorded(before)).toEqual([`bulletin ${number}`, 'second true']);
      expect(here.derived.view.bulletins.has(number)).toBe(true);
    },
  );

  const REFUSED: readonly Step[] = ['refusing', 'record', 'refused'];
  test.each(REFUSED.flatMap((step): End[] => [`before ${step}`, `after ${step}`]))(
    '%s: what was refused is refused once, and nothing is published',
    async (ends) => {
      const before = here.mission.log.size();
      const number = `r-${ends.replace(' ', '-')}`;
      await throughTheEnd(ends, async (desk) => {
        const id = await asked(desk, number);
        if (desk.proposals.get(duty, id).state === 'open')
          await desk.proposals.refuse(head, id, 'the count is wrong');
      });
      expect(await recorded(before)).toEqual(['second false']);
      expect(here.derived.view.bulletins.has(number)).toBe(false);
    },
  );

  test('nothing of what was asked is left on the disk of the desk once it is over', async () => {
    const { desk, close } = processThat(undefined);
    const marked = 'MARKED-WORDS-OF-A-PROPOSAL';
    const body = { ...bulletin('marked'), area: 'sector-4' };
    const outcome = await desk.write(duty, {
      kind: 'erratum',
      body: { bulletin: 'a-before-done', reason: marked, changes: [{ figure: 'f', was: 1, is: body }] },
    });
    const id = 'proposal' in outcome ? outcome.proposal : '';
    const held = () => filesWith(marked);
    expect(await held()).not.toEqual([]);
    await desk.proposals.refuse(duty, id, 'asked in error');
    expect(await held()).toEqual([]);
    close();
  });
});

async function filesWith(words: string): Promise<readonly string[]> {
  const { readdir, readFile } = await import('node:fs/promises');
  const folder = `${here.folder}/private`;
  const names = (await readdir(folder)).filter((name) => name.startsWith('desk.sqlite'));
  const found: string[] = [];
  for (const name of names) if ((await readFile(`${folder}/${name}`)).includes(words)) found.push(name);
  return found;
}
