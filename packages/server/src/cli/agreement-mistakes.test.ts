import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runAgreement as run } from './testing-agreements.ts';

let home = '';
const at = (name: string) => join(home, name);

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'agreement-mistakes-'));
});
afterAll(() => rmSync(home, { recursive: true }));

describe('mistakes that people make, each told with its place and how to mend it', () => {
  const template = readFileSync(new URL('./agreement-template.yaml', import.meta.url), 'utf8');
  const first = template.slice(0, template.indexOf('forbid: fire')).split('\n').length;
  const second = template.slice(0, template.indexOf('id: "2"')).split('\n').length;
  const mistakes: readonly (readonly [string, string, string, RegExp])[] = [
    [
      'a misspelt verb',
      'forbid: fire',
      'forbidd: fire',
      /line \d+, column \d+: clauses\[0\]\.forbidd \(clause "1"\) is no verb; did you mean "forbid"\?/,
    ],
    [
      'another word for a verb',
      'forbid: fire',
      'ban: fire',
      new RegExp(
        `line ${first}, column \\d+: clauses\\[0\\]\\.ban \\(clause "1"\\) is no verb; did you mean "forbid"\\?`,
      ),
    ],
    [
      'a line that stands one space too far left',
      '    by: any party\n    anchor:   ',
      '   by: any party\n    anchor:   ',
      /line \d+, column 1: Sequence item.*a line stands too far left: what belongs to an item stands two spaces further in than its "- "/,
    ],
    [
      'a distance in a unit that the language does not have',
      'within: 15 km',
      'within: 15 miles',
      /within .* not "15 miles"; units here: m, km, nmi \(nautical miles\)/,
    ],
    [
      'a distance in centimetres',
      'within: 15 km',
      'within: 10 cm',
      /"10 cm" is in another unit; units here: m, km/,
    ],
    ['no date', 'adopted: 2026-10-31 ', '# ', /adopted is missing; write it like adopted: 2026-10-31/],
    [
      'an anchor without its source',
      '      source: the signed copy of 31 October 2026\n',
      '',
      /clauses\[0\]\.anchor\.source .*is missing; write it like source: the signed copy/,
    ],
    [
      'a reading that is no list',
      'forbid: fire',
      'forbid: fire\n    readings: silence of guns',
      /readings .*must be a list, also of one sentence; write it like readings: \["/,
    ],
    [
      'a line that names one party alone',
      'line-of-contact: { name: line of contact }',
      'line-of-contact: { name: line of contact, sides: { north: left } }',
      /north alone is named.*add south: right/,
    ],
    [
      'an entry into force without its day',
      '  signature: { name: signature of the ceasefire, at: 2026-10-31T12:00 }',
      '  signature: { name: entry into force of the ceasefire }',
      /events\.signature: clause 3, 4 counts from it, and it bears no day.*count "after: in-force"/,
    ],
    [
      'a misspelt field',
      '    on-side: own',
      '    onside: own',
      /clauses\[2\]\.onside.*did you mean "on-side"/,
    ],
    [
      'a party that is none',
      'by: any party\n    anchor',
      'by: nroth\n    anchor',
      /"nroth" is no party.*did you mean "north"/,
    ],
    [
      'a distance without its unit',
      'within: 15 km',
      'within: 15',
      /clauses\[2\]\.within \(clause "3"\) must be written like "25 km": 15 has no unit; write "15 km"/,
    ],
    [
      'an event that nobody declared',
      'after: signature, first-day',
      'after: signing, first-day',
      /"signing" is no event.*declare it under "events"|did you mean "signature"/,
    ],
    [
      'an exception to a clause that is not there',
      'lifts: ["2"]',
      'lifts: ["9"]',
      /"9" is no clause of this agreement/,
    ],
    [
      'an offset in place of a zone',
      'clock: Europe/Kyiv',
      'clock: "+02:00"',
      /clock names no time zone.*Europe\/Kyiv/,
    ],
    [
      'a day that does not exist',
      'adopted: 2026-10-31',
      'adopted: 2026-11-31',
      /adopted names a day, but there is no such day/,
    ],
    [
      'a weapon that nobody declared',
      'of: heavy-guns',
      'of: heavy-gun',
      /"heavy-gun" is no weapon.*did you mean "heavy-guns"/,
    ],
    [
      'a sign where it is not meant',
      'calibre: ">= 100 mm"',
      'calibre: ">= 100 km"',
      /calibre must be written like ">= 100 mm".*another unit/,
    ],
    [
      'a calibre without its unit',
      'calibre: ">= 100 mm"',
      'calibre: ">= 100"',
      /calibre must be written .*">= 100" has no unit; add mm/,
    ],
    [
      'the same id twice',
      'id: "3"',
      'id: "2"',
      new RegExp(
        `clauses\\[2\\]\\.id: clause "2" stands in the agreement twice, first as clauses\\[1\\] \\(line ${second}\\); give this one another id`,
      ),
    ],
    [
      'a class of weapons in place of an act',
      'forbid: fire',
      'forbid: heavy-guns',
      /clauses\[0\]\.forbid \(clause "1"\): "heavy-guns" is a weapon or thing, not an act; write "forbid: presence" and below it "of: heavy-guns"/,
    ],
    [
      'an act in place of a weapon',
      'of: heavy-guns',
      'of: presence',
      /"presence" is an act, not a weapon; write it after "forbid"/,
    ],
    [
      'a line in place of a zone',
      'within: 10 km                  # nearer than 10 km to the line, on either side of it\n    of-line: line-of-contact',
      'in: line-of-contact',
      /"line-of-contact" is a line, not a zone; write "of-line: line-of-contact", and how far from it/,
    ],
    [
      'a tab at the beginning of a line',
      '    by: anyone ',
      '\tby: anyone ',
      /line \d+, column 1: Tabs are not allowed as indentation; put spaces in place of the tab/,
    ],
    [
      'a sentence with a colon, not in quotes',
      'paraphrase: Drones of the monitors may fly.',
      'paraphrase: Drones: of the monitors',
      /in flow collections; put a sentence with a colon or a comma in quotes/,
    ],
    [
      'a sentence with a comma, not in quotes',
      'paraphrase: Drones of the monitors may fly.',
      'paraphrase: Drones may fly, by day or night.',
      /clauses\[4\]\.anchor\..*is not known here; did a comma end the sentence\? Put it in quotes/,
    ],
    [
      'an id without quotes',
      'id: "4"',
      'id: 4',
      /clauses\[3\]\.id .* must stand in quotes, not 4; write it like "4"/,
    ],
    [
      'a deadline that does not say from when it runs',
      'until: { days: 7, after: signature, first-day: not counted }',
      'until: 7 days',
      /clauses\[2\]\.until .* must say from when the 7 days run; write \{ days: 7, after: signature \}/,
    ],
    [
      'two parties in one word',
      'by: anyone ',
      'by: north and south ',
      /or several in a list: \[north, south\], not "north and south"/,
    ],
    [
      'a ceiling with its unit in words',
      'forbid: fire',
      'limit: tank\n    at-most: 40 tanks',
      /at-most .*not "40 tanks"; for a number of things write the number alone: 40/,
    ],
    [
      'an agreement that binds before it was signed',
      'in-force: 2026-11-01T00:00 ',
      'in-force: 2026-09-01T00:00 ',
      /in-force: it binds from 2026-09-01T00:00, before it was signed on 2026-10-31/,
    ],
    [
      'a line with both parties on one hand',
      'line-of-contact: { name: line of contact }',
      'line-of-contact: { name: line of contact, sides: { north: left, south: left } }',
      /lines\.line-of-contact\.sides: north and south stand on the same hand \(left\)/,
    ],
    [
      'a clause without its anchor',
      '    anchor: { article: Article 5',
      '    # { article: Article 5',
      /clauses\[4\]\.anchor \(clause "5"\) is missing; write it like anchor: \{ article: Article 3, paraphrase: One sentence/,
    ],
    [
      'an exception for somebody who is not bound',
      'by: anyone ',
      'by: any party ',
      /can never be used; let clause 2 bind "anyone"/,
    ],
    [
      'a clause that ends before it begins',
      'forbid: fire',
      'forbid: fire\n    until: 2026-01-01',
      /never binds/,
    ],
  ];
  for (const [what, right, wrong, message] of mistakes)
    test(what, async () => {
      expect(template).toContain(right);
      writeFileSync(at('wrong.yaml'), template.replace(right, wrong));
      expect((await run('check', at('wrong.yaml'))).out).toMatch(message);
    });

  test('several at once are told at once', async () => {
    writeFileSync(
      at('wrong.yaml'),
      template.replace('forbid: fire', 'forbidd: fire').replace('within: 15 km', 'within: 15'),
    );
    const checked = await run('check', at('wrong.yaml'), '--json');
    expect(checked.exit).toBe(1);
    expect(checked.rows().at(-1)).toMatchObject({ ok: false, problems: [{}, {}] });
  });
});
