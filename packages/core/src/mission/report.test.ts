import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatJson, type Json, PUBLIC } from '../record/index.ts';
import { parseReport } from './report.ts';
import { reportOf } from './testing.ts';
import { lacksView, parseReportView, reportFields, wholeReport, writeReport } from './views.ts';

describe('what is refused of a report, with the field', () => {
  const rows: readonly (readonly [string, object, RegExp])[] = [
    [
      'a time without offset',
      { occurred: { from: '2026-11-20T21:03:10', to: '2026-11-20T21:05:00Z' } },
      /^occurred\.from must be a time such as/,
    ],
    [
      'the year 1',
      { occurred: { from: '0001-01-01T00:00:00Z', to: '0001-01-01T00:00:00Z' } },
      /^occurred\.from .*1900 to 2199/,
    ],
    [
      'the year 9999',
      { occurred: { from: '9999-01-01T00:00:00Z', to: '9999-01-01T00:00:00Z' } },
      /1900 to 2199/,
    ],
    [
      'the 31st of February',
      { occurred: { from: '2026-02-31T00:00:00Z', to: '2026-03-31T00:00:00Z' } },
      /^occurred\.from/,
    ],
    [
      'an end before its beginning',
      { occurred: { from: '2026-11-20T21:05:00Z', to: '2026-11-20T21:03:10Z' } },
      /^occurred\.to lies before/,
    ],
    [
      'a sector given far end first',
      { place: { ...reportOf().place, distance: [5000, 3000] } },
      /^place\.distance must give the lesser end first/,
    ],
    [
      'a latitude beyond the pole',
      { place: { type: 'point', at: [0, 91], radius: 5 } },
      /^place\.at\[1\] must be from -90 to 90/,
    ],
    [
      'coordinates that are no numbers',
      { place: { type: 'point', at: [Number.NaN, 0], radius: 5 } },
      /^place\.at\[0\] must be a number/,
    ],
    [
      'a polygon left open',
      {
        place: {
          type: 'area',
          polygon: [
            [
              [0, 0],
              [1, 0],
              [1, 1],
              [0, 1],
            ],
          ],
        },
      },
      /must end where it begins/,
    ],
    [
      'a place of another kind',
      { place: { type: 'grid', square: 'ABC' } },
      /^place\.type must be one of point, sector, area, named/,
    ],
    ['a kind that nobody listed', { kind: 'explosoin' }, /^kind must be one of/],
    ['an id in capitals', { id: '0198C9B2-7A10-4C7E-9D54-0D6A6B1F0001' }, /^id must be a UUID/],
    ['a misspelt field', { plase: 1 }, /^plase is not known here/],
    ['half a count', { count: [1.5, 2] }, /^count\[0\] must be a whole number/],
    [
      'a text of a megabyte',
      { text: 'x'.repeat(1_000_000) },
      /^text must have 1 to 20000 characters, and has 1000000/,
    ],
    ['half of a surrogate pair', { text: 'a\ud800' }, /^text holds half of a surrogate pair/],
    ['U+0000 in a text', { text: 'a\0b' }, /^text holds the character U\+0000; leave it out/],
    [
      'U+0000 in the name of a weapon',
      { weapon: { class: 'mortar', name: '2B11\0' } },
      /^weapon\.name holds the character U\+0000/,
    ],
    ['half of a surrogate pair in a list', { derivedFrom: ['\udc00'] }, /^derivedFrom\[0\] holds half/],
    [
      'a field named like the root of every object',
      JSON.parse('{"__proto__": 1}'),
      /^__proto__ is not known here/,
    ],
  ];
  for (const [what, change, message] of rows) {
    test(what, () => {
      const given = Object.defineProperties({ ...reportOf() }, Object.getOwnPropertyDescriptors(change));
      const parsed = parseReport(given);
      expect(parsed).toMatchObject({ ok: false, refusal: { code: 'report/form' } });
      expect(parsed.ok ? '' : parsed.refusal.message).toMatch(message);
    });
  }

  test('each required field when it is missing', () => {
    for (const name of ['id', 'source', 'kind', 'occurred', 'place']) {
      const { [name as 'id']: _left, ...rest } = reportOf();
      expect(parseReport(rest)).toMatchObject({
        ok: false,
        refusal: { path: name, message: `${name} is missing` },
      });
    }
  });

  test('any value at all gets an answer, never a crash', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(parseReport(value).ok).toBe(false);
      }),
    );
  });
});

describe('who reads what of a report', () => {
  const report = reportOf();
  const fields = reportFields(report);
  const open = Object.fromEntries(
    fields.filter(({ audience }) => audience === PUBLIC).map(({ name, value }) => [name, value]),
  );

  test('the public never gets the observer, the words, the alleged actor or the grade', () => {
    for (const name of ['observer', 'text', 'actor', 'grade', 'exact']) expect(open).not.toHaveProperty(name);
  });

  test('no public field holds the position of the post, under whatever name', () => {
    const text = JSON.stringify(open);
    expect(text).not.toContain('28.0123456');
    expect(text).not.toContain('42.0345678');
    expect(open.place).toEqual({ type: 'point', at: [-28.05, 42.01], radius: 2500 });
  });

  test('the mission reads the report back as it was filed', () => {
    const all = Object.fromEntries(fields.map(({ name, value }) => [name, value]));
    expect(wholeReport(all)).toEqual(report);
  });

  test('the view of the mission and the view of the public are the same, so that both fold alike', () => {
    const all = Object.fromEntries(fields.map(({ name, value }) => [name, value]));
    expect(parseReportView(all)).toEqual(parseReportView(open));
    expect(parseReportView(open)).toMatchObject({ ok: true });
  });

  test('what is written of a report is its canonical JSON, whole and field by field', () => {
    const { place } = report;
    for (const one of [
      report,
      { ...report, firedFrom: place, impactAt: place, text: 'чути «постріл»\n"x"' },
    ]) {
      const { fields: written, canonical } = writeReport(one);
      expect(canonical).toBe(formatJson(one as unknown as Json));
      for (const { json, value } of written) expect(json).toBe(formatJson(value));
    }
  });

  test('a body without what the fold needs is seen as lacking, not as malformed', () => {
    const { place: _erased, ...rest } = open;
    expect(lacksView(rest)).toBe(true);
    expect(lacksView(open)).toBe(false);
  });
});
