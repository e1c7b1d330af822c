import { cosine } from '../base/index.ts';
import type { Bulletin } from './model.ts';

type Position = readonly [number, number];

const WIDTH = 900;
const MOST_HEIGHT = 1100;
const EDGE = 24;
const METRES_A_DEGREE = 111_320;

/**
 * The annex map as SVG: lines and zones of the record, and the places of observations with the circle that holds 90 % of
 * each. No colour stands for a party. Coordinates are rounded to a tenth, so that every engine writes the same.
 */
export function mapOf({ map, observations, taken }: Bulletin, title: string): string {
  const places = [
    ...observations.map(({ at, radius }) => ({ at, radius })),
    ...taken.map(({ at, radius }) => ({ at, radius })),
  ];
  // Circles are shown whole: a part of one would be the wrong place.
  const all = [...places.flatMap(cornersOf), ...map.flatMap(({ ways }) => ways.flat())];
  const frame = frameOf(all);
  const { x, y, height, scale } = frame;
  const path = (way: readonly Position[], closed: boolean) =>
    `M${way.map(([lon, lat]) => `${x(lon)} ${y(lat)}`).join('L')}${closed ? 'Z' : ''}`;
  const drawn = map.map(({ name, closed, ways }) => {
    const style = closed
      ? 'fill="#000" fill-opacity="0.05" stroke="#444" stroke-width="1" stroke-dasharray="6 4"'
      : 'fill="none" stroke="#222" stroke-width="1.6"';
    return `<path d="${ways.map((way) => path(way, closed)).join('')}" ${style}><title>${escaped(name)}</title></path>`;
  });
  const names = map.flatMap(({ name, ways }) => {
    const [lon, lat] = ways[0]?.[Math.floor((ways[0]?.length ?? 0) / 2)] ?? [];
    return lon === undefined || lat === undefined
      ? []
      : [`<text x="${x(lon)}" y="${y(lat)}" font-size="13" fill="#222">${escaped(name)}</text>`];
  });
  const circles = [
    ...new Set(
      places.map(({ at, radius }) => {
        const wide = Math.max(2, tenth(radius * scale));
        return `<circle cx="${x(at[0])}" cy="${y(at[1])}" r="${wide}" fill="#555" fill-opacity="0.08" stroke="#555" stroke-width="0.6"/><circle cx="${x(at[0])}" cy="${y(at[1])}" r="2.4" fill="#111"/>`;
      }),
    ),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" direction="ltr" font-family="Noto Sans, sans-serif"><title>${escaped(title)}</title>`,
    `<rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" fill="#fff" stroke="#999"/>`,
    ...drawn,
    ...circles,
    ...names,
    scaleBar(scale, height),
    '</svg>',
  ].join('');
}

interface Frame {
  readonly x: (longitude: number) => number;
  readonly y: (latitude: number) => number;
  readonly height: number;
  /** Units of the drawing to a metre. */
  readonly scale: number;
}

/** The corners of the square around a circle. */
function cornersOf({
  at: [lon, lat],
  radius,
}: {
  readonly at: Position;
  readonly radius: number;
}): Position[] {
  const high = radius / METRES_A_DEGREE;
  const wide = high / Math.max(cosine(lat), 0.01);
  return [
    [lon - wide, lat - high],
    [lon + wide, lat + high],
  ];
}

/** A plane in which a degree of longitude is as wide as it is in the middle of what is drawn. */
function frameOf(all: readonly Position[]): Frame {
  const [west, east] = endsOf(all.map(([longitude]) => longitude));
  const [south, north] = endsOf(all.map(([, latitude]) => latitude));
  const narrow = cosine((south + north) / 2);
  const [wide, high] = [Math.max((east - west) * narrow, 0.01), Math.max(north - south, 0.01)];
  const units = Math.min((WIDTH - 2 * EDGE) / wide, (MOST_HEIGHT - 2 * EDGE) / high);
  const height = Math.max(300, Math.round(high * units + 2 * EDGE));
  const aside = (WIDTH - wide * units) / 2;
  const above = (height - high * units) / 2;
  return {
    x: (longitude) => tenth(aside + (longitude - west) * narrow * units),
    y: (latitude) => tenth(above + (north - latitude) * units),
    height,
    scale: units / METRES_A_DEGREE,
  };
}

function endsOf(values: readonly number[]): readonly [number, number] {
  if (values.length === 0) return [0, 0];
  return values.reduce<readonly [number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}

/** A length of one, two or five times a power of ten, at most a quarter of the width. */
function scaleBar(scale: number, height: number): string {
  let metres = 1;
  for (let power = 1; power < 1e7; power *= 10)
    for (const step of [1, 2, 5]) if (step * power * scale <= WIDTH / 4) metres = step * power;
  const length = tenth(metres * scale);
  const y = height - 12;
  const said = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`;
  return `<path d="M12 ${y}h${length}" stroke="#111" stroke-width="2"/><text x="12" y="${y - 5}" font-size="12" fill="#111">${said}</text>`;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Text that may stand in XML. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
