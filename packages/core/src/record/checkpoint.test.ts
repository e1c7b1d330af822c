import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatCheckpoint, parseCheckpoint, parseDecimal, parseSignedCheckpoint } from './checkpoint.ts';
import { emptyRoot } from './merkle.ts';
import { formatNote, isKeyName } from './note.ts';
import { expectAccepted } from './refusal.ts';
import { outcome } from './testing.ts';

/** The example checkpoint of tlog-checkpoint v1.0.0. */
const ROOT = 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=';
const BODY = `example.com/behind-the-sofa\n20852163\n${ROOT}\n`;
const EXAMPLE = `${BODY}\n— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n`;

describe('a checkpoint', () => {
  test('the example of the specification is read and written as it stands', () => {
    const checkpoint = expectAccepted(parseSignedCheckpoint(EXAMPLE));
    expect(checkpoint).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20852163 });
    expect(Buffer.from(checkpoint.root).toString('base64')).toBe(ROOT);
    expect(formatCheckpoint(checkpoint)).toBe(BODY);
    expect(formatNote(checkpoint.note)).toBe(EXAMPLE);
  });

  test('parse ∘ format is the identity', () => {
    const checkpoint = fc.record({
      origin: fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }).filter(isKeyName),
      size: fc.oneof(
        fc.integer({ min: 1, max: 1000 }),
        fc.maxSafeNat().map((n) => n || 1),
      ),
      root: fc.uint8Array({ minLength: 32, maxLength: 32 }),
    });
    fc.assert(
      fc.property(checkpoint, (value) => {
        expect(parseCheckpoint(formatCheckpoint(value))).toEqual({ ok: true, value });
      }),
    );
  });

  test('the empty tree has one root', () => {
    const origin = 'log.example/training';
    expect(outcome(parseCheckpoint(formatCheckpoint({ origin, size: 0, root: emptyRoot() })))).toBe(
      'accepted',
    );
    expect(outcome(parseCheckpoint(`${origin}\n0\n${ROOT}\n`))).toBe('checkpoint-root');
  });

  const size = (text: string) => BODY.replace('20852163', text);
  test.each([
    ['a size with a leading zero', size('020852163'), 'checkpoint-size'],
    ['a size of 00', size('00'), 'checkpoint-size'],
    ['a size with a sign', size('+7'), 'checkpoint-size'],
    ['a negative size', size('-7'), 'checkpoint-size'],
    ['a size in hexadecimal', size('0x10'), 'checkpoint-size'],
    ['a size with a fraction', size('7.0'), 'checkpoint-size'],
    ['a size with an exponent', size('1e3'), 'checkpoint-size'],
    ['a size with a separator', size('20,852,163'), 'checkpoint-size'],
    ['a size in other digits', size('٧'), 'checkpoint-size'],
    ['a size beyond 2^53 − 1', size('9007199254740992'), 'checkpoint-size'],
    ['a size of twenty digits', size('10000000000000000000'), 'checkpoint-size'],
    ['no size', size(''), 'checkpoint-size'],
    ['a space behind the size', size('7 '), 'checkpoint-size'],
    ['an origin with a space', BODY.replace('/behind', ' behind'), 'checkpoint-origin'],
    ['an origin with a plus sign', BODY.replace('/behind', '+behind'), 'checkpoint-origin'],
    ['no origin', BODY.replace('example.com/behind-the-sofa', ''), 'checkpoint-origin'],
    ['a root of 31 bytes', BODY.replace(ROOT, `${'A'.repeat(42)}==`), 'checkpoint-root'],
    ['a root of 33 bytes', BODY.replace(ROOT, 'A'.repeat(44)), 'checkpoint-root'],
    ['a root without its padding', BODY.replace(ROOT, ROOT.slice(0, -1)), 'checkpoint-root'],
    ['a root with stray bits', BODY.replace('2I=', '2J='), 'checkpoint-root'],
    ['a root in the alphabet of URLs', BODY.replace('om/X', 'om_X'), 'checkpoint-root'],
    ['a root in hexadecimal', BODY.replace(ROOT, '00'.repeat(32)), 'checkpoint-root'],
    ['an extension line', `${BODY}extension\n`, 'checkpoint-lines'],
    ['an empty line behind', `${BODY}\n`, 'checkpoint-lines'],
    ['no last line feed', BODY.slice(0, -1), 'checkpoint-lines'],
    ['two lines', 'example.com\n7\n', 'checkpoint-lines'],
    ['lines ended as Windows does', BODY.replaceAll('\n', '\r\n'), 'checkpoint-origin'],
    ['a byte order mark', `\ufeff${BODY}`, 'checkpoint-origin'],
  ])('%s is refused', (_, text, code) => {
    expect(outcome(parseCheckpoint(text))).toBe(code);
  });

  test('a note that is no checkpoint is refused with what is wrong in it', () => {
    expect(outcome(parseSignedCheckpoint(EXAMPLE.replace('20852163', '020852163')))).toBe('checkpoint-size');
    expect(outcome(parseSignedCheckpoint(BODY))).toBe('note-split');
  });

  test('decimals are read back as written, or not at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789+-.eEx '), maxLength: 18 }), (text) => {
        const value = parseDecimal(text);
        if (value !== undefined) expect(String(value)).toBe(text);
      }),
      { numRuns: 2000 },
    );
    expect(parseDecimal('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER);
    expect(parseDecimal('9007199254740992')).toBeUndefined();
  });
});
