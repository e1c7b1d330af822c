import { describe, expect, test } from 'vitest';
import { DEFAULT_MODELS, MODELS_1 } from './default-models.ts';
import { Fuser, keyOf } from './fuser.ts';
import { sensorModelsHash } from './models.ts';
import type { FusionReport } from './report.ts';
import { randomFrom, shuffled, uuid } from './testing.ts';

const DAY = 86_400_000;
const MAY = Date.UTC(2026, 4, 4);

let ids = 0;
/** What an outlet wrote: so many days after the fourth of May, give or take a day and a half, so far east of a town. */
function article(source: string, day: number, metres = 0, radius = 2000): FusionReport {
  ids += 1;
  const from = MAY + day * DAY;
  return {
    id: uuid(ids),
    source,
    kind: 'casualty',
    occurred: {
      from: new Date(from).toISOString(),
      to: new Date(from + 3 * DAY).toISOString(),
      extent: 'instant',
    },
    place: { type: 'named', name: 'town', at: [37 + metres / 73_000, 48], radius },
    means: 'media',
  };
}

function fused(reports: readonly FusionReport[], models = DEFAULT_MODELS) {
  const fuser = new Fuser(models);
  fuser.take(reports);
  return fuser;
}

const sizes = (reports: readonly FusionReport[]) =>
  fused(reports)
    .incidents()
    .map((incident) => incident.reports.length)
    .sort();

describe('what is good to days', () => {
  test('two outlets that wrote of one day and town wrote of one thing', () => {
    expect(sizes([article('herald', 0), article('courier', 0.5, 800)])).toEqual([2]);
  });

  test('they may have written of several, where each wrote of several thereabouts', () => {
    const busy = [1, 2, 3, 4, 5, 6].flatMap((at) => [
      article('herald', at / 4, 500 * at),
      article('courier', 2 + at / 4, 4000 - 300 * at),
    ]);
    const [a, b] = [article('herald', 0, 0), article('courier', 1.6, 3900)];
    expect(sizes([a, b])).toEqual([2]);
    const fuser = fused([a, b, ...busy]);
    expect(fuser.incidentOf(keyOf(a.source, a.id))?.reports).not.toContain(keyOf(b.source, b.id));
  });

  test('what a third outlet wrote in masses thereabouts tells nothing of how many things these two saw', () => {
    const flood = Array.from({ length: 90 }, (_, at) => article('mass', (at % 9) / 3, (at % 10) * 300));
    const [a, b] = [article('herald', 0), article('courier', 0.5, 800)];
    const fuser = fused([a, b, ...flood]);
    expect(fuser.incidentOf(keyOf(a.source, a.id))?.reports).toContain(keyOf(b.source, b.id));
  });

  test('a place known to half a kilometre and one known to twenty are joined by the same models', () => {
    expect(sizes([article('herald', 0, 0, 500), article('courier', 0.5, 300, 500)])).toEqual([2]);
    expect(sizes([article('herald', 0, 0, 20_000), article('courier', 0.5, 8000, 20_000)])).toEqual([2]);
    expect(sizes([article('herald', 0, 0, 500), article('courier', 0.5, 8000, 500)])).toEqual([1, 1]);
  });

  test('comes to the same incidents in any order and any batches, and when some are taken out again', () => {
    const outlets = ['herald', 'courier', 'gazette', 'post'];
    const stay = Array.from({ length: 120 }, (_, at) =>
      article(
        outlets[(at * 7) % 4] as string,
        (at * 13) % 40,
        (at * 977) % 9000,
        at % 3 === 0 ? 20_000 : 1500,
      ),
    );
    const go = stay.slice(0, 30).map((one, at) => ({ ...one, id: uuid(1000 + at) }));
    const whole = JSON.stringify(fused(stay).incidents());
    for (const seed of [1, 2, 3]) {
      const all = [...stay, ...go];
      const order = shuffled(all.length, randomFrom(seed)).map((at) => all[at] as FusionReport);
      const fuser = new Fuser(DEFAULT_MODELS);
      for (let at = 0; at < order.length; at += 7 * seed) fuser.add(order.slice(at, at + 7 * seed));
      fuser.remove(go.map(({ source, id }) => keyOf(source, id)));
      expect(JSON.stringify(fuser.incidents())).toBe(whole);
    }
  });
});

test('the models that older records name by their hash are what they were', () => {
  expect(sensorModelsHash(MODELS_1)).toBe('6405177e1e5e2200216ee675da0928d94df987b6d8dcc8b2c04981e95733269c');
});
