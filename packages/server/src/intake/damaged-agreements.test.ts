import { readFileSync } from 'node:fs';
import {
  adviceOn,
  ceilings,
  evaluate,
  obligations,
  parseCases,
  readAgreement,
} from '@armistice/core/agreement';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { examineAgreementText, readYaml } from './agreement-file.ts';

// Files come from people, from mail and from worn-out sticks. Whatever is in them, the answer is an agreement or a
// message with a place; never a crash. DAMAGED_FILES=10000 in the environment runs more.
const RUNS = Number(process.env.DAMAGED_FILES ?? 500);
// Each file is parsed and evaluated whole; more files take longer.
const TIMEOUT = 60_000 + RUNS * 200;
const library = new URL('../../../../agreements/', import.meta.url);
const originals = [
  'black-sea-2022',
  'exercise-north-south',
  'israel-syria-1974',
  'korea-armistice-1953',
  'minsk-memorandum-2014',
  'minsk-package-2015',
].map((id) => readFileSync(new URL(`${id}/agreement.yaml`, library), 'utf8'));
const cases = readFileSync(new URL('minsk-package-2015/cases.yaml', library), 'utf8');

const SCRAPS = [
  '[',
  '{',
  ':',
  '- ',
  '"',
  '&a ',
  '*a',
  '\u0000',
  '\ud800',
  '>= ',
  '1e400',
  '~',
  '!!binary ',
  'by: ',
  'until: { days: -1 }',
  '\t',
  '%',
  '999999999999',
  'like: "2"',
];

/** A text with bytes flipped, stretches taken out, doubled or moved, and scraps of YAML put in. */
const damaged = (texts: readonly string[]) =>
  fc
    .record({
      text: fc.constantFrom(...texts),
      blows: fc.array(
        fc.record({
          at: fc.double({ min: 0, max: 1, noNaN: true }),
          long: fc.nat(120),
          how: fc.constantFrom('flip', 'cut', 'double', 'scrap', 'truncate'),
          scrap: fc.constantFrom(...SCRAPS),
          bit: fc.nat(7),
        }),
        { minLength: 1, maxLength: 6 },
      ),
    })
    .map(({ text, blows }) => blows.reduce(struck, text));

function struck(
  text: string,
  blow: { at: number; long: number; how: string; scrap: string; bit: number },
): string {
  const at = Math.floor(blow.at * text.length);
  switch (blow.how) {
    case 'flip':
      return `${text.slice(0, at)}${String.fromCharCode((text.charCodeAt(at) || 0) ^ (1 << blow.bit))}${text.slice(at + 1)}`;
    case 'cut':
      return text.slice(0, at) + text.slice(at + blow.long);
    case 'double':
      return text.slice(0, at) + text.slice(at, at + blow.long) + text.slice(at);
    case 'truncate':
      return blow.at < 0.5 ? text : text.slice(0, at);
    default:
      return text.slice(0, at) + blow.scrap + text.slice(at);
  }
}

const incident = {
  id: 'one',
  kind: 'presence',
  occurred: { from: '2015-04-01T12:00:00Z', to: '2015-04-01T12:00:00Z' },
  weapon: { class: 'howitzer', calibre: 122 },
};

describe('a damaged file', { timeout: TIMEOUT }, () => {
  test('of an agreement is read, or told with line and column', () => {
    fc.assert(
      fc.property(damaged(originals), (text) => {
        const { agreement, problems } = examineAgreementText(text);
        if (agreement === undefined) {
          expect(problems.length).toBeGreaterThan(0);
          for (const { message } of problems) expect(message).toMatch(/^line \d+, column \d+: ./);
          return;
        }
        expect(problems).toEqual([]);
        expect(readAgreement(JSON.parse(JSON.stringify(agreement))).ok).toBe(true);
        expect(Array.isArray(adviceOn(agreement))).toBe(true);
        expect(Array.isArray(evaluate(agreement, incident, { mode: 'all' }))).toBe(true);
        const at = Date.UTC(2015, 5, 1);
        expect(Array.isArray(obligations(agreement, [], at, { mode: 'all' }))).toBe(true);
        expect(Array.isArray(ceilings(agreement, [], at, { mode: 'all' }))).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  test('of worked cases is read, or told with line and column', () => {
    fc.assert(
      fc.property(damaged([cases]), (text) => {
        const read = readYaml(text, parseCases);
        if (!read.ok) expect(read.refusal.message).toMatch(/^line \d+, column \d+: ./);
      }),
      { numRuns: Math.ceil(RUNS / 5) },
    );
  });
});

test('a record that holds anything at all in place of an agreement is refused, never a crash', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(readAgreement(value).ok).toBe(false);
    }),
  );
});
