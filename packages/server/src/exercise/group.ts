import { arcTangent, cosine, degrees, sine } from '@armistice/core/base';
import type { Report } from '@armistice/core/mission';
import { type Account, reportId } from './account.ts';
import type { Noticed, Observer } from './observer.ts';
import type { Chance } from './random.ts';
import { statedCount, statedSector, statedSpan } from './stating.ts';
import { textOf } from './words.ts';

const MINUTE = 60_000;

/** One line for many salvoes: "40 bursts 21:00–21:40", with a sector that is wide enough for all of them. */
export function groupAccount(observer: Observer, noticed: readonly Noticed[], chance: Chance): Account {
  const { site, habit } = observer;
  const from = Math.min(...noticed.map((one) => one.from));
  const to = Math.max(...noticed.map((one) => one.to));
  const at = Math.round(to + 3 * MINUTE + chance.wait(12 * MINUTE));
  let [count, east, north] = [0, 0, 0];
  let [nearest, farthest] = [Number.POSITIVE_INFINITY, 0];
  for (const { incident, course } of noticed) {
    count += incident.count;
    east += sine(course.azimuth);
    north += cosine(course.azimuth);
    nearest = Math.min(nearest, course.distance);
    farthest = Math.max(farthest, course.distance);
  }
  const azimuth = degrees(arcTangent(east, north));
  const distance = Math.sqrt(nearest * Math.max(1, farthest));
  const sector = statedSector(habit, chance, site.at, { azimuth, distance }, { bearing: 1, distance: 1 });
  let widest = 0;
  for (const { course } of noticed)
    widest = Math.max(widest, Math.abs(((course.azimuth - azimuth + 540) % 360) - 180));
  const explosions = noticed.every(
    (one) => one.incident.kind === 'explosion' || one.incident.phase === 'outgoing',
  );
  const kind = explosions && chance.happens(0.8) ? 'explosion' : 'burst';
  const stated = statedCount(habit, chance, count);
  const report: Report = {
    id: reportId(at, chance),
    source: site.id,
    kind,
    occurred: statedSpan(habit, chance, from, to, chance.happens(0.3)),
    place: {
      ...sector,
      bearingTolerance: Math.min(180, Math.round((sector.bearingTolerance + widest) * 2) / 2),
      distance: [
        Math.min(sector.distance[0], Math.round(nearest / 500) * 500),
        Math.max(sector.distance[1], Math.round(farthest / 500) * 500),
      ],
    },
    count: stated,
    means: 'heard',
    observer: { at: site.at, radius: 20 },
    text: textOf(site.lang, kind, stated[1]),
    lang: site.lang,
  };
  return { at, report, role: 'group', covers: noticed.map((one) => one.incident) };
}
