import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { erase } from './erasing.ts';
import { introduction } from './founding.ts';
import { recordServer } from './http.ts';
import { newKeyFile, signerOf } from './keys.ts';
import { newCredential } from './serving.ts';

import { append, filesBelow, found, mixed, needle, restricted, ripeLog, secret } from './testing-secrets.ts';

/** Fetches a path as it is written, without the tidying that URL parsers do. */
function get(
  port: number,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
    });
    call.on('error', reject);
    call.end();
  });
}

const ESCAPES = [
  '',
  './',
  '../',
  '..%2f',
  '%2e%2e/',
  '%2e%2e%2f',
  '..%5c',
  '..\\',
  '....//',
  '%252e%252e%252f',
  '/',
  '//',
  'public/../',
  'tile/../../',
  'bodies/public/../../../',
  '.%00./',
  'bodies/public/..%2f..%2f..%2f',
];

/** Every path that anyone could guess, and every file of the folder by every name for it. */
function guesses(files: Iterable<string>): string[] {
  const rooms = ['bodies', 'keys', 'attachments', 'attachment-keys', 'wal', 'signing'];
  const audiences = ['public', 'mission', 'north', 'south', 'vault', 'private', '..', '*', ''];
  const places = ['000', '001', 'x000/000', '0', '000.p/1', '000000000000000.wal', 'log.json', ''];
  const direct = [...files].flatMap((path) =>
    ESCAPES.flatMap((way) => [`/${way}${path}`, `/${way}${path.replace(/^(public|private)\//, '')}`]),
  );
  const guessed = rooms.flatMap((room) =>
    audiences.flatMap((audience) =>
      places.flatMap((place) => [`/${room}/${audience}/${place}`, `/private/${room}/${audience}/${place}`]),
    ),
  );
  return [...new Set([...direct, ...guessed])].filter((path) => !/[ \0]/.test(path));
}

test('the search finds bytes as they are, in hex, and inside longer base64', () => {
  const hidden = secret('hidden');
  const inside = (offset: number) => Buffer.from(`${'x'.repeat(offset)}${hidden}yy`);
  const files = new Map<string, Buffer>([
    ['raw', inside(2)],
    ['hex', Buffer.from(inside(1).toString('hex'))],
    ...[0, 1, 2, 3].map((i) => [`base64 ${i}`, Buffer.from(inside(i).toString('base64url'))] as const),
    ['other', Buffer.from(secret('hidden'))],
  ]);
  expect(found([needle('it', hidden)], files)).toEqual(
    [...files.keys()].filter((name) => name !== 'other').map((name) => `it in ${name}`),
  );
});

test('an anonymous crawler obtains every public file and no restricted byte', async () => {
  const log = await ripeLog(onTestFinished);
  const { open, folder } = log;
  const person = signerOf(newKeyFile('observer', 'ed25519'));
  await open.log.append([open.log.draft(introduction(person, 'person', 'observer-3'), open.keys.registrar)]);
  const secrets = Array.from({ length: 6 }, (_, i) => ({
    view: secret(`view${i}`),
    detail: secret(`detail${i}`),
  }));
  const [first, second, third, fourth, fifth, sixth] = secrets as [
    (typeof secrets)[0],
    (typeof secrets)[0],
    (typeof secrets)[0],
    (typeof secrets)[0],
    (typeof secrets)[0],
    (typeof secrets)[0],
  ];
  const kind = `sealed-${randomBytes(6).toString('hex')}`;
  const shown = secret('shown');
  const entries = [
    await append(log, restricted(kind, first, 'mission')),
    await append(log, restricted('report', second, 'north'), person),
    await append(log, restricted('report', third, 'vault')),
    await append(log, mixed({ shown, ...fourth })),
    await append(log, restricted('report', fifth, 'south')),
    await append(log, mixed({ shown: secret('also shown'), ...sixth })),
  ];
  for (const { index } of entries.slice(4))
    await erase(open, {
      indexes: [index],
      scope: 'everything',
      requestedBy: 'data-protection',
      reason: 'asked',
    });
  await open.log.publish();
  const token = await newCredential(open.disk, 'north', 'north desk');
  const server = recordServer(folder, open.disk);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const files = await filesBelow(folder);
  const obtained = new Map<string, Buffer>();
  for (const path of guesses(files.keys())) {
    const { status, body } = await get(port, path);
    expect([200, 400, 404], path).toContain(status);
    obtained.set(path, body);
  }
  // Salts of fields that are shown are no secret, so what was drawn for mixed entries is looked for by their values.
  const needles = [
    ...secrets.flatMap(({ view, detail }, i) => [needle(`view ${i}`, view), needle(`detail ${i}`, detail)]),
    ...entries
      .slice(0, 3)
      .flatMap(({ drawn }, i) => drawn.map((bytes, j) => needle(`salt or key ${j} of ${i}`, bytes))),
    needle('an inner kind', kind),
    needle('the token', token),
  ];
  for (const [name, bytes] of files)
    if (bytes.length > 0 && /signing|keys\//.test(name)) needles.push(needle(name, bytes));
  expect(found(needles, obtained)).toEqual([]);
  expect(found([needle('shown', shown)], obtained)).not.toEqual([]);
  // The needles are in the folder, and the searching finds them there.
  expect(found([needle('a key', entries[0]?.drawn.at(-1) ?? '')], files)).not.toEqual([]);
  for (const path of files.keys())
    if (/^public\/(?!attachments)/.test(path))
      expect(obtained.get(`/${path.slice(7)}`), path).toEqual(files.get(path));
  // With a credential, its own audience and no other.
  const north = { authorization: `Bearer ${token}` };
  expect((await get(port, '/bodies/north/000', north)).status).toBe(200);
  expect((await get(port, '/keys/north/000', north)).status).toBe(200);
  expect((await get(port, '/bodies/mission/000', north)).status).toBe(404);
  // The first character is changed to one that it surely is not: a fixed one would be the token's own, now and then.
  const near = `${token.startsWith('A') ? 'B' : 'A'}${token.slice(1)}`;
  expect((await get(port, '/bodies/north/000', { authorization: `Bearer ${near}` })).status).toBe(404);
});
