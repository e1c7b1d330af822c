import { formatMoment, readMoment } from '@armistice/core/base';
import { KINDS } from '@armistice/core/mission';
import { Type } from 'typebox';
import type { MapFilter } from '../derived/map-filter.ts';
import { Problem } from '../problems.ts';
import type { BoundingBox, Sought } from '../store/query.ts';
import { Audience } from './schemas.ts';

const Moment = Type.String({
  maxLength: 40,
  description: 'a time with its offset, such as 2026-11-20T21:03:10Z',
});
const Word = Type.String({ maxLength: 128 });

/** Query parameters by which incidents are looked for. */
export const SoughtQuery = {
  audience: Type.Optional(Audience),
  kind: Type.Optional(Type.Enum([...KINDS])),
  status: Type.Optional(
    Type.Enum(['alleged', 'under inquiry', 'corroborated', 'verified', 'refuted', 'unable to verify']),
  ),
  source: Type.Optional(Word),
  clause: Type.Optional(Type.String({ maxLength: 128, description: 'such as 2.a, or minsk-2015:2.a' })),
  party: Type.Optional(
    Type.String({ maxLength: 64, description: 'whose act it would be a breach by; it names nobody' }),
  ),
  outcome: Type.Optional(Type.Enum(['breach', 'permitted', 'not-applicable', 'undetermined'])),
  bbox: Type.Optional(
    Type.String({
      maxLength: 120,
      description: 'west,south,east,north in degrees; west > east crosses the antimeridian',
    }),
  ),
  from: Type.Optional(Moment),
  to: Type.Optional(Moment),
};

/** Where and when something is looked for, as a request says it. */
export function soughtIn(query: {
  readonly kind?: string;
  readonly source?: string;
  readonly bbox?: string;
  readonly from?: string;
  readonly to?: string;
}): Sought {
  const { kind, source, bbox, from, to } = query;
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(source === undefined ? {} : { source }),
    ...(bbox === undefined ? {} : { bbox: boxIn(bbox) }),
    ...(from === undefined ? {} : { from: momentIn(from) }),
    ...(to === undefined ? {} : { to: momentIn(to) }),
  };
}

/** Which incidents of the map a request asks for. */
export function mapFilterIn(
  query: Parameters<typeof soughtIn>[0] & {
    readonly status?: string;
    readonly clause?: string;
    readonly party?: string;
    readonly outcome?: string;
  },
): Omit<MapFilter, 'bases' | 'assessedOnly'> {
  const { from, to, ...sought } = soughtIn(query);
  const { status, clause, party, outcome } = query;
  return {
    ...sought,
    ...(from === undefined ? {} : { from: Date.parse(from) }),
    ...(to === undefined ? {} : { to: Date.parse(to) }),
    ...(status === undefined ? {} : { status }),
    ...(clause === undefined ? {} : { clause }),
    ...(party === undefined ? {} : { party }),
    ...(outcome === undefined ? {} : { outcome }),
  };
}

/** A time of a query in UTC. A plus that stands in a query for itself arrives as a blank. */
export function momentIn(text: string): string {
  const at = readMoment(text.replace(' ', '+'));
  if (at === undefined)
    throw new Problem(
      'request/malformed',
      `"${text}" is no time with its offset, such as 2026-11-20T21:03:10Z`,
    );
  return formatMoment(at);
}

function boxIn(text: string): BoundingBox {
  const [west = Number.NaN, south = Number.NaN, east = Number.NaN, north = Number.NaN, ...more] = text
    .split(',')
    .map((part) => (/^-?\d{1,3}(\.\d{1,20})?$/.test(part) ? Number(part) : Number.NaN));
  const sound =
    more.length === 0 &&
    Math.abs(west) <= 180 &&
    Math.abs(east) <= 180 &&
    south >= -90 &&
    south <= north &&
    north <= 90;
  if (!sound)
    throw new Problem('request/malformed', `bbox is west,south,east,north in degrees, not "${text}"`);
  return [west, south, east, north];
}
