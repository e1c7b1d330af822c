import { arcTangent, cosine, degrees, formatMoment, sine } from '@armistice/core/base';
import { courseBetween } from '@armistice/core/geo';
import { type Report, reportKey } from '@armistice/core/mission';
import { otherParty } from '../exercise/place.ts';
import type { Watcher } from './country.ts';
import type { Dice } from './dice.ts';
import type { Happening } from './happenings.ts';
import { asPoint, asSquare, guessed, howMany, pointSquare } from './saying.ts';
import { type Company, clockOf, dark, filedAt, moodOf, newId, type Telling, words } from './telling.ts';

// What is told again: talk between neighbours, the hour in one line, complaints of officers, papers.

const SECOND = 1000;
const MINUTE = 60_000;
const HOUR = 3_600_000;

/** A neighbour sends on what it was told, as if it had been there: its words are the other's, its name its own. */
export function hearsay(company: Company, telling: Telling, dice: Dice): Telling | undefined {
  const { report, happening } = telling;
  const first = company.country.watchers.find((one) => one.handle === report.source);
  const near = company.country.watchers.filter(
    (one) => one.trade === 'villager' && one.cluster === first?.cluster && one !== first,
  );
  if (near.length === 0) return undefined;
  const teller = dice.one(near);
  const at = telling.at + Math.round(Math.min(600, dice.lag(25)) * MINUTE);
  const { observer: _elsewhere, derivedFrom: _none, ...said } = report;
  const owns = dice.chance(0.35);
  const again: Report = {
    ...said,
    id: newId(at, dice),
    source: teller.handle,
    means: 'told',
    ...(owns ? { derivedFrom: [dice.chance(0.5) ? report.source : reportKey(report)] } : {}),
  };
  return { at, report: again, role: 'repeat', of: report, ...(happening === undefined ? {} : { happening }) };
}

/** "About thirty between nine and ten": an hour of one watcher in one line. */
export function hourly(company: Company, watcher: Watcher, told: readonly Telling[], dice: Dice): Telling {
  const covers = told.flatMap((one) => (one.happening === undefined ? [] : [one.happening]));
  const mood = moodOf(company, watcher);
  const [first, last] = [
    Math.min(...covers.map((one) => one.from)),
    Math.max(...covers.map((one) => one.to)),
  ];
  const off = clockOf(company.seed, watcher, company.day) * SECOND;
  const half = 30 * MINUTE;
  const from = Math.floor((first + off) / half) * half;
  const to = Math.max(from + half, Math.ceil((last + off) / half) * half);
  let [count, east, north, farthest] = [0, 0, 0, 0];
  for (const one of covers) {
    const course = courseBetween(watcher.at, one.at);
    count += one.count;
    east += sine(course?.azimuth ?? 0);
    north += cosine(course?.azimuth ?? 0);
    farthest = Math.max(farthest, course?.distance ?? 0);
  }
  const middle = degrees(arcTangent(east, north));
  const guess = guessed(watcher, mood, watcher.at, middle, farthest, dark(first), 1);
  const at = filedAt(watcher, last, dice);
  const stated = howMany(watcher, dice, count);
  const kind = dice.chance(0.7) ? 'explosion' : 'burst';
  const report: Report = {
    id: newId(at, dice),
    source: watcher.handle,
    kind,
    occurred: { from: formatMoment(from), to: formatMoment(to), extent: 'span', tolerance: 900 },
    place: {
      type: 'sector',
      origin: watcher.at,
      bearing: (Math.round(guess.bearing / 45) * 45) % 360,
      bearingTolerance: 67.5,
      distance: [0, Math.ceil((farthest * Math.max(1.1, guess.up)) / 1000) * 1000],
    },
    count: stated,
    means: 'heard',
    ...words(kind, stated[1]),
  };
  return { at, report, role: 'group', covers };
}

/** What an officer of a party writes of an attack on its side, or of one that never was. */
export function complaint(
  company: Company,
  officer: Watcher,
  happening: Happening,
  dice: Dice,
  role: 'observed' | 'exaggerated' | 'false',
): Telling {
  const at = happening.to + Math.round(Math.min(20, dice.lag(2)) * HOUR);
  const times = role === 'exaggerated' ? 1 + dice.pareto(0.6, 1.5) : 1;
  const count = Math.min(500, Math.max(1, Math.round(happening.count * times)));
  const step = 5 * MINUTE;
  const late = clockOf(company.seed, officer, company.day) + officer.seconds * dice.slip();
  const middle = Math.round((happening.from + late * SECOND) / step) * step;
  const lasts = Math.max(step, Math.ceil((happening.to - happening.from) / step) * step);
  const place = dice.chance(0.5)
    ? pointSquare(officer, dice, happening.at)
    : asPoint(officer, dice, happening.at, 0);
  const report: Report = {
    id: newId(at, dice),
    source: officer.handle,
    kind: happening.kind,
    occurred: {
      from: formatMoment(middle - step),
      to: formatMoment(middle + lasts + step),
      extent: 'span',
      tolerance: 600,
    },
    place,
    count: [count, count],
    means: 'told',
    ...(happening.class === ''
      ? {}
      : { weapon: { class: role === 'exaggerated' && dice.chance(0.5) ? 'howitzer' : happening.class } }),
    actor: { party: otherParty(company.country.place, officer.party), basis: 'claimed' },
    ...words(happening.kind, count),
  };
  return { at, report, role, ...(role === 'false' ? {} : { happening }) };
}

/** A line in a paper or on the radio: the district, the part of the day, half of the time from whom. */
export function article(outlet: Watcher, telling: Telling, dice: Dice): Telling | undefined {
  const { report: said, happening } = telling;
  if (said.place.type !== 'point' && said.place.type !== 'named') return undefined;
  const at = telling.at + Math.round(Math.min(30, dice.lag(5)) * HOUR);
  const part = 6 * HOUR;
  const from = Math.floor((telling.happening?.from ?? telling.at - 3 * HOUR) / part) * part;
  const report: Report = {
    id: newId(at, dice),
    source: outlet.handle,
    kind: said.kind,
    occurred: { from: formatMoment(from), to: formatMoment(from + part), extent: 'instant', tolerance: 3600 },
    place: asSquare(said.place.at, Math.ceil((said.place.radius + 2500) / 2500) * 2500),
    means: 'media',
    ...(said.count === undefined || dice.chance(0.5) ? {} : { count: said.count }),
    ...(dice.chance(0.5) ? { derivedFrom: [dice.chance(0.5) ? said.source : reportKey(said)] } : {}),
    ...words(said.kind, undefined),
  };
  return { at, report, role: 'repeat', of: said, ...(happening === undefined ? {} : { happening }) };
}
