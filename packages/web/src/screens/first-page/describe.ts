import type { ReportView } from '@armistice/core/mission';
import type { Speech } from '../../i18n/context.tsx';
import { isolated } from '../../i18n/isolated.ts';
import { windOf } from '../../ui/direction.ts';

type Place = ReportView['place'];

/** Where, in words: `3–5 km south-west of the post`. */
export function whereOf(place: Place, { t, number }: Speech): string {
  switch (place.type) {
    case 'sector': {
      const [near, far] = place.distance;
      const direction = t(`direction.${windOf(place.bearing)}`);
      return t('where.sector', { from: near / 1000, to: far / 1000, direction });
    }
    case 'point':
      return t('where.circle', { radius: place.radius / 1000, at: coordinates(place.at, number) });
    case 'named':
      return isolated(place.name);
    case 'area':
      return t('where.area', { corners: (place.polygon[0]?.length ?? 1) - 1 });
    default:
      return place satisfies never;
  }
}

/** Latitude and longitude to four digits, as maps print them. */
export function coordinates(
  [longitude, latitude]: readonly [number, number],
  number: Speech['number'],
): string {
  const [north, east] = [latitude, longitude].map((degrees) => number(Math.round(degrees * 1e4) / 1e4));
  // Held left to right: latitude comes first in every language.
  return `\u2066${north}°, ${east}°\u2069`;
}

/** When: one moment, or an interval. */
export function whenOf({ from, to }: ReportView['occurred'], zone: string, speech: Speech): string {
  if (from === to) return speech.moment(from, zone);
  return speech.span(from, to, zone);
}

/** How many: a number, or a range. */
export function countOf([least, most]: readonly [number, number], { t, number }: Speech): string {
  return least === most ? number(least) : t('range.fromTo', { from: number(least), to: number(most) });
}

/** What, how many and by what means, in a breath. */
export function whatOf(report: ReportView, speech: Speech): string {
  const [least, most] = report.count ?? [1, 1];
  const means = report.means === undefined ? [] : [speech.word('means', report.means)];
  const kind = speech.word('kind', report.kind);
  const counted = most > 1 ? `${kind} × ${countOf([least, most], speech)}` : kind;
  return [counted, ...means].join(', ');
}
