import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportKinds, strangeKind } from '@armistice/core/agreement';
import { expectAccepted } from '@armistice/core/base';
import { KINDS, REPORT_FIELDS } from '@armistice/core/mission';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAgreementFile } from '../intake/agreement-file.ts';
import { runAgreement as run } from './testing-agreements.ts';

let home = '';
const at = (name: string) => join(home, name);
const library = new URL('../../../../agreements/', import.meta.url);
const minsk = new URL('minsk-package-2015/agreement.yaml', library).pathname;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'agreement-rows-'));
});
afterAll(() => rmSync(home, { recursive: true }));

describe('a row that does not read is refused, and no answer is made of it', () => {
  test('a kind that no report bears is refused with the word for it; none slips through as "not applicable"', async () => {
    const row = (kind: string) =>
      JSON.stringify({
        id: kind,
        kind,
        occurred: { from: '2015-04-01T12:00:00Z', to: '2015-04-01T12:00:00Z' },
      });
    writeFileSync(
      at('kinds.ndjson'),
      ['fire', 'shelling', 'presense', 'flight', 'other'].map(row).join('\n'),
    );
    const { exit, err, rows } = await run('evaluate', minsk, at('kinds.ndjson'), '--all');
    expect(exit).toBe(4);
    expect(err).toMatch(/line 1: refused: kind "fire" is no kind of report; write explosion, artillery-fire/);
    expect(err).toMatch(/line 2: refused: kind "shelling" is no .* with phase outgoing or impact; known are/);
    expect(err).toMatch(/line 3: refused: kind "presense" is no kind of report; did you mean "presence"\?/);
    expect(err).toMatch(/line 4: refused: kind "flight" .* but an activity; write one of uav-flight/);
    expect(new Set(rows().map(({ incident }) => incident))).toEqual(new Set(['other']));
  });

  test('a place or a time that does not read is refused with how to write it, never taken as "not stated"', async () => {
    const moment = '2015-04-01T12:00:00Z';
    const row = { kind: 'presence', occurred: { from: moment, to: moment } };
    const strange = [
      [35.9, 48],
      {},
      { type: 'Point', coordinates: [35.9, 48] },
      { lon: 35.9, lat: 48 },
      null,
      'Horlivka',
    ];
    const rows = [
      ...strange.map((place, k) => ({ ...row, id: `place-${k}`, place })),
      { ...row, id: 'end', firedFrom: [35.9, 48] },
      { ...row, id: 'no-radius', place: { type: 'point', at: [35.9, 48] } },
      { ...row, id: 'text', occurred: moment },
      { ...row, id: 'at', occurred: { at: moment } },
      { ...row, id: 'sound', place: { type: 'point', at: [35.9, 48], radius: 20 } },
      { ...row, id: 'unplaced' },
    ];
    writeFileSync(at('places.ndjson'), rows.map((one) => JSON.stringify(one)).join('\n'));
    const { exit, err, rows: found } = await run('evaluate', minsk, at('places.ndjson'), '--all');
    expect(exit).toBe(4);
    const like = 'must be written like {"type":"point","at":[lon,lat],"radius":20}';
    for (const k of strange.keys()) expect(err).toContain(`line ${k + 1}: refused: place ${like}`);
    expect(err).toContain(`line 7: refused: firedFrom ${like}`);
    expect(err).toContain('line 8: refused: place.radius is missing');
    for (const line of [9, 10])
      expect(err).toContain(
        `line ${line}: refused: occurred must be written like {"from":"2026-11-01T00:00:00Z"`,
      );
    expect(new Set(found().map(({ incident }) => incident))).toEqual(new Set(['sound', 'unplaced']));
  });

  const moment = '2015-04-01T12:00:00Z';
  const place = { type: 'point', at: [37, 48], radius: 20 };
  const seen = { kind: 'presence', occurred: { from: moment, to: moment } };
  const evaluate = async (...rows: readonly object[]) => {
    writeFileSync(at('rows.ndjson'), rows.map((one) => JSON.stringify(one)).join('\n'));
    return run('evaluate', minsk, at('rows.ndjson'), '--all');
  };

  const misread: readonly (readonly [string, object, string])[] = [
    [
      'a weapon by its kind in place of its class',
      { weapon: { kind: 'tank' } },
      'weapon.kind is not known here; write {"class":"tank"} for the kind of weapon, and {"name":"T-72"} for its type',
    ],
    ['a weapon as a word', { weapon: 'tank' }, 'weapon must be written like {"class":"tank","calibre":125}'],
    [
      'a misspelt field of a weapon',
      { weapon: { class: 'tank', caliber: 125 } },
      'weapon.caliber is not known here; did you mean "calibre"?',
    ],
    [
      'a misspelt kind of weapon',
      { weapon: { class: 'howitser' } },
      'weapon.class: "howitser" is no kind of weapon that a clause knows; did you mean "howitzer"?',
    ],
    [
      'a class that the agreement draws, which nobody can have seen',
      { weapon: { class: 'artillery-100' } },
      'weapon.class: "artillery-100" is a class that the agreement draws; a report says what was seen: write the kind',
    ],
    [
      'a phase that is none',
      { phase: 'incoming' },
      'phase must be one of outgoing, impact, in-flight, undetermined',
    ],
    [
      'measures without numbers',
      { measures: { troops: '9000' } },
      'measures must be names with numbers, such as',
    ],
    ['a count in words', { count: 'two' }, 'count must be a number, a range, or min, best and max'],
  ];
  for (const [what, fields, message] of misread)
    test(what, async () => {
      const { exit, err, rows } = await evaluate({ id: 'odd', ...seen, ...fields });
      expect(err).toContain(`line 1: refused: ${message}`);
      expect([exit, rows()]).toEqual([4, []]);
    });

  test('a report without its time is told how to write it', async () => {
    expect((await evaluate({ id: 'odd', kind: 'presence', time: moment })).err).toContain(
      'refused: occurred is missing; write it like "occurred":{"from":"2026-11-01T00:00:00Z"',
    );
  });

  test('fields that no clause looks at are told once, and the likely one is named', async () => {
    const { exit, err } = await evaluate(
      { id: 'a', ...seen, wepon: { class: 'tank' }, colour: 'green' },
      { id: 'b', ...seen, wepon: { class: 'tank' }, actor: 'ua' },
      { id: 'c', ...seen, weapon: { class: 'wagon' } },
    );
    expect(exit).toBe(0);
    expect(err).toContain(
      'line 1: taken, but "wepon" is no field that a clause looks at; did you mean "weapon"? (2 rows)',
    );
    expect(err).toContain('line 1: taken, but "colour" is no field that a clause looks at\n');
    expect(err).toContain(
      'line 2: taken, but "actor" is not looked at: the answers name nobody; "ifBy" says',
    );
    expect(err).toContain(
      'line 3: taken, but weapon.class: "wagon" is no kind of weapon that a clause knows; known are',
    );
  });

  test('what reports and incidents carry for others is taken without a word', async () => {
    const { actor: _actor, ...carried } = REPORT_FIELDS;
    const report = {
      phase: 'impact',
      weapon: { class: 'tank' },
      count: 1,
      place,
      firedFrom: place,
      impactAt: place,
    };
    const others = Object.keys(carried).map((field) => [field, 'as filed'] as const);
    const { err } = await evaluate({ ...Object.fromEntries(others), id: 'a', ...seen, ...report });
    expect(err).not.toContain('taken, but');
  });

  test('every kind that a mission records is one that an agreement takes, and its own kinds besides', async () => {
    const known = reportKinds(expectAccepted(await readAgreementFile(minsk)));
    expect(KINDS.filter((kind) => !known.includes(kind))).toEqual([]);
    const sea = new URL('black-sea-2022/agreement.yaml', library).pathname;
    const strange = strangeKind(expectAccepted(await readAgreementFile(sea)), 'attack-on-vessel');
    expect(strange).toBeUndefined();
    expect(known).not.toContain('attack-on-vessel');
  });
});
