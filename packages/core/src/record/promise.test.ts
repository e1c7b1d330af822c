import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tileRoot } from './bulk.ts';
import { concat } from './bytes.ts';
import { formatNote } from './note.ts';
import {
  batchPath,
  formatEntryPromise,
  isPromiseOf,
  judgePromise,
  type Promised,
  parseEntryPromise,
  parsePromised,
  signPromise,
} from './promise.ts';
import { expectAccepted } from './refusal.ts';
import { bytesFor, outcome, testSigner, verifier } from './testing.ts';

const log = testSigner('log.example/training', 'ed25519');
const UNTIL = Date.UTC(2026, 4, 4, 12);

/** The promise of entry 100 + place out of a batch of `count` that begins at 100. */
function promiseOf(place: number, count: number, changes: Partial<Promised> = {}, signer = log): string {
  const leaves = concat(Array.from({ length: count }, (_, i) => bytesFor(`leaf ${i}`)));
  const promised = {
    origin: log.key.name,
    from: 100,
    count,
    root: tileRoot(leaves),
    until: UNTIL,
    ...changes,
  };
  return formatEntryPromise({
    index: 100 + place,
    leaf: leaves.slice(place * 32, place * 32 + 32),
    path: batchPath(leaves, place),
    note: signPromise(promised, signer),
  });
}

describe('a promise', () => {
  test('of every entry of a batch of any size up to 70 leads to the one signed root', async () => {
    for (const count of [1, 2, 3, 7, 64, 65, 70]) {
      for (let place = 0; place < count; place++) {
        const text = promiseOf(place, count);
        const promise = expectAccepted(parseEntryPromise(text));
        expect(promise).toMatchObject({ index: 100 + place, promised: { from: 100, count, until: UNTIL } });
        expect(formatEntryPromise(promise)).toBe(text);
      }
    }
    expect(await isPromiseOf(expectAccepted(parseEntryPromise(promiseOf(3, 7))), log.key, verifier)).toBe(
      true,
    );
  });

  test('parse ∘ format is the identity on what a log signs', () => {
    const promises = fc.record({
      origin: fc.constantFrom('log.example/training', 'a'),
      from: fc.maxSafeNat(),
      count: fc.integer({ min: 1, max: 4096 }),
      root: fc.uint8Array({ minLength: 32, maxLength: 32 }),
      until: fc.maxSafeNat(),
    });
    fc.assert(
      fc.property(promises, (promised) => {
        expect(parsePromised(signPromise(promised, log).text)).toEqual({ ok: true, value: promised });
      }),
    );
  });

  const body = signPromise(
    { origin: 'log.example', from: 7, count: 2, root: bytesFor('root'), until: 9 },
    log,
  ).text;
  test.each([
    ['a first index with a leading zero', body.replace('\n7\n', '\n07\n'), 'promise-body'],
    ['a first index with a sign', body.replace('\n7\n', '\n+7\n'), 'promise-body'],
    ['a count of 0', body.replace('\n2\n', '\n0\n'), 'promise-body'],
    ['a count with a fraction', body.replace('\n2\n', '\n2.0\n'), 'promise-body'],
    ['a time with an exponent', body.replace('\n9\n', '\n9e3\n'), 'promise-body'],
    ['a time beyond 2^53', body.replace('\n9\n', '\n9007199254740992\n'), 'promise-body'],
    ['an origin with a space', body.replace('log.example', 'log example'), 'promise-body'],
    ['no origin', body.replace('log.example', ''), 'promise-body'],
    ['a root without padding', body.replace('=\n', '\n'), 'promise-body'],
    ['another first line', body.replace('/v1', '/v2'), 'promise-lines'],
    ['a seventh line', `${body}\n`, 'promise-lines'],
    ['no last line feed', body.slice(0, -1), 'promise-lines'],
    ['lines ended as Windows does', body.replaceAll('\n', '\r\n'), 'promise-lines'],
    ['a checkpoint in its place', 'log.example\n7\nAAAA\n', 'promise-lines'],
  ])('with %s is refused', (_, text, code) => {
    expect(outcome(parsePromised(text))).toBe(code);
  });
});

describe('a kept promise', () => {
  const text = promiseOf(3, 7);
  const line = (i: number) => text.split('\n')[i] as string;
  const otherHash = `${Buffer.from(bytesFor('another')).toString('base64')}`;
  test.each([
    ['the index of another entry', text.replace('index 103', 'index 104'), 'promise-path'],
    ['an index before the batch', text.replace('index 103', 'index 99'), 'promise-path'],
    ['an index behind the batch', text.replace('index 103', 'index 107'), 'promise-path'],
    ['an index with a leading zero', text.replace('index 103', 'index 0103'), 'promise-entry'],
    ['another leaf', text.replace(line(2), `leaf ${otherHash}`), 'promise-path'],
    ['a forged path', text.replace(line(3), otherHash), 'promise-path'],
    ['a path a hash short', text.replace(`${line(3)}\n`, ''), 'promise-path'],
    ['a path a hash long', text.replace(`${line(3)}\n`, `${line(3)}\n${line(3)}\n`), 'promise-path'],
    [
      'a path in another order',
      text.replace(`${line(3)}\n${line(4)}`, `${line(4)}\n${line(3)}`),
      'promise-path',
    ],
    ['64 hashes', text.replace(`${line(3)}\n`, `${line(3)}\n`.repeat(64)), 'proof-length'],
    ['a hash that is none', text.replace(line(3), 'AAAA'), 'proof-hash'],
    ['no leaf', text.replace(`${line(2)}\n`, ''), 'promise-entry'],
    ['another first line', text.replace('entry/v1', 'entry/v2'), 'promise-entry'],
    ['a note without signatures', text.slice(0, text.indexOf('—')), 'note-signature'],
    ['nothing', '', 'promise-entry'],
  ])('with %s is refused', (_, altered, code) => {
    expect(outcome(parseEntryPromise(altered))).toBe(code);
  });

  test('that another log signed binds nobody', async () => {
    const stranger = testSigner('log.example/other', 'ed25519');
    const forged = expectAccepted(
      parseEntryPromise(promiseOf(3, 7, {}, { ...stranger, key: { ...stranger.key, name: log.key.name } })),
    );
    expect(await isPromiseOf(forged, log.key, verifier)).toBe(false);
  });

  test('that names another origin binds nobody, though the key is the same', async () => {
    const other = expectAccepted(parseEntryPromise(promiseOf(3, 7, { origin: 'log.example/other' })));
    expect(await isPromiseOf(other, log.key, verifier)).toBe(false);
  });

  test('that was altered after it was signed binds nobody', async () => {
    const later = expectAccepted(parseEntryPromise(text.replace(`\n${UNTIL}\n`, `\n${UNTIL + 1}\n`)));
    expect(await isPromiseOf(later, log.key, verifier)).toBe(false);
  });

  test('with a checkpoint of the log for its note is refused', () => {
    const checkpoint = formatNote({
      text: 'log.example\n7\nAAAA\n',
      signatures: expectAccepted(parseEntryPromise(text)).note.signatures,
    });
    expect(outcome(parseEntryPromise(text.slice(0, text.indexOf('\n\n') + 2) + checkpoint))).toBe(
      'promise-lines',
    );
  });
});

describe('how a promise stands to the log', () => {
  const promise = expectAccepted(parseEntryPromise(promiseOf(3, 7)));
  test.each([
    ['kept: the entry stands at its index', promise.leaf, UNTIL + 1, 'kept'],
    ['kept: it stands there before it had to', promise.leaf, UNTIL - 1, 'kept'],
    ['pending: it does not yet, and need not', undefined, UNTIL - 1, 'pending'],
    ['omitted: the time has come and the log ends before it', undefined, UNTIL, 'broken-omitted'],
    ['replaced: another entry stands at its index', bytesFor('another'), UNTIL - 1, 'broken-replaced'],
  ])('%s', (_, leafAt, at, verdict) => {
    expect(judgePromise(promise, leafAt, at)).toBe(verdict);
  });
});
