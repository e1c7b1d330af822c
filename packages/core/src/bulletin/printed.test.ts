import { describe, expect, test } from 'vitest';
import { SHIPPED_RULES } from '../mission/index.ts';
import { at, Night } from '../mission/testing.ts';
import { documentOf } from './document-of.ts';
import { textOf } from './files.ts';
import { isCutShort } from './header.ts';
import { incidentSaid } from './incident-said.ts';
import { mapOf } from './map.ts';
import type { Told } from './model.ts';
import { ruleSaid } from './rule-said.ts';
import { Saying } from './said.ts';
import { ended, LANGUAGES } from './sentences/index.ts';
import { madeOver } from './testing.ts';

// A bulletin as a head of mission reads it, on paper or on a telephone.

const night = () => new Night().p1().p2().watched().fold();
/** What is said loudly besides that it is an exercise. */
const banners = (made: Parameters<typeof documentOf>[0], language: (typeof LANGUAGES)[number]) =>
  documentOf(made, language)
    .blocks.flatMap((block) => (block.is === 'banner' ? [block.text] : []))
    .slice(1);

describe('a stretch that was not over', () => {
  test('is said to have gone on, and until when the report reaches, in each language', async () => {
    const made = madeOver(await night(), { to: '2026-11-23T00:00:00Z' });
    const all = LANGUAGES.map((language) => {
      const reaches = new Saying(made, language).time(made.cutoff);
      const [said = ''] = banners(made, language);
      expect(said, language).toContain(reaches);
      expect(textOf(made, { language, format: 'html' })).toContain(said);
      return said;
    });
    expect(new Set(all).size).toBe(LANGUAGES.length);
  });

  test('is not claimed of one that was over, also where nothing more came before its end', async () => {
    const state = await night();
    expect(banners(madeOver(state, { to: at('23:00:00') }), 'en')).toEqual([]);
    const [to, quiet] = ['2026-11-21T00:00:00Z', '2026-11-20T20:00:00Z'];
    expect(isCutShort({ to, cutoff: quiet, issued: '2026-11-21T07:00:00Z' })).toBe(false);
    expect(isCutShort({ to, cutoff: quiet, issued: '2026-11-20T21:00:00Z' })).toBe(true);
    expect(isCutShort({ to, cutoff: quiet })).toBe(true);
    expect(isCutShort({ to, cutoff: to })).toBe(false);
  });
});

test('every rule that comes with the program has a name in five languages, and one on record keeps its own words', () => {
  for (const rule of SHIPPED_RULES) {
    const names = LANGUAGES.map((language) => ruleSaid(language, rule)?.name);
    expect([rule.rule, new Set(names).size, names.includes(undefined)]).toEqual([rule.rule, 5, false]);
    expect(ruleSaid('en', rule)?.says).toBe(rule.says);
    expect(ruleSaid('uk', { ...rule, says: 'Counted as we please.' })).toBeUndefined();
  }
});

test('what people wrote with a full stop gets no second one', async () => {
  const made = madeOver(await night());
  const told: Told = {
    ...{ id: 'e'.repeat(64), number: 'N-1', kind: 'explosion', from: at('21:00:00'), to: at('21:01:00') },
    ...{ at: [28, 42], radius: 100, count: { min: 1, best: 1, max: 1 }, sources: 1, status: 'verified' },
    ...{ attribution: 'undetermined', finding: 'violation', resolution: 'open', indications: [] },
    findings: [
      {
        ...{ clause: '2', finding: 'violation', by: 'jmc', on: at('22:00:00'), index: 9 },
        ...{ dissent: [{ by: 'north', text: 'Nothing was proved.' }], remedy: 'Withdraw behind the line.' },
        due: '2026-11-27T00:00:00Z',
      } as unknown as Told['findings'][number],
    ],
    positions: [],
  };
  for (const language of LANGUAGES) {
    const { lead, text } = incidentSaid(told, new Saying(made, language));
    expect(lead, language).toContain('N-1');
    expect(text, language).toContain('proved.');
    expect(text, language).not.toMatch(/[.][\u2069]*[,،]/);
    expect(text.replaceAll(/[\s”»\u2069]/g, ''), language).not.toMatch(/[.]{2}/);
    expect(text, language).toMatch(/[.][\s”»\u2069]*$/);
  }
  expect([ended('It was “seen.”'), ended('It was seen')]).toEqual(['It was “seen.”', 'It was seen.']);
});

test('every circle of the map lies within it', async () => {
  const svg = mapOf(madeOver(await night()), 'Map');
  const [, wide, high] = (/viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? []).map(Number);
  const circles = [...svg.matchAll(/cx="([\d.-]+)" cy="([\d.-]+)" r="([\d.]+)"/g)].map((found) =>
    found.slice(1).map(Number),
  );
  expect(circles.length).toBeGreaterThan(1);
  for (const [x = 0, y = 0, r = 0] of circles)
    expect([x - r >= 0, y - r >= 0, x + r <= (wide ?? 0), y + r <= (high ?? 0)]).toEqual(Array(4).fill(true));
});
