import {
  flag,
  list,
  misshapen,
  number,
  object,
  oneOf,
  pair,
  parseShape,
  type Result,
  type Shape,
  type Shaped,
  text,
  variant,
} from '../base/index.ts';
import type { Place } from '../geo/index.ts';
import { checkContext } from './context.ts';
import { KINDS, MEANS, PHASES } from './kinds.ts';
import { handle, inOrder, moment, range, word } from './words.ts';

// The intake format, published as JSON Schema: one source's account of something. Lengths in metres, bearings in
// degrees from true north, positions as [longitude, latitude] in WGS 84, times in RFC 3339 with an offset.

const position = pair(number(-180, 180, 'degrees of longitude'), number(-90, 90, 'degrees of latitude'));
// Beyond 85° a bearing turns too fast along the way for the plane in which a sector is drawn.
const origin = pair(number(-180, 180, 'degrees of longitude'), number(-85, 85, 'degrees of latitude'));
const radius = number(0, 1_000_000, 'metres');
const bearing = number(0, 360, 'degrees from true north');

const ring = list(position, 4, 1000);
const polygon: typeof rings = { ...list(ring, 1, 1), read: readPolygon };
const rings = list(ring, 1, 1);

function readPolygon(value: unknown, path: string): Shaped<typeof rings> {
  const read = rings.read(value, path);
  const [first, last] = [read[0]?.[0], read[0]?.at(-1)];
  if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1])
    return misshapen(`${path}[0]`, 'must end where it begins: repeat the first position at the end');
  return read;
}

const place: Shape<Place> = variant('type', {
  point: object({ type: oneOf('point'), at: position, radius }),
  sector: object({
    type: oneOf('sector'),
    origin,
    bearing,
    bearingTolerance: number(0.1, 180, 'degrees'),
    distance: range(number(0, 100_000, 'metres')),
  }),
  area: object({ type: oneOf('area'), polygon }),
  named: object({ type: oneOf('named'), name: text(), at: position, radius }),
});

export { place as placeShape, position as positionShape };

const occurred = object(
  { from: moment(), to: moment() },
  { extent: oneOf('instant', 'span'), tolerance: number(0, 86_400, 'seconds') },
  inOrder,
);

const people = number(0, 1_000_000, 'persons', true);

/** Shapes of the fields of a Report, those that every Report has and those that it may have. */
export const REQUIRED_FIELDS = {
  id: text({
    max: 36,
    pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    what: 'a UUID in small letters',
    format: 'uuid',
  }),
  source: handle,
  kind: oneOf(...KINDS),
  occurred,
  place,
};

export const OPTIONAL_FIELDS = {
  count: range(number(1, 1_000_000, 'how many', true)),
  means: oneOf(...MEANS),
  phase: oneOf(...PHASES),
  weapon: object({}, { class: word, calibre: number(0.1, 2000, 'millimetres'), name: text() }),
  firedFrom: place,
  impactAt: place,
  direction: bearing,
  actor: object({ party: handle, basis: word }),
  persons: list(
    object(
      { status: oneOf('killed', 'injured', 'missing'), count: range(people) },
      { civilian: oneOf('yes', 'no', 'unknown') },
    ),
    1,
    100,
  ),
  observer: object({ at: position, radius }),
  derivedFrom: list(text(), 0, 100),
  areaOfControl: object({ party: handle, saidBy: handle }),
  consent: oneOf('given', 'refused', 'not-asked'),
  text: text({ max: 20_000 }),
  lang: text({ max: 35, pattern: /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, what: 'a language tag such as "uk"' }),
  grade: text({ max: 2, pattern: /^[A-F][1-6]$/, what: 'a grade from A1 to F6' }),
  attachments: list(
    object(
      {
        sha256: text({ max: 64, pattern: /^[0-9a-f]{64}$/, what: 'a SHA-256 in hexadecimal' }),
        type: text(),
      },
      /** Shows what may harm who sees it: grey and behind a click. */
      { graphic: flag() },
    ),
    1,
    100,
  ),
};

/** A Report as a source files it. */
export const reportShape = object(REQUIRED_FIELDS, OPTIONAL_FIELDS);

/** One source's account of something. Its identity is (source, id): the same pair twice is the same Report. */
export type Report = Shaped<typeof reportShape>;

const filedShape: Shape<Report> = {
  ...reportShape,
  read(value, path) {
    const report = reportShape.read(value, path);
    checkContext(report);
    return report;
  },
};

/** Reads a Report strictly. Refusals (`report/form`) name the field: `place.distance[1] must be from …`. */
export function parseReport(value: unknown): Result<Report> {
  return parseShape(filedShape, value, 'report/form');
}
