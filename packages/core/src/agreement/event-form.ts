import {
  list,
  misshapen,
  number,
  object,
  oneOf,
  readMoment,
  type Shape,
  text,
  withExample,
} from '../base/index.ts';
import type { EvaluatedIncident } from './event.ts';
import { footprintForm } from './footprint-form.ts';

// What evaluation reads of a Report or an Incident. Both carry more, which is none of its concern.

const moment: Shape<string> = {
  schema: { type: 'string', format: 'date-time' },
  read(value, path) {
    if (typeof value !== 'string' || readMoment(value) === undefined)
      return misshapen(path, 'must be a time with its offset, such as 2026-11-01T00:00:00Z');
    return value;
  },
};

const weapon = object(
  {},
  { class: text(), calibre: number(0.1, 2000, 'millimetres'), range: number(0, 1e7, 'metres'), name: text() },
);

const occurred = withExample(
  object({ from: moment, to: moment }),
  '"occurred":{"from":"2026-11-01T00:00:00Z","to":"2026-11-01T00:05:00Z"}',
);

const whole = object(
  { id: text(), kind: text(), occurred },
  { phase: oneOf('outgoing', 'impact', 'in-flight', 'undetermined'), weapon },
);

const lines = list(text(), 1, 64);

/** Every field that a clause may look at. */
export const EVENT_FIELDS: readonly string[] = [
  'id',
  'kind',
  'occurred',
  'phase',
  'weapon',
  'count',
  'measures',
  'place',
  'firedFrom',
  'impactAt',
  'movedFrom',
  'movedTo',
  'crossed',
];

/** A Report or an Incident, as far as it is evaluated. */
export const eventForm: Shape<EvaluatedIncident> = {
  schema: { ...whole.schema, additionalProperties: true },
  read(value, path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return misshapen(path, 'must be a report, an incident or a fact');
    const given = value as { readonly [field: string]: unknown };
    const event = whole.read(
      {
        id: given.id,
        kind: given.kind,
        occurred: occurredOf(given.occurred, path),
        phase: given.phase,
        weapon: weaponOf(given.weapon, path),
      },
      path,
    );
    const count = countOf(given.count, path);
    const measures = measuresOf(given.measures, path);
    return {
      ...event,
      ...(count === undefined ? {} : { count }),
      ...(measures === undefined ? {} : { measures }),
      ...placesOf(given, path),
      ...(given.crossed === undefined ? {} : { crossed: lines.read(given.crossed, within(path, 'crossed')) }),
    };
  },
};

const PLACES = ['place', 'firedFrom', 'impactAt', 'movedFrom', 'movedTo'] as const;

/** Places are read before they are measured: one that does not read would pass for one that was not stated. */
function placesOf(given: { readonly [field: string]: unknown }, path: string): Partial<EvaluatedIncident> {
  return Object.fromEntries(
    PLACES.filter((field) => given[field] !== undefined).map((field) => [
      field,
      footprintForm.read(given[field], within(path, field)),
    ]),
  );
}

function within(path: string, field: string): string {
  return path === '' ? field : `${path}.${field}`;
}

function occurredOf(value: unknown, path: string): unknown {
  if (value === undefined) return value;
  const { from, to } = (value ?? {}) as { readonly from?: unknown; readonly to?: unknown };
  if (typeof from === 'string' && typeof to === 'string') return { from, to };
  return misshapen(
    within(path, 'occurred'),
    'must be written like {"from":"2026-11-01T00:00:00Z","to":"2026-11-01T00:05:00Z"}',
  );
}

/** A weapon is written one way: a word elsewhere would leave its class unstated, and the answer open for no reason. */
function weaponOf(value: unknown, path: string): unknown {
  const at = within(path, 'weapon');
  if (value === undefined) return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return misshapen(at, 'must be written like {"class":"tank","calibre":125}');
  for (const word of ['kind', 'type'] as const)
    if (Object.hasOwn(value, word))
      return misshapen(
        `${at}.${word}`,
        `is not known here; write {"class":"tank"} for the kind of weapon, and {"name":"T-72"} for its type as written`,
      );
  return value;
}

/** A count of a Report is a range; of an Incident it has a best value. */
function countOf(value: unknown, path: string): EvaluatedIncident['count'] {
  if (value === undefined || typeof value === 'number') return value;
  if (Array.isArray(value) && value.length === 2 && value.every((one) => Number.isFinite(one))) {
    const [min, max] = value as [number, number];
    return { min, best: Math.round((min + max) / 2), max };
  }
  if (typeof value !== 'object' || value === null)
    return misshapen(within(path, 'count'), 'must be a number, a range, or min, best and max');
  const { min, best, max } = value as {
    readonly min?: unknown;
    readonly best?: unknown;
    readonly max?: unknown;
  };
  if (typeof min === 'number' && typeof best === 'number' && typeof max === 'number')
    return { min, best, max };
  return misshapen(within(path, 'count'), 'must be a number, a range, or min, best and max');
}

function measuresOf(value: unknown, path: string): EvaluatedIncident['measures'] {
  if (value === undefined) return undefined;
  const rows = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (rows.length === 0 || Array.isArray(value) || !rows.every(([, one]) => Number.isFinite(one)))
    return misshapen(within(path, 'measures'), 'must be names with numbers, such as {"troops":9000}');
  return Object.fromEntries(rows as [string, number][]);
}
