import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toBase64Url } from './base64.ts';
import { concat, utf8 } from './bytes.ts';
import { type InnerHeader, sealedCommitment } from './entry.ts';
import type { Json } from './json.ts';
import {
  formatKeyPath,
  formatPackPath,
  formatPackRecord,
  formatPartKey,
  formatSealedHeader,
  formatSealedParts,
  parseOpenedPart,
  parsePack,
  parsePartKeys,
  parseSealedParts,
} from './pack.ts';
import { expectAccepted } from './refusal.ts';
import { bytesFor, outcome } from './testing.ts';

const record = fc.uint8Array({ maxLength: 40 });
const part = fc.constantFrom('view' as const, 'detail' as const);
const plain = (bytes: Uint8Array) => [...bytes];

describe('a pack', () => {
  test('stands beside the bundle of its entries, in the folder of its audience', () => {
    expect(formatPackPath('public', 1234)).toBe('bodies/public/x001/234');
    expect(formatKeyPath('north', 0)).toBe('keys/north/000');
  });

  test('parse ∘ format is the identity, empty records included', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 30 }), (records) => {
        const pack = concat(records.map(formatPackRecord));
        expect(expectAccepted(parsePack(pack)).map(plain)).toEqual(records.map(plain));
      }),
    );
  });

  const one = formatPackRecord(Uint8Array.of(1, 2, 3));
  test.each([
    ['cut inside a record', one.slice(0, -1), 'pack-short'],
    ['cut inside a length', Uint8Array.of(...one, 0, 0), 'pack-short'],
    ['with a length that passes the end', Uint8Array.of(0, 0, 0, 4, 1, 2, 3), 'pack-short'],
    ['with a length of 4 GiB', Uint8Array.of(255, 255, 255, 255, 1), 'pack-short'],
    [
      'of 257 records',
      concat(Array.from({ length: 257 }, () => formatPackRecord(new Uint8Array()))),
      'pack-long',
    ],
  ])('%s is refused', (_, bytes, code) => {
    expect(outcome(parsePack(bytes))).toBe(code);
  });

  test('of 256 records is full, of none is empty', () => {
    expect(outcome(parsePack(concat(Array.from({ length: 256 }, () => one))))).toBe('accepted');
    expect(parsePack(new Uint8Array())).toEqual({ ok: true, value: [] });
  });
});

describe('a restricted record', () => {
  test('parse ∘ format is the identity', () => {
    const parts = fc.uniqueArray(fc.record({ part, ciphertext: record }), {
      maxLength: 2,
      selector: (one) => one.part,
    });
    fc.assert(
      fc.property(parts, (list) => {
        const bytes = formatSealedParts(list);
        const parsed = expectAccepted(parseSealedParts(bytes));
        expect(parsed.map((one) => [one.part, plain(one.ciphertext)])).toEqual(
          list.map((one) => [one.part, plain(one.ciphertext)]),
        );
        expect(plain(formatSealedParts(parsed))).toEqual(plain(bytes));
      }),
    );
  });

  const view = formatSealedParts([{ part: 'view', ciphertext: Uint8Array.of(7) }]);
  test.each([
    ['a third kind of part', Uint8Array.of(2, 0, 0, 0, 0)],
    ['a view twice', concat([view, view])],
    ['half a length', view.slice(0, 3)],
    ['a part cut short', view.slice(0, -1)],
    ['a byte behind', Uint8Array.of(...view, 1)],
  ])('with %s is refused', (_, bytes) => {
    expect(outcome(parseSealedParts(bytes))).toBe('pack-part');
  });
});

describe('the keys to a restricted pack', () => {
  const key = fc.record({
    slot: fc.nat({ max: 255 }),
    part,
    key: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  });

  test('parse ∘ format is the identity', () => {
    fc.assert(
      fc.property(fc.array(key, { maxLength: 10 }), (keys) => {
        const bytes = concat(keys.map(formatPartKey));
        expect(bytes).toHaveLength(keys.length * 34);
        expect(parsePartKeys(bytes)).toEqual(keys);
      }),
    );
  });

  test('a record torn by a crash is left out, and those before it are read', () => {
    fc.assert(
      fc.property(
        fc.array(key, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 33 }),
        (keys, lost) => {
          const bytes = concat(keys.map(formatPartKey));
          expect(parsePartKeys(bytes.slice(0, bytes.length - lost))).toEqual(keys.slice(0, -1));
        },
      ),
    );
  });

  test('a key to a part that does not exist opens nothing', () => {
    expect(parsePartKeys(Uint8Array.of(0, 2, ...bytesFor('key')))).toEqual([]);
  });
});

describe('an opened part', () => {
  const salt = bytesFor('salt');
  const inner: InnerHeader = {
    v: 1,
    kind: 'report',
    mission: 'training',
    by: toBase64Url(bytesFor('key')),
    audience: 'north',
    body: { sd: { north: [toBase64Url(bytesFor('digest'))] } },
    authored: { at: 7, nonce: toBase64Url(bytesFor('nonce', 16)) },
  };
  const header = formatSealedHeader(salt, inner);

  test('gives its header with the commitment to it, and its fields', () => {
    const opened = expectAccepted(parseOpenedPart(utf8(`${header}\n[1]\n[2]`)));
    expect(opened.inner).toEqual({ header: inner, commitment: sealedCommitment(salt, inner) });
    expect(opened.disclosures.map((json) => Buffer.from(json).toString())).toEqual(['[1]', '[2]']);
  });

  test('of an open entry has no header, and may be empty', () => {
    expect(expectAccepted(parseOpenedPart(utf8('[1]'))).inner).toBeUndefined();
    expect(expectAccepted(parseOpenedPart(new Uint8Array()))).toEqual({ disclosures: [] });
  });

  const altered = (change: (fields: { [name: string]: Json }) => void) => {
    const fields = JSON.parse(header) as { [name: string]: Json };
    change(fields);
    return JSON.stringify(fields);
  };
  test.each([
    [
      'no salt',
      altered((fields) => {
        delete fields.salt;
      }),
      'pack-header',
    ],
    [
      'a salt of 31 bytes',
      altered((fields) => {
        fields.salt = toBase64Url(bytesFor('a', 31));
      }),
      'pack-header',
    ],
    [
      'no header',
      altered((fields) => {
        delete fields.header;
      }),
      'pack-header',
    ],
    [
      'a third member, which no commitment covers',
      altered((fields) => {
        fields.text = 'x';
      }),
      'pack-header',
    ],
    [
      'an unknown field in the header',
      altered((fields) => {
        (fields.header as { [name: string]: Json }).at = 7;
      }),
      'json-not-canonical',
    ],
    [
      'a header that is a list',
      altered((fields) => {
        fields.header = [];
      }),
      'entry-shape',
    ],
    [
      'a header for no folder name',
      header.replace('"audience":"north"', '"audience":"North"'),
      'entry-shape',
    ],
    ['a header with an entry’s time', header.replace('"audience"', '"at":7,"audience"'), 'entry-shape'],
    ['a space', header.replace(':', ': '), 'json-not-canonical'],
    ['half of it', header.slice(0, 40), 'json-malformed'],
  ])('with %s is refused', (_, text, code) => {
    expect(outcome(parseOpenedPart(utf8(text)))).toBe(code);
  });

  test('that is not UTF-8 is refused', () => {
    expect(outcome(parseOpenedPart(Uint8Array.of(0x7b, 0xff)))).toBe('pack-header');
  });
});
