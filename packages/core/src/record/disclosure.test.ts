import { createHash } from 'node:crypto';
import { decodeSdJwtSync, getClaimsSync } from '@sd-jwt/decode';
import { Disclosure as PeerDisclosure } from '@sd-jwt/utils';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toBase64Url } from './base64.ts';
import { utf8 } from './bytes.ts';
import {
  disclosureDigest,
  formatDisclosure,
  parseDisclosure,
  SALT_BYTES,
  splitDisclosures,
} from './disclosure.ts';
import type { Json } from './json.ts';
import { bytesFor, outcome } from './testing.ts';

const disclosures = fc.record({
  salt: fc.uint8Array({ minLength: SALT_BYTES, maxLength: SALT_BYTES }),
  name: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  // JSON has one zero: what is compared after a round trip begins without −0.
  value: fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.parse(JSON.stringify(value)) as Json),
});
const hasher = (data: string | ArrayBuffer) =>
  new Uint8Array(
    createHash('sha256')
      .update(typeof data === 'string' ? data : new Uint8Array(data))
      .digest(),
  );
const peer = { hasher, alg: 'sha-256' };

describe('a disclosure', () => {
  test('parse ∘ format is the identity', () => {
    fc.assert(
      fc.property(disclosures, (value) => {
        const bytes = utf8(formatDisclosure(value));
        expect(parseDisclosure(bytes)).toEqual({ ok: true, value });
      }),
    );
  });

  test('its digest is the one that another SD-JWT library computes', async () => {
    await fc.assert(
      fc.asyncProperty(disclosures, async (value) => {
        const json = utf8(formatDisclosure(value));
        const theirs = await PeerDisclosure.fromEncode(toBase64Url(json), peer);
        expect(theirs).toMatchObject({ key: value.name, value: value.value });
        expect(await theirs.digest(peer)).toBe(toBase64Url(disclosureDigest(json)));
      }),
    );
  });

  test('a body that commits by digests opens in another SD-JWT library, and only the fields disclosed', () => {
    const fields = [
      { salt: bytesFor('1'), name: 'kind', value: 'explosion' },
      { salt: bytesFor('2'), name: 'count', value: [5, 7] },
      { salt: bytesFor('3'), name: 'observer', value: { at: [37.83, 47.12] } },
    ].map((field) => utf8(formatDisclosure(field)));
    const _sd = fields.map((json) => toBase64Url(disclosureDigest(json))).sort();
    const part = (value: object) => toBase64Url(utf8(JSON.stringify(value)));
    const shown = fields.slice(0, 2).map((json) => `${toBase64Url(json)}~`);
    const token = `${part({ alg: 'none' })}.${part({ _sd, _sd_alg: 'sha-256' })}.AA~${shown.join('')}`;
    const decoded = decodeSdJwtSync(token, hasher);
    expect(getClaimsSync(decoded.jwt.payload, decoded.disclosures, hasher)).toEqual({
      kind: 'explosion',
      count: [5, 7],
    });
  });

  const salt = toBase64Url(bytesFor('salt'));
  test.each([
    ['a salt of 31 bytes', `["${toBase64Url(bytesFor('salt', 31))}","kind",1]`, 'disclosure'],
    ['a salt with padding', `["${salt}=","kind",1]`, 'disclosure'],
    ['a salt with stray bits', `["${'A'.repeat(42)}B","kind",1]`, 'disclosure'],
    ['a salt that is a number', '[1,"kind",1]', 'disclosure'],
    ['no value', `["${salt}","kind"]`, 'disclosure'],
    ['a fourth part', `["${salt}","kind",1,2]`, 'disclosure'],
    ['a name that is a number', `["${salt}",1,1]`, 'disclosure'],
    ['an object in its place', '{}', 'disclosure'],
    ['null in its place', 'null', 'disclosure'],
    ['a space', `["${salt}", "kind",1]`, 'json-not-canonical'],
    ['a value of 1.0', `["${salt}","kind",1.0]`, 'json-not-canonical'],
    ['a value of 1e400', `["${salt}","kind",1e400]`, 'json-not-representable'],
    ['half a surrogate pair', `["${salt}","kind","\\udfff"]`, 'json-not-representable'],
    ['a byte order mark', `\ufeff["${salt}","kind",1]`, 'json-malformed'],
    ['nothing', '', 'json-malformed'],
  ])('with %s is refused', (_, text, code) => {
    expect(outcome(parseDisclosure(utf8(text)))).toBe(code);
  });

  test('that is not UTF-8 is refused', () => {
    expect(outcome(parseDisclosure(Uint8Array.of(0xff)))).toBe('disclosure');
  });
});

describe('the fields of a body', () => {
  test('are split where they were joined, whatever their values hold', () => {
    fc.assert(
      fc.property(fc.array(disclosures, { maxLength: 5 }), (list) => {
        const parts = splitDisclosures(utf8(list.map(formatDisclosure).join('\n')));
        expect(parts.map((part) => Buffer.from(part).toString())).toEqual(list.map(formatDisclosure));
      }),
    );
  });

  test('a line feed too many is a field too many, so that no digest fits it', () => {
    expect(splitDisclosures(utf8('[1]\n'))).toHaveLength(2);
    expect(splitDisclosures(utf8('\n[1]'))).toHaveLength(2);
    expect(splitDisclosures(new Uint8Array())).toEqual([]);
  });
});
