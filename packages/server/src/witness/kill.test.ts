import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expectAccepted, formatVkey, parseVkey } from '@armistice/core/record';
import { expect, onTestFinished, test } from 'vitest';
import { witnessCommand } from '../cli/witness.ts';
import { nodeVerifier } from '../record/keys.ts';
import { askWitness, lastSeen } from './client.ts';
import { ORIGIN, TwoHistories, temporaryFolder } from './testing.ts';
import { startCommand, startProgram } from './testing-programs.ts';

const BIN = fileURLToPath(new URL('../../bin/armistice.js', import.meta.url));
const ROUNDS = 8;
const seed = 20_260_504;

/** Milliseconds under load before each kill: the same for the same seed. */
function pauses(): number[] {
  let state = seed;
  return Array.from({ length: ROUNDS }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return 5 + (state % 120);
  });
}

test(`a witness killed at ${ROUNDS} moments under load forgets nothing that it signed (seed ${seed})`, async () => {
  const histories = new TwoHistories(4_000);
  const folder = await temporaryFolder(onTestFinished);
  const data = join(folder, 'south');
  const made = startCommand(witnessCommand, ['--data', data, '--new-key', 'south.example/witness']);
  await made.ended;
  const key = expectAccepted(parseVkey(made.out().trim().split(' ')[2] ?? ''));
  const args = [BIN, 'witness', '--data', data, '--log', formatVkey(histories.signer.key)];
  let signed = 0;
  for (const pause of pauses()) {
    const { url, child } = await startProgram(process.execPath, args);
    const seen = await lastSeen(url, ORIGIN, key, 5_000);
    const kept = seen.answer === 'seen' ? seen.checkpoint.size : 0;
    expect(seen.answer).toBe(signed === 0 && kept === 0 ? 'never' : 'seen');
    // What was signed just before the kill may have become durable without its answer getting out.
    expect(kept).toBeGreaterThanOrEqual(signed);
    let size = kept;
    if (kept > 3) {
      const request = {
        oldSize: kept,
        proof: histories.proof('rewritten', kept, kept + 1),
        checkpoint: histories.checkpoint('rewritten', kept + 1),
      };
      expect(await askWitness(url, key, request, nodeVerifier(), 5_000)).toMatchObject({
        answer: 'refused',
        status: 422,
      });
    }
    const killed = new Promise((resolve) => setTimeout(resolve, pause)).then(() => child.kill('SIGKILL'));
    for (let alive = true; alive; ) {
      const request = {
        oldSize: size,
        proof: histories.proof('honest', size, size + 1),
        checkpoint: histories.checkpoint('honest', size + 1),
      };
      const reply = await askWitness(url, key, request, nodeVerifier(), 5_000);
      alive = reply.answer === 'cosigned';
      if (alive) size += 1;
    }
    signed = size;
    await killed;
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
  expect(signed).toBeGreaterThan(ROUNDS);
});
