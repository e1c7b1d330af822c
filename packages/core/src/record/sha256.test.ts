import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type * as sha256Module from './sha256.ts';

type Hashing = typeof sha256Module;

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const ascii = (text: string) => new TextEncoder().encode(text);
const reference = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A million times `a` is the long message of the standard's examples. */
const MILLION_A = new Uint8Array(1_000_000).fill(0x61);

const NIST: readonly (readonly [string, Uint8Array, string])[] = [
  ['the empty message', ascii(''), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', ascii('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'the message of 448 bits',
    ascii('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq'),
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  ],
  [
    'the message of 896 bits',
    ascii(
      'abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu',
    ),
    'cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1',
  ],
  ['a million times a', MILLION_A, 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
];

/** What a strict content security policy does: the constructor exists and throws. */
const refusing = {
  Module: class {
    constructor() {
      throw new Error('refused by policy');
    }
  },
};

describe.each([
  ['with the WebAssembly kernel', undefined],
  ['where WebAssembly is refused', refusing],
  ['where there is no WebAssembly', null],
])('%s', (_, host) => {
  let hashing: Hashing;
  let hasKernel: boolean;

  beforeEach(async () => {
    vi.resetModules();
    if (host !== undefined) vi.stubGlobal('WebAssembly', host ?? undefined);
    hashing = await import('./sha256.ts');
    hasKernel = (await import('./sha256-kernel.ts')).kernel() !== null;
  });
  afterEach(() => vi.unstubAllGlobals());

  test('the path under test is the one it says', () => {
    expect(hasKernel).toBe(host === undefined);
  });

  test.each(NIST)('hashes %s as the standard does', (_name, message, digest) => {
    expect(hex(hashing.sha256(message))).toBe(digest);
    expect(hex(hashing.createSha256().update(message).digest())).toBe(digest);
  });

  test('agrees with another implementation at every length around the block borders', () => {
    for (const length of [...Array.from({ length: 301 }, (_, i) => i), 65_535, 65_600, 65_601, 300_000]) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 31 + length) & 0xff);
      expect(hex(hashing.sha256(bytes)), `${length} bytes`).toBe(reference(bytes));
    }
  });

  test('the parts of a message may be cut anywhere', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 }), (parts) => {
        const whole = reference(Buffer.concat(parts));
        const stream = hashing.createSha256();
        for (const part of parts) stream.update(part);
        expect(hex(hashing.sha256(...parts))).toBe(whole);
        expect(hex(stream.digest())).toBe(whole);
      }),
    );
  });

  test('streams that take turns do not disturb each other', () => {
    const one = hashing.createSha256();
    const other = hashing.createSha256();
    for (let i = 0; i < 5; i++) {
      one.update(MILLION_A.subarray(0, 100_001));
      other.update(ascii('between'));
      hashing.sha256(ascii('at the same time'));
    }
    expect(hex(one.digest())).toBe(reference(MILLION_A.subarray(0, 500_005)));
    expect(hex(other.digest())).toBe(reference(ascii('between'.repeat(5))));
  });

  test('a spent stream refuses more bytes and a second digest', () => {
    const stream = hashing.createSha256();
    stream.digest();
    expect(() => stream.update(ascii('late'))).toThrow('already given its digest');
    expect(() => stream.digest()).toThrow('already given its digest');
  });

  test('a digest stays what it was when the next message is hashed', () => {
    const first = hashing.sha256(ascii('first'));
    hashing.sha256(ascii('second'));
    expect(hex(first)).toBe(reference(ascii('first')));
  });
});
