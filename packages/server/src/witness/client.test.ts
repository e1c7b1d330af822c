import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type AddCheckpoint,
  cosign,
  formatAddCheckpoint,
  formatNote,
  formatSignatures,
  type Signer,
} from '@armistice/core/record';
import { testSigner } from '@armistice/core/record-testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import { nodeVerifier } from '../record/keys.ts';
import { askWitness, lastSeen, originHash } from './client.ts';
import { ORIGIN, TwoHistories } from './testing.ts';

const histories = new TwoHistories();
const south = testSigner('south.example/witness', 'cosignature-ed25519');
const north = testSigner('north.example/witness', 'cosignature-ed25519');
const request: AddCheckpoint = {
  oldSize: 10,
  proof: histories.proof('honest', 10, 20),
  checkpoint: histories.checkpoint('honest', 20),
};
const SECONDS = 1_777_777_777;

const line = (signer: Signer, size = 20) =>
  formatSignatures([cosign(histories.text('honest', size), SECONDS, signer)]);

async function answering(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A witness that gives one answer to everything. */
function giving(status: number, text: string, type = 'text/plain'): Promise<string> {
  return answering((_, response) => {
    response.writeHead(status, { 'content-type': type });
    response.end(text);
  });
}

const ask = (url: string, timeoutMs = 5_000) =>
  askWitness(url, south.key, request, nodeVerifier(), timeoutMs);

describe('asking a witness', () => {
  test('sends what tlog-witness wants, and takes its own line among others', async () => {
    let sent = '';
    const url = await answering(async (incoming, response) => {
      for await (const chunk of incoming) sent += String(chunk);
      expect([incoming.method, incoming.url]).toEqual(['POST', '/at/add-checkpoint']);
      response.end(line(north) + line(south));
    });
    const answer = await ask(`${url}/at/`);
    expect(sent).toBe(formatAddCheckpoint(request));
    expect(answer).toMatchObject({
      answer: 'cosigned',
      unixSeconds: SECONDS,
      signature: { name: south.key.name },
    });
  });

  test.each<readonly [string, number, string, string, object]>([
    ['the size it has seen', 409, '17\n', 'text/x.tlog.size', { answer: 'conflict', size: 17 }],
    ['a conflict without a size', 409, '17', 'text/x.tlog.size', { answer: 'refused', status: 409 }],
    ['a conflict of another type', 409, '17\n', 'text/plain', { answer: 'refused', status: 409 }],
    ['a size with a leading zero', 409, '017\n', 'text/x.tlog.size', { answer: 'refused', status: 409 }],
    [
      'a refusal',
      422,
      'no proof\nmore',
      'text/plain',
      { answer: 'refused', status: 422, reason: 'no proof' },
    ],
    [
      'a refusal without words',
      403,
      '',
      'text/plain',
      { answer: 'refused', status: 403, reason: 'no reason given' },
    ],
    [
      'a fault of its own',
      500,
      'disk',
      'text/plain',
      { answer: 'unreachable', reason: 'it answered 500: disk' },
    ],
    ['a line by another witness only', 200, line(north), 'text/plain', { answer: 'refused', status: 200 }],
    [
      'a line over another tree',
      200,
      line(south, 19),
      'text/plain',
      { answer: 'refused', status: 200, reason: expect.stringContaining('false') },
    ],
    ['words instead of a line', 200, 'fine!\n', 'text/plain', { answer: 'refused', status: 200 }],
    ['nothing', 200, '', 'text/plain', { answer: 'refused', status: 200 }],
    ['an endless answer', 200, 'x'.repeat(300_000), 'text/plain', { answer: 'unreachable' }],
  ])('understands %s', async (_, status, text, type, answer) => {
    expect(await ask(await giving(status, text, type))).toMatchObject(answer);
  });

  test('follows no redirect: a witness is where the policy says', async () => {
    const elsewhere = await giving(200, line(south));
    const url = await answering((_, response) => response.writeHead(307, { location: elsewhere }).end());
    expect(await ask(url)).toMatchObject({ answer: 'unreachable' });
  });

  test('waits no longer than it was told', async () => {
    const url = await answering(() => undefined);
    expect(await ask(url, 50)).toEqual({ answer: 'unreachable', reason: 'no answer within 0.05 s' });
  });

  test.each([
    ['nobody listens', 'http://127.0.0.1:1'],
    ['the address is none', 'nonsense'],
  ])('never rejects where %s', async (_, url) => {
    expect(await ask(url)).toMatchObject({ answer: 'unreachable', reason: expect.stringMatching(/./) });
    expect(await lastSeen(url, ORIGIN, south.key, 1_000)).toMatchObject({ answer: 'unreachable' });
  });
});

describe('what a witness saw last', () => {
  const seen = (size: number, signer: Signer) => {
    const { note } = histories.checkpoint('honest', size);
    return formatNote({ ...note, signatures: [...note.signatures, cosign(note.text, SECONDS, signer)] });
  };

  test('is its cosigned checkpoint of this origin', async () => {
    const url = await answering((incoming, response) => {
      expect(incoming.url).toBe(`/${originHash(ORIGIN)}/checkpoint`);
      response.end(seen(20, south));
    });
    expect(await lastSeen(url, ORIGIN, south.key, 5_000)).toMatchObject({
      answer: 'seen',
      checkpoint: { size: 20 },
    });
  });

  test.each([
    ['nothing, at 404', 404, '', 'never'],
    ['not known, at 500', 500, '', 'unreachable'],
    ['not known without its own cosignature', 200, seen(20, north), 'unreachable'],
    ['not known with an edited size', 200, seen(20, south).replace('\n20\n', '\n2\n'), 'unreachable'],
    [
      'not known where it serves another log',
      200,
      seen(20, south).replaceAll(ORIGIN, 'other.example/log'),
      'unreachable',
    ],
    ['not known where it serves rubbish', 200, 'hello', 'unreachable'],
  ] as const)('is %s', async (_, status, text, answer) => {
    expect(await lastSeen(await giving(status, text), ORIGIN, south.key, 5_000)).toMatchObject({ answer });
  });
});
