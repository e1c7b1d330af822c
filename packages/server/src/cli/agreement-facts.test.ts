import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runAgreement as run } from './testing-agreements.ts';

let home = '';
const at = (name: string) => join(home, name);

const AGREEMENT = `agreement: facts
title: A ceasefire made for tests
adopted: 2026-06-01
clock: Europe/Kyiv
parties: { east: { name: East }, west: { name: West } }
bodies: { monitors: { name: Monitors } }
events:
  guns-withdrawn: { name: heavy guns are withdrawn }
  access-request: { name: a request for access }
  access-given: { name: access is given }
  patrol: { name: a joint patrol }
  strength: { name: the strength declared }
zones: { dmz: { name: the zone between the lines } }
weapons:
  heavy: { name: heavy weapons, kind: [artillery, tank], calibre: ">= 100 mm" }
things: { vessel: { name: a ship }, persons: { name: persons } }
clauses:
  - id: "1"
    limit: armed-persons
    by: any party
    at-most: 300
    in: dmz
    anchor: &anchor { article: Article 1, paraphrase: One sentence., source: made for a test, words: none, certainty: primary }
  - id: "2"
    require: withdrawal of heavy weapons
    by: any party
    until: 2026-06-15
    met-by: guns-withdrawn
    anchor: *anchor
  - id: "3"
    require: access for the monitors
    until: { hours: 24, after: each access-request }
    met-by: access-given
    same: request
    anchor: *anchor
  - id: "4"
    limit: patrol
    by: any party
    at-most: 5
    per: 1 month
    whose: over
    anchor: *anchor
  - id: "5"
    limit: tank
    by: any party
    at-most: { share: 50 %, of-fact: strength, round: down }
    anchor: *anchor
  - id: "6"
    forbid: presence
    of: heavy
    in: dmz
    anchor: *anchor
  - id: "7"
    permit: presence
    of: heavy
    lifts: ["6"]
    consent: { of: [monitors] }
    anchor: *anchor
  - id: "8"
    forbid: presence
    around: vessel
    within: 2 km
    anchor: *anchor
`;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'agreement-facts-'));
  writeFileSync(at('agreement.yaml'), AGREEMENT);
});
afterAll(() => rmSync(home, { recursive: true }));

const day = '2026-07-01T08:00:00Z';

async function due(...facts: readonly object[]) {
  writeFileSync(at('facts.ndjson'), facts.map((one) => JSON.stringify({ at: day, ...one })).join('\n'));
  const { exit, err, rows } = await run(
    'due',
    at('agreement.yaml'),
    '--at',
    '2026-07-09T00:00:00Z',
    '--facts',
    at('facts.ndjson'),
  );
  return { exit, err, of: (clause: string) => rows().filter((row) => row.clause === clause) };
}

describe('a fact that cannot be read is refused with how to write it, and never counts as no fact', () => {
  const holding = (value: unknown) => ({ fact: 'holding', by: 'east', value });
  const like = 'is written like {"of":"armed-persons","count":12,"in":["dmz"]}';
  const rows: readonly (readonly [string, object, string])[] = [
    ['a plain number as a holding', holding(310), 'value must be written like {"of":"armed-persons"'],
    [
      'a holding with a number of another name',
      holding({ of: 'armed-persons', n: 310 }),
      `value.n is not known here; known are count, of, weapon, in, held-in, unit, because, since, site, evidence, held-by; a holding ${like}`,
    ],
    [
      'a holding without a number',
      holding({ of: 'armed-persons' }),
      `value.count is missing; a holding ${like}`,
    ],
    ['a holding of nothing', holding({ count: 310, in: ['dmz'] }), 'value says how many, but not of what'],
    [
      'a holding of nobody',
      { fact: 'holding', value: { of: 'tank', count: 1 } },
      `by is missing: a holding is somebody's; write "by":"east"`,
    ],
    [
      'a holding in a zone that is misspelt',
      holding({ of: 'armed-persons', count: 310, in: ['dmx'] }),
      'value.in: "dmx" is no zone of this agreement; did you mean "dmz"? Known are dmz',
    ],
    [
      'a holding of a kind that is misspelt',
      holding({ of: 'armed-person', count: 310, in: ['dmz'] }),
      'value.of: "armed-person" is no weapon or thing of this agreement; did you mean "armed-persons"?',
    ],
    [
      'a holding by the class of the agreement in place of the kind seen',
      holding({ weapon: { class: 'heavy' }, count: 2 }),
      'value.weapon.class: "heavy" is a class that the agreement draws; a report says what was seen: write the kind (artillery, tank), and "calibre"',
    ],
    [
      'a fact whose name is misspelt',
      { fact: 'guns-withdrawm', by: 'east' },
      'fact: "guns-withdrawm" is no fact that a clause of this agreement knows; did you mean "guns-withdrawn"? Known are',
    ],
    [
      'a party whose name is misspelt',
      { fact: 'guns-withdrawn', by: 'easst' },
      'by: "easst" is no party, group or body of this agreement; did you mean "east"? Known are east, west, monitors',
    ],
    [
      'a mark in place of the fields of a request',
      { fact: 'access-request', by: 'monitors', value: 'R-17' },
      'value must be an object such as {"request":"R-17"}, not "R-17"',
    ],
    [
      'a field of a request that is misspelt',
      { fact: 'access-request', by: 'monitors', value: { reqest: 'R-17' } },
      'value.reqest is not read by any clause; did you mean "request"?',
    ],
    [
      'a request to somebody who is none of them',
      { fact: 'access-request', by: 'monitors', value: { request: 'R-17', to: 'eastern command' } },
      'value.to must be one of east, west, monitors, or a list of them, not "eastern command"; write it like {"to":"east"}',
    ],
    [
      'a request to somebody beside its value',
      { fact: 'access-request', by: 'monitors', to: 'east', value: { request: 'R-17' } },
      'to is not known here; known are fact, at, by, value, id; what else a fact says stands in "value": { … }',
    ],
    [
      'a count in quotes',
      { fact: 'patrol', by: 'monitors', value: { over: 'east', count: '3' } },
      'value.count must be a number without quotes, not "3"; write it like {"count":3}',
    ],
    [
      'a total that is no number',
      { fact: 'strength', by: 'east', value: 'about 400' },
      'value must be an object such as {"count":3}, not "about 400"',
    ],
    [
      'a consent until a day that is no time',
      { fact: 'consent', by: 'monitors', value: { until: 'next week' } },
      'value.until must be a time with its offset, not "next week"; write it like {"until":"2026-11-01T00:00:00Z"}',
    ],
    [
      'a consent that says yes in words',
      { fact: 'consent', by: 'monitors', value: { given: 'yes' } },
      'value.given must be true or false, not "yes"; write it like {"given":true}',
    ],
    [
      'a consent for a place that is no zone',
      { fact: 'consent', by: 'monitors', value: { in: 'river' } },
      'value.in must be one of the zones dmz, or a list of them, not "river"; write it like {"in":["dmz"]}',
    ],
    [
      'a consent to somebody who is none of them',
      { fact: 'consent', by: 'monitors', value: { to: 'north' } },
      'value.to must be one of east, west, monitors, or a list of them, not "north"',
    ],
    [
      'a consent for a clause that is not there',
      { fact: 'consent', by: 'monitors', value: { for: '9' } },
      'value.for must be the id of a clause, not "9"; write it like {"for":"7"}',
    ],
    [
      'a position of nothing that moves',
      { fact: 'position', value: { of: 'vesel', place: {} } },
      'value.of: "vesel" is no thing of this agreement; did you mean "vessel"?',
    ],
    [
      'a position without a place',
      { fact: 'position', value: { of: 'vessel', place: [37, 48] } },
      'value must be written like {"of":"vessel","id":"a","place":{"type":"point","at":[lon,lat],"radius":20}}',
    ],
  ];
  for (const [what, fact, message] of rows)
    test(what, async () => {
      const { exit, err } = await due(fact);
      expect(err).toContain(`line 1: refused: ${message}`);
      expect(exit).toBe(4);
    });

  test('one zone and one proof may stand without a list, and are counted', async () => {
    const { err, of } = await due(holding({ of: 'armed-persons', count: 310, in: 'dmz', evidence: 'photo' }));
    expect(err).not.toContain('refused');
    expect(of('1')).toMatchObject([{ by: 'east', counted: 310, outcome: 'breach' }, { by: 'west' }]);
  });

  test('a fact that is written as it should be is taken without a word', async () => {
    const { err, of } = await due(
      holding({ of: 'armed-persons', count: 12, in: ['dmz'] }),
      { fact: 'guns-withdrawn', by: 'east' },
      { fact: 'access-request', by: 'monitors', value: { request: 'R-17', to: ['east', 'west'] } },
      { fact: 'access-given', by: 'east', value: { request: 'R-17' } },
      { fact: 'patrol', by: 'monitors', value: { over: 'east', count: 3 } },
      { fact: 'strength', by: 'east', value: 400 },
      { fact: 'strength', by: 'west', value: { count: 400 } },
      {
        fact: 'consent',
        by: 'monitors',
        value: { given: true, until: day, in: ['dmz'], to: 'east', number: 2, for: '7' },
      },
      { fact: 'position', value: { of: 'vessel', place: { type: 'point', at: [37, 48], radius: 20 } } },
      { fact: 'notice', by: 'east', value: 'letter 5' },
    );
    expect(err).not.toMatch(/refused|taken, but/);
    expect(of('3').map(({ by, status }) => [by, status])).toEqual([
      ['east', 'met'],
      ['west', 'overdue'],
    ]);
  });
});

describe('a fact that means nothing to the agreement is told once, and refused by nobody', () => {
  const rows: readonly (readonly [string, object, string])[] = [
    [
      'a fact that no clause knows',
      { fact: 'harvest-begun', by: 'east' },
      'no clause of this agreement knows the fact "harvest-begun", so that it changes nothing; known are guns-withdrawn, access-request, access-given, patrol, strength, consent, adopted, in-force, holding, notice, position',
    ],
    [
      'somebody whom the agreement does not name',
      { fact: 'guns-withdrawn', by: 'contact-group' },
      '"contact-group" is no party, group or body of this agreement, so that what it did counts for nobody; known are east, west, monitors',
    ],
    [
      'an answer that does not say what it answers',
      { fact: 'access-given', by: 'east' },
      'access-given says no value.request, by which clauses tell it from others; write it like "value":{"request":"R-17"}',
    ],
    [
      'a request that does not say to whom',
      { fact: 'access-request', by: 'monitors', value: { request: 'R-17' } },
      'access-request does not say to whom, and so clause 3 binds each of east, west for it; to ask one, write "value":{"to":"east"}',
    ],
    [
      'a holding in a place that is no zone',
      { fact: 'holding', by: 'east', value: { of: 'tank', count: 1, in: ['barracks'] } },
      'value.in: "barracks" is no zone of this agreement; known are dmz',
    ],
  ];
  for (const [what, fact, message] of rows)
    test(what, async () => {
      const { exit, err } = await due(fact, fact);
      expect(err).toContain(`line 1: taken, but ${message} (2 rows)`);
      expect(exit).not.toBe(4);
    });
});
