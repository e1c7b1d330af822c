import { didYouMean, flag, list, misshapen, number, object, type Shape, text } from '../base/index.ts';
import { sharedSections } from './agreement.ts';
import { type Clause, VERBS, type Verb, verbForms } from './clauses.ts';
import { resolveLocal } from './clock.ts';
import { quotedId } from './ids.ts';
import { eventsForm, partiesForm } from './sections.ts';
import { type ClockTime, localTime } from './times.ts';

// The form of `agreement.yaml`, once the YAML is read. Its JSON Schema is published.

function head<T>(time: Shape<T>) {
  return [
    { agreement: quotedId, title: text({ max: 500 }), adopted: time, clock: text(), parties: partiesForm },
    {
      version: number(1, 1_000_000, 'version', true),
      revision: number(1, 1_000_000, 'revision', true),
      exercise: flag(),
      'in-force': time,
      events: eventsForm(time),
      ...sharedSections,
    },
  ] as const;
}

/** Everything of a file but its clauses, with the times as they stand in it. */
export const headSource = object(...head(localTime));

/** The same with each time resolved on a clock. */
export function headOn(zone: string) {
  return object(...head(timeOn(zone)));
}

/** A clause as it stands in a file. */
export const clauseSource: Shape<unknown> = sourceClause(localTime);

/** The same, read into the form of the record. */
export function clauseOn(zone: string): Shape<Clause> {
  return sourceClause(timeOn(zone)) as Shape<Clause>;
}

const [required, optional] = head(localTime);

/** The form of `agreement.yaml`, for its published schema; {@link parseAgreement} reads it. */
export const agreementSource = object({ ...required, clauses: list(clauseSource, 1, 10_000) }, optional);

/** A local time that is resolved as it is read. */
function timeOn(zone: string): Shape<ClockTime> {
  return {
    schema: localTime.schema,
    read(value, path) {
      const resolved = resolveLocal(localTime.read(value, path), zone);
      return typeof resolved === 'string' ? misshapen(path, resolved) : resolved;
    },
  };
}

/** A clause, told apart by the one verb in it. */
function sourceClause<T>(time: Shape<T>): Shape<unknown> {
  const forms = verbForms(time);
  const shapes: { readonly [V in Verb]: Shape<object> } = {
    forbid: object(...forms.forbid),
    require: object(...forms.require),
    limit: object(...forms.limit),
    permit: object(...forms.permit),
    define: object(...forms.define),
    'not-counted': object(...forms['not-counted']),
  };
  const like = object({ id: quotedId, like: quotedId }).schema;
  return {
    schema: {
      oneOf: [...VERBS.map((verb) => shapes[verb].schema), { ...like, additionalProperties: true }],
    },
    read(value, path) {
      const verb = verbOf(value, path);
      return { verb, ...shapes[verb].read(value, path) };
    },
  };
}

function verbOf(value: unknown, path: string): Verb {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return misshapen(path, 'must be a clause with an id, one verb and an anchor');
  const found = VERBS.filter(
    (verb) =>
      (value as { readonly [key: string]: unknown })[verb] !== undefined && Object.hasOwn(value, verb),
  );
  const [verb] = found;
  if (found.length === 1 && verb !== undefined) return verb;
  if (found.length > 1)
    return misshapen(`${path}.${found[1]}`, `is a second verb beside "${verb}"; make two clauses of it`);
  const hint = Object.keys(value)
    .map((key) => didYouMean(key, VERBS))
    .find((one) => one !== '');
  return misshapen(path, `has no verb${hint ?? '.'} Every clause has one of ${VERBS.join(', ')}`);
}
