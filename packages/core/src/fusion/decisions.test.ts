import { describe, expect, test } from 'vitest';
import { DEFAULT_MODELS } from './default-models.ts';
import { Fuser, keyOf } from './fuser.ts';
import type { FusionReport } from './report.ts';
import { makeWorld, NORMAL, randomFrom, shuffled, uuid } from './testing.ts';

const at = (source: string, seconds: number, east = 0): FusionReport => ({
  id: uuid(seconds),
  source,
  kind: 'explosion',
  occurred: { from: time(seconds), to: time(seconds + 4) },
  place: { type: 'point', at: [-28 + east, 42], radius: 300 },
  means: 'seen',
});
const time = (seconds: number): string =>
  new Date(Date.UTC(2026, 10, 20, 21) + seconds * 1000).toISOString().replace('.000Z', 'Z');
const key = ({ source, id }: FusionReport): string => keyOf(source, id);

const [a, b, far] = [at('post-1', 1), at('post-2', 3), at('post-3', 7200)];

function fuserWith(...reports: readonly FusionReport[]): Fuser {
  const fuser = new Fuser(DEFAULT_MODELS);
  fuser.add(reports);
  return fuser;
}
const textOf = (fuser: Fuser): string => JSON.stringify(fuser.incidents());

describe('what people decide is obeyed from then on', () => {
  test('a split parts what evidence joined, and a later join restores the former state', () => {
    const fuser = fuserWith(a, b);
    const before = textOf(fuser);
    expect(fuser.incidents()).toHaveLength(1);
    fuser.decide([{ type: 'split', reports: [key(a), key(b)] }]);
    expect(fuser.incidents()).toHaveLength(2);
    fuser.decide([{ type: 'join', reports: [key(a), key(b)] }]);
    expect(textOf(fuser)).toBe(before);
  });

  test('a join holds for reports that no evidence joins, and for those that come after it', () => {
    const fuser = fuserWith(a);
    fuser.decide([{ type: 'join', reports: [key(a), key(far)] }]);
    const { changed } = fuser.add([far]);
    expect(changed).toHaveLength(1);
    expect(changed[0]?.reports).toEqual([key(a), key(far)].sort());
  });

  test('reports joined stay together in every order of arrival', () => {
    const { reports } = makeWorld({ ...NORMAL, seed: 5, incidents: 120, days: 0.2 });
    const keys = reports.map(key);
    const decisions = Array.from({ length: 30 }, (_, n) => ({
      type: n % 2 === 0 ? ('join' as const) : ('split' as const),
      reports: [keys[n * 3], keys[n * 3 + 1 + (n % 5)]] as [string, string],
    }));
    const texts = [1, 2, 3, 4].map((seed) => {
      const fuser = new Fuser(DEFAULT_MODELS);
      const order = shuffled(reports.length, randomFrom(seed)).map((n) => reports[n] as FusionReport);
      fuser.add(order.slice(0, seed * 40));
      fuser.decide(decisions.slice(0, 15));
      fuser.add(order.slice(seed * 40));
      fuser.decide(decisions.slice(15));
      return textOf(fuser);
    });
    expect(new Set(texts).size).toBe(1);
  });
});

describe('an incident that was decided or published', () => {
  test('keeps its id and its reports when others come, which may join it', () => {
    const fuser = fuserWith(a);
    const id = fuser.incidents()[0]?.id as string;
    fuser.decide([{ type: 'freeze', id, reports: [key(a)] }]);
    fuser.add([b]);
    expect(fuser.incidents()).toHaveLength(1);
    expect(fuser.incidents()[0]).toMatchObject({ id, origins: 2 });
  });

  test('is not merged with another of its kind: that is for a person to decide', () => {
    const fuser = fuserWith(a, b);
    fuser.decide([{ type: 'split', reports: [key(a), key(b)] }]);
    const ids = fuser.incidents().map(({ id }) => id);
    fuser.decide([
      { type: 'freeze', id: ids[0] as string, reports: [ids[0] as string] },
      { type: 'freeze', id: ids[1] as string, reports: [ids[1] as string] },
    ]);
    fuser.add([at('post-4', 2)]);
    expect(fuser.incidents().map(({ id }) => id)).toEqual(ids);
  });

  test('is proposed for merging or splitting where evidence says so, and stays as it is', () => {
    const fuser = fuserWith(a);
    fuser.decide([{ type: 'freeze', id: key(a), reports: [key(a)] }]);
    fuser.decide([{ type: 'freeze', id: key(b), reports: [key(b)] }]);
    fuser.add([b]);
    expect(fuser.incidents()).toHaveLength(2);
    expect(fuser.proposals()).toMatchObject([{ type: 'merge', incidents: [key(a), key(b)].sort() }]);
    const wrong = fuserWith(a, far);
    wrong.decide([{ type: 'freeze', id: key(a), reports: [key(a), key(far)] }]);
    expect(wrong.incidents()).toHaveLength(1);
    expect(wrong.proposals()).toMatchObject([{ type: 'split', incidents: [key(a)] }]);
    wrong.decide([{ type: 'join', reports: [key(a), key(far)] }]);
    expect(wrong.proposals()).toEqual([]);
  });

  test('can be split by a person, and keeps its id for what remains', () => {
    const fuser = fuserWith(a, b);
    const id = fuser.incidents()[0]?.id as string;
    fuser.decide([
      { type: 'freeze', id, reports: [key(a), key(b)] },
      { type: 'split', reports: [key(a), key(b)] },
    ]);
    expect(fuser.incidents()).toHaveLength(2);
    expect(fuser.incidents().some((incident) => incident.id === id)).toBe(true);
  });
});

describe('what is erased, or told of a clock later', () => {
  test('leaves the incidents that never had the report', () => {
    const { reports } = makeWorld({ ...NORMAL, seed: 8, incidents: 150, days: 0.3, people: 'rough' });
    const kept = reports.filter((_, n) => n % 3 !== 0);
    const fuser = fuserWith(...reports);
    fuser.remove(reports.filter((_, n) => n % 3 === 0).map(key));
    expect(textOf(fuser)).toBe(textOf(fuserWith(...kept)));
  });

  test('an offset gives the same incidents whether it is known before or after the reports', () => {
    const clock = { source: 'post-2', from: 0, to: 4e12, offset: 600_000, sigma: 2000 };
    const late = { ...b, occurred: { from: time(603), to: time(607) } };
    const [before, after] = [new Fuser(DEFAULT_MODELS), fuserWith(a, late)];
    expect(after.incidents()).toHaveLength(2);
    before.setClocks([clock]);
    before.add([a, late]);
    after.setClocks([clock]);
    expect(before.incidents()).toHaveLength(1);
    expect(textOf(after)).toBe(textOf(before));
  });

  test('an id that is no more is answered with the one that took its report in', () => {
    const sorted = [a, b].sort((x, y) => (key(x) < key(y) ? -1 : 1)) as [FusionReport, FusionReport];
    const fuser = fuserWith(sorted[1]);
    const { gone, aliases } = fuser.add([sorted[0]]);
    expect(gone).toEqual([key(sorted[1])]);
    expect(aliases).toEqual([{ from: key(sorted[1]), to: key(sorted[0]) }]);
  });
});
