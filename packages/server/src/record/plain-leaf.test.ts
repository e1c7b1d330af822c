import { parseLeaf, toBase64Url, utf8 } from '@armistice/core/record';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePlainLeaf } from './plain-leaf.ts';

const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map(toBase64Url);

const plain = fc
  .record({
    at: fc.nat(2 ** 31).map((seconds) => seconds * 1000),
    written: fc.nat(2 ** 31),
    nonce: bytesOf(16),
    digest: bytesOf(32),
    by: bytesOf(32),
    kind: fc.constantFrom('report', 'note', 'a-b-1'),
    mission: fc.constantFrom('m', 'north-south', 'Übung', 'quoted"', 'a b'),
  })
  .map(({ at, written, nonce, digest, by, kind, mission }) =>
    JSON.stringify({
      at,
      audience: 'public',
      authored: { at: written, nonce },
      body: { sd: { public: [digest] } },
      by,
      kind,
      mission,
      v: 1,
    }),
  );

describe('the shortcut for plain leaves', () => {
  test('answers what the full parser answers, for every plain leaf', () => {
    fc.assert(
      fc.property(plain, (text) => {
        expect(parsePlainLeaf(utf8(text))).toEqual(parseLeaf(utf8(text)));
        expect(parseLeaf(utf8(text)).ok).toBe(true);
      }),
    );
  });

  test('answers what the full parser answers, for every plain leaf with one byte changed, put in or taken out', () => {
    fc.assert(
      fc.property(
        plain,
        fc.nat(),
        fc.integer({ min: 0, max: 255 }),
        fc.constantFrom(0, 1, 2),
        (text, where, byte, how) => {
          const bytes = [...utf8(text)];
          bytes.splice(where % bytes.length, how === 1 ? 0 : 1, ...(how === 2 ? [] : [byte]));
          const changed = Uint8Array.from(bytes);
          expect(parsePlainLeaf(changed)).toEqual(parseLeaf(changed));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['a leading zero', '"at":01'],
    ['an exponent', '"at":1e3'],
    ['a time beyond exact integers', '"at":99999999999999999'],
    ['a minus zero', '"at":-0'],
    ['white space', '"at": 1'],
  ])('%s is left to the full parser, which refuses it', (_, at) => {
    const text = `{${at},"audience":"public","authored":{"at":1,"nonce":"${'A'.repeat(22)}"},"body":{"sd":{"public":["${'A'.repeat(43)}"]}},"by":"${'A'.repeat(43)}","kind":"x","mission":"m","v":1}`;
    expect(parsePlainLeaf(utf8(text))).toEqual(parseLeaf(utf8(text)));
    expect(parsePlainLeaf(utf8(text)).ok).toBe(false);
  });
});
