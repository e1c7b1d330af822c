import { describe, expect, test } from 'vitest';
import { hashText } from './published.ts';
import { recompute } from './recompute.ts';
import { checkRows, type StatedRows } from './rows-check.ts';
import { stateOf } from './statement.ts';
import { foldOf, reportOf, TestMission } from './testing.ts';

describe('the published rows of a statement', () => {
  const stated = async () => {
    const mission = new TestMission();
    mission.file(reportOf());
    await mission.state();
    const entries = await mission.read();
    const again = recompute();
    for (const entry of entries) again.take(entry);
    const [check] = again.finish().statements;
    return { rows: stateOf(foldOf(entries.slice(0, check?.size))).rows, named: check?.rows as StatedRows };
  };

  test('are summed by whoever holds that file alone', async () => {
    const { rows, named } = await stated();
    expect(checkRows(named, rows)).toBe('summed');
    expect(checkRows({ ...named, counts: { incidents: 2 } }, rows)).toBe('other-sums');
  });

  test('are seen to be altered, whatever was done to them', async () => {
    const { rows, named } = await stated();
    const altered = new TextDecoder().decode(rows).replace('"best":5', '"best":4');
    expect(checkRows(named, new TextEncoder().encode(altered))).toBe('altered');
    expect(checkRows(named, new Uint8Array())).toBe('altered');
  });

  test('that are no rows at all are the sum of nothing, though their hash is the stated one', async () => {
    const { named } = await stated();
    for (const text of ['{}\n', 'no JSON\n', 'null\n']) {
      const file = new TextEncoder().encode(text);
      expect(checkRows({ ...named, hash: hashText(file) }, file)).toBe('other-sums');
    }
  });
});
