import { list, misshapen, number, object, oneOf, pair, type Shape, text } from '../base/index.ts';
import type { Footprint, Place } from '../geo/index.ts';

// A place as a report gives it, or as fusion made it: either is read before it is measured, since facts and files of
// any origin come through the command line.

const position = pair(number(-180, 180, 'degrees east'), number(-90, 90, 'degrees north'));
const metres = number(0, 1e7, 'metres');

const footprint = object({
  at: position,
  covariance: {
    schema: { type: 'array', items: { type: 'number' }, minItems: 3, maxItems: 3 },
    read(value: unknown, path: string): readonly [number, number, number] {
      const read = list(number(-1e14, 1e14, 'square metres'), 3, 3).read(value, path);
      const [a = 0, b = 0, c = 0] = read;
      return [a, b, c];
    },
  } satisfies Shape<readonly [number, number, number]>,
});

const places = {
  point: object({ type: oneOf('point'), at: position, radius: metres }),
  sector: object({
    type: oneOf('sector'),
    origin: position,
    bearing: number(0, 360, 'degrees'),
    bearingTolerance: number(0, 180, 'degrees'),
    distance: pair(metres, metres),
  }),
  area: object({ type: oneOf('area'), polygon: list(list(position, 4, 100_000), 1, 1000) }),
  named: object({ type: oneOf('named'), name: text(), at: position, radius: metres }),
} as const;

/** A place of a report, or a footprint. */
export const footprintForm: Shape<Footprint | Place> = {
  schema: { anyOf: [footprint.schema, ...Object.values(places).map(({ schema }) => schema)] },
  read(value, path) {
    if (typeof value === 'object' && value !== null && Object.hasOwn(value, 'covariance')) {
      const { at, covariance } = value as { readonly at?: unknown; readonly covariance?: unknown };
      return footprint.read({ at, covariance }, path);
    }
    const type = (value as { readonly type?: unknown } | null)?.type;
    if (type === 'point' || type === 'sector' || type === 'area' || type === 'named')
      return places[type].read(value, path);
    return misshapen(
      path,
      'must be written like {"type":"point","at":[lon,lat],"radius":20}; a sector, an area and a named place go too',
    );
  },
};
