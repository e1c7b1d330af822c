import { join } from 'node:path';
import {
  checkSignature,
  expectAccepted,
  formatVkey,
  parseSignatures,
  parseVkey,
  type VerifierKey,
} from '@armistice/core/record';
import { beforeAll, describe, expect, onTestFinished, type TestContext, test } from 'vitest';
import { witnessCommand } from '../cli/witness.ts';
import { nodeVerifier } from '../record/keys.ts';
import { temporaryFolder } from './testing.ts';
import { histories, monitorUrl, rowsAfterTen, rowsOfTheEmptyTree, send } from './testing-contract.ts';
import {
  goProgram,
  runProgram,
  startCommand,
  startProgram,
  stopProgram,
  whyNoGo,
} from './testing-programs.ts';

interface Running {
  readonly url: string;
  readonly key: VerifierKey;
}

const NAME = 'south.example/witness';
const LOG = formatVkey(histories.signer.key);

async function ours(): Promise<Running> {
  const data = await temporaryFolder(onTestFinished);
  const made = startCommand(witnessCommand, ['--data', data, '--new-key', NAME]);
  await made.ended;
  const key = expectAccepted(parseVkey(made.out().trim().split(' ')[2] ?? ''));
  const running = startCommand(witnessCommand, ['--data', data, '--log', LOG]);
  const [, url = ''] = await running.seen(/listening on (\S+)/);
  onTestFinished(async () => {
    expect(await running.stop()).toBe(0);
  });
  return { url, key };
}

async function theirs(): Promise<Running> {
  const folder = await temporaryFolder(onTestFinished);
  const file = join(folder, 'key');
  const made = await runProgram(goProgram('witness'), ['-genkey', NAME, file]);
  const key = expectAccepted(parseVkey(made.stdout.trim()));
  const { url, child } = await startProgram(goProgram('witness'), [
    '-key',
    file,
    '-state',
    join(folder, 'state'),
    '-log',
    LOG,
  ]);
  onTestFinished(() => stopProgram(child));
  return { url, key };
}

const witnesses = [
  { name: 'armistice witness', start: ours, whyNot: async () => undefined },
  { name: 'the witness in Go', start: theirs, whyNot: whyNoGo },
] as const;

describe.each(witnesses)('$name answers the table of tlog-witness', ({ start, whyNot }) => {
  let why: string | undefined;
  beforeAll(async () => {
    why = await whyNot();
  });
  const begin = (context: TestContext) => {
    if (why !== undefined) context.skip(why);
    return start();
  };

  test('first, grown and repeated checkpoints are cosigned, and served to monitors', async (context) => {
    const { url, key } = await begin(context);
    expect((await send('GET', monitorUrl(url))).status).toBe(404);
    let before = 0;
    for (const [oldSize, size] of [
      [0, 0],
      [0, 1],
      [1, 5],
      [5, 5],
      [5, 64],
      [64, 64],
    ] as const) {
      const answer = await send('POST', `${url}/add-checkpoint`, histories.body('honest', oldSize, size));
      expect(answer.status).toBe(200);
      const signatures = expectAccepted(parseSignatures(answer.text));
      const note = { text: histories.text('honest', size), signatures };
      const signed = await checkSignature(note, key, nodeVerifier());
      if (signed.state !== 'valid') throw new Error(`the cosignature of ${size} entries is ${signed.state}`);
      expect(signed.unixSeconds).toBeGreaterThanOrEqual(Math.max(before, 1));
      before = signed.unixSeconds ?? 0;
      const served = await send('GET', monitorUrl(url));
      expect(served.text).toBe(histories.checkpointText('honest', size) + answer.text);
    }
  });

  test('every refusal of the table has its status, and changes nothing', async (context) => {
    const { url } = await begin(context);
    expect((await send('POST', `${url}/add-checkpoint`, histories.body('honest', 0, 10))).status).toBe(200);
    const latest = await send('GET', monitorUrl(url));
    const answers: (readonly [string, number])[] = [];
    for (const [situation, body, status] of rowsAfterTen()) {
      const answer = await send('POST', `${url}/add-checkpoint`, body);
      answers.push([situation, answer.status]);
      if (status === 409)
        expect([situation, answer.text, answer.type]).toEqual([situation, '10\n', 'text/x.tlog.size']);
      expect(answer.text).not.toContain('—');
      expect(await send('GET', monitorUrl(url))).toEqual(latest);
    }
    expect(answers).toEqual(rowsAfterTen().map(([situation, , status]) => [situation, status]));
  });

  test('the empty tree has one root, and its proof is empty', async (context) => {
    const { url } = await begin(context);
    const answers: (readonly [string, number])[] = [];
    for (const [situation, body, status] of rowsOfTheEmptyTree()) {
      const answer = await send('POST', `${url}/add-checkpoint`, body);
      answers.push([situation, answer.status]);
      if (status === 409) expect(answer.text).toBe('0\n');
    }
    expect(answers).toEqual(rowsOfTheEmptyTree().map(([situation, , status]) => [situation, status]));
  });

  test('other methods, other addresses and endless bodies are refused', async (context) => {
    const { url } = await begin(context);
    await send('POST', `${url}/add-checkpoint`, histories.body('honest', 0, 10));
    const monitor = monitorUrl(url);
    expect((await send('GET', `${url}/add-checkpoint`)).status).toBe(405);
    expect((await send('POST', monitor, '')).status).toBe(405);
    expect((await send('GET', monitorUrl(url, 'other.example/log'))).status).toBe(404);
    expect((await send('GET', monitor.toUpperCase().replace(/^HTTP/, 'http'))).status).toBe(404);
    expect((await send('GET', monitor.replace(/\/checkpoint$/, ''))).status).toBe(404);
    expect((await send('GET', url)).status).toBe(404);
    expect((await send('POST', `${url}/add-checkpoint`, 'A'.repeat(300_000))).status).toBe(413);
  });

  test('of fifty requests at once from one size, one is cosigned and the others conflict', async (context) => {
    const { url } = await begin(context);
    let oldSize = 0;
    for (let round = 0; round < 3; round++) {
      const asked = Array.from({ length: 50 }, (_, i) => oldSize + 1 + (i % 10));
      const answers = await Promise.all(
        asked.map((size) => send('POST', `${url}/add-checkpoint`, histories.body('honest', oldSize, size))),
      );
      const won = asked.filter((_, i) => answers[i]?.status === 200);
      expect(won).toHaveLength(1);
      for (const answer of answers) if (answer.status !== 200) expect(answer.text).toBe(`${won[0]}\n`);
      oldSize = won[0] ?? 0;
    }
  });
});
