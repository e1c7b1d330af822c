import {
  didYouMean,
  flag,
  list,
  misshapen,
  number,
  object,
  type Shape,
  text,
  withExample,
} from '../base/index.ts';
import { sharedSections } from './agreement.ts';
import { type Clause, VERBS, type Verb, verbForms } from './clauses.ts';
import { resolveLocal } from './clock.ts';
import { quotedId } from './ids.ts';
import { eventsForm, partiesForm } from './sections.ts';
import { type ClockTime, localTime } from './times.ts';

// The form of `agreement.yaml`, once the YAML is read. Its JSON Schema is published.

function head<T>(time: Shape<T>) {
  return [
    {
      agreement: withExample(quotedId, 'agreement: my-ceasefire'),
      title: withExample(text({ max: 500 }), 'title: Ceasefire between North and South'),
      adopted: withExample(time, 'adopted: 2026-10-31, the day on which it was signed'),
      clock: withExample(text(), 'clock: Europe/Kyiv, the time zone that the text means'),
      parties: withExample(partiesForm, 'parties: { north: { name: North }, south: { name: South } }'),
    },
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

/** What people write for a verb. */
const OTHER_WORDS: { readonly [word: string]: Verb } = {
  ban: 'forbid',
  prohibit: 'forbid',
  'must-not': 'forbid',
  allow: 'permit',
  except: 'permit',
  exempt: 'permit',
  must: 'require',
  oblige: 'require',
  demand: 'require',
  cap: 'limit',
  ceiling: 'limit',
  restrict: 'limit',
  exclude: 'not-counted',
  means: 'define',
};

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
  for (const [key, given] of Object.entries(value)) {
    if (given === undefined) continue;
    const meant = Object.hasOwn(OTHER_WORDS, key)
      ? `; did you mean "${OTHER_WORDS[key]}"?`
      : didYouMean(key, VERBS);
    if (meant !== '')
      return misshapen(`${path}.${key}`, `is no verb${meant} Every clause has one of ${VERBS.join(', ')}`);
  }
  return misshapen(path, `has no verb. Every clause has one of ${VERBS.join(', ')}`);
}
