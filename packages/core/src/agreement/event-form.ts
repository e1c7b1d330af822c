import { list, misshapen, number, object, readMoment, type Shape, text } from '../base/index.ts';
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

const whole = object(
  { id: text(), kind: text(), occurred: object({ from: moment, to: moment }) },
  { phase: text(), weapon },
);

const lines = list(text(), 1, 64);

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
        weapon: only(given.weapon, 'class', 'calibre', 'range', 'name'),
      },
      path,
    );
    const count = countOf(given.count, path);
    const measures = measuresOf(given.measures);
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

function only(value: unknown, ...fields: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const given = value as { readonly [field: string]: unknown };
  return Object.fromEntries(
    fields.filter((field) => Object.hasOwn(value, field)).map((field) => [field, given[field]]),
  );
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

function measuresOf(value: unknown): EvaluatedIncident['measures'] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const rows = Object.entries(value).filter((row): row is [string, number] => Number.isFinite(row[1]));
  return rows.length === 0 ? undefined : Object.fromEntries(rows);
}
