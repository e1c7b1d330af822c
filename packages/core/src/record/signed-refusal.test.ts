import { describe, expect, test } from 'vitest';
import { expectAccepted } from './refusal.ts';
import {
  digestOfAsked,
  isRefusalOf,
  parseSignedRefusal,
  type SignedRefusal,
  signRefusal,
} from './signed-refusal.ts';
import { testSigner, verifier } from './testing.ts';

const log = testSigner('log.example/training', 'ed25519');
const refusal: SignedRefusal = {
  origin: log.key.name,
  party: 'north',
  act: 'status: verified',
  target: digestOfAsked({ kind: 'assessment', body: { incident: 'a' } }),
  at: 1_777_852_800_000,
  why: 'no role of yours\nhas the right — “ні”',
};

describe('a signed refusal', () => {
  test('reads back as it was signed, with the entry where there is one', async () => {
    for (const one of [refusal, { ...refusal, entry: 0 }]) {
      const parsed = expectAccepted(parseSignedRefusal(signRefusal(one, log)));
      expect(parsed.refusal).toEqual(one);
      expect(await isRefusalOf(parsed, log.key, verifier)).toBe(true);
    }
  });

  test('is nobody’s once a word of it is changed, nor another log’s', async () => {
    const text = signRefusal(refusal, log);
    const changed = expectAccepted(parseSignedRefusal(text.replace('north', 'south')));
    expect(await isRefusalOf(changed, log.key, verifier)).toBe(false);
    const other = testSigner('log.example/other', 'ed25519');
    expect(await isRefusalOf(expectAccepted(parseSignedRefusal(text)), other.key, verifier)).toBe(false);
    const borrowed = expectAccepted(parseSignedRefusal(signRefusal(refusal, other)));
    expect(await isRefusalOf(borrowed, other.key, verifier)).toBe(false);
  });

  test('has one spelling', () => {
    const text = signRefusal(refusal, log);
    for (const [from, to] of [
      ['armistice.refusal/v1', 'armistice.promise/v1'],
      ['1777852800000', '01777852800000'],
      ['\n-\n', '\n\n'],
      ['"no role', ' "no role'],
      [refusal.target, refusal.target.slice(1)],
    ] as const)
      expect(parseSignedRefusal(text.replace(from, to))).toMatchObject({ ok: false });
  });
});
