import { canonicalJson, type Json, MAX_DEPTH } from '@armistice/core/record';
import { describe, expect, test } from 'vitest';
import { BadRow, contentOfRow } from './content-row.ts';
import { draftEntry } from './draft.ts';

const nested = (levels: number): Json => (levels === 0 ? 1 : [nested(levels - 1)]);
const drafting = {
  now: () => 0,
  random: (bytes: number) => new Uint8Array(bytes),
  salt: () => 'A'.repeat(43),
};

describe('a row that no entry can hold is refused for itself, naming the member', () => {
  test.each([
    ['half of a surrogate pair', '{"kind":"report","body":{"text":"a\\ud800"}}', /^body\.text holds half/],
    [
      'one in what is withheld',
      '{"kind":"report","withheld":{"mission":{"text":"\\udfff"}}}',
      /^withheld\.mission\.text/,
    ],
    ['one in the name of a field', '{"kind":"report","body":{"\\ud800":1}}', /^body holds half/],
    ['one in the open', '{"kind":"note","open":{"a":["\\ud800"]}}', /^open\.a\[0\] holds half/],
    [
      'one in what it supersedes',
      '{"kind":"note","open":1,"supersedes":{"leaf":"\\ud800"}}',
      /^supersedes\.leaf/,
    ],
    ['one in its own member', '{"\\ud800":1}', /^the row holds half/],
    [
      'nesting beyond what is read back',
      `{"kind":"note","open":${JSON.stringify(nested(MAX_DEPTH))}}`,
      /nested deeper than/,
    ],
  ])('%s', (_what, text, message) => {
    expect(() => contentOfRow(text)).toThrow(BadRow);
    expect(() => contentOfRow(text)).toThrow(message);
  });
});

test('whatever nesting is let through can be drafted, in the open and as fields', () => {
  for (let levels = MAX_DEPTH - 8; levels <= MAX_DEPTH; levels++) {
    for (const audience of ['public', 'mission']) {
      for (const row of [
        { kind: 'note', audience, open: nested(levels) },
        { kind: 'note', audience, body: { a: nested(levels) } },
        { kind: 'note', audience, body: { a: nested(levels), b: 1 } },
      ]) {
        let content: ReturnType<typeof contentOfRow>;
        try {
          content = contentOfRow(JSON.stringify(row));
        } catch (error) {
          expect(error).toBeInstanceOf(BadRow);
          continue;
        }
        const { statement } = draftEntry(content, 'training', 'key', drafting);
        expect(canonicalJson({ inner: statement }).ok).toBe(true);
      }
    }
  }
});
