import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportKinds, strangeKind } from '@armistice/core/agreement';
import { expectAccepted } from '@armistice/core/base';
import { KINDS } from '@armistice/core/mission';
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

  test('every kind that a mission records is one that an agreement takes, and its own kinds besides', async () => {
    const known = reportKinds(expectAccepted(await readAgreementFile(minsk)));
    expect(KINDS.filter((kind) => !known.includes(kind))).toEqual([]);
    const sea = new URL('black-sea-2022/agreement.yaml', library).pathname;
    const strange = strangeKind(expectAccepted(await readAgreementFile(sea)), 'attack-on-vessel');
    expect(strange).toBeUndefined();
    expect(known).not.toContain('attack-on-vessel');
  });
});
