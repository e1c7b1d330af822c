import { cosine, formatMoment, sine } from '@armistice/core/base';
import type { Position } from '@armistice/core/geo';
import { type Site, shifted } from './place.ts';
import { Chance, keyOf } from './random.ts';
import { type CoverageRow, DAY_MS } from './rows.ts';

// When patrols are on the road and UAVs in the air. In between they observe nothing, and nothing is claimed for them.

/** From and to, UTC milliseconds. */
export type Stretch = readonly [from: number, to: number];

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** Metres from its base to which a team goes. */
export function roundReach(site: Site): number {
  return site.type === 'uav' ? 30_000 : 15_000;
}

function wholeMinutes(moment: number): number {
  return Math.round(moment / MINUTE) * MINUTE;
}

/** The stretches of one day in which a patrol is out, or a team's UAV flies; the same whenever one asks. */
export function roundsOf(seed: number, site: Site, day: number): readonly Stretch[] {
  const chance = new Chance(keyOf(seed, 'rounds', site.id, day));
  const start = day * DAY_MS;
  if (site.type === 'patrol') {
    if (chance.happens(0.08)) return [];
    const from = start + chance.between(8.5, 10.5) * HOUR;
    return [[wholeMinutes(from), wholeMinutes(from + chance.between(6, 9) * HOUR)]];
  }
  // A sortie in each of some parts of the day, so that none overlaps another.
  return [0, 6, 10, 14, 18, 21].flatMap((hour): Stretch[] => {
    if (!chance.happens(hour < 6 ? 0.3 : 0.65)) return [];
    const from = start + (hour + chance.between(0, 1)) * HOUR;
    return [[wholeMinutes(from), wholeMinutes(from + chance.between(50, 115) * MINUTE)]];
  });
}

/** The parts of a stretch of time in which a team was out. */
export function outDuring(seed: number, site: Site, from: number, to: number): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (let day = Math.floor(from / DAY_MS); day <= Math.floor(to / DAY_MS); day++)
    for (const [start, end] of roundsOf(seed, site, day)) {
      const [first, last] = [Math.max(start, from), Math.min(end, to)];
      if (first < last) stretches.push([first, last]);
    }
  return stretches;
}

/** The coverage of a team on a day; `refused` are the stretches in which it was kept from going on. */
export function roundRows(
  seed: number,
  site: Site,
  day: number,
  refused: readonly Stretch[],
): readonly CoverageRow[] {
  const date = formatMoment(day * DAY_MS).slice(0, 10);
  const rows: CoverageRow[] = [];
  const area = { type: 'area', polygon: [circle(site)] } as const;
  const add = (from: number, to: number, on: boolean): void => {
    if (to <= from) return;
    rows.push({
      ...{ id: `${date}-${site.id}-${rows.length + 1}`, source: site.id, area },
      ...{ from: formatMoment(from), to: formatMoment(to), means: site.type === 'uav' ? 'uav' : 'seen' },
      ...(on ? { state: 'observing' as const } : { state: 'not' as const, cause: 'access' }),
    });
  };
  for (const [start, end] of roundsOf(seed, site, day)) {
    let reached = start;
    for (const [from, to] of [...refused].sort((a, b) => a[0] - b[0])) {
      const [first, last] = [Math.max(from, reached), Math.min(to, end)];
      if (first >= last) continue;
      add(reached, first, true);
      add(first, last, false);
      reached = last;
    }
    add(reached, end, true);
  }
  return rows;
}

function circle(site: Site): readonly Position[] {
  const metres = roundReach(site);
  const corners = Array.from({ length: 12 }, (_, k) =>
    shifted(site.at, metres * sine(k * 30), metres * cosine(k * 30)),
  );
  return [...corners, corners[0] as Position];
}
