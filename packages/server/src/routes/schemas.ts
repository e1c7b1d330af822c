import { agreementSource, casesSource } from '@armistice/core/agreement';
import type { JsonSchema } from '@armistice/core/base';
import { reportShape } from '@armistice/core/mission';
import { type TSchema, Type } from 'typebox';

// Schemas of answers, as they stand in the OpenAPI document. Those of what core reads are core's own.

const Key = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of source and id' });
const Moment = Type.String({ format: 'date-time' });
const OutcomeSchema = Type.Enum(['breach', 'permitted', 'not-applicable', 'undetermined']);

/** A schema that core publishes. */
export function schemaOf(shape: { readonly schema: JsonSchema }): TSchema {
  return Type.Unsafe({ ...shape.schema });
}

export const IndicationSchema = Type.Object({
  incident: Key,
  agreement: Type.String(),
  version: Type.Integer(),
  clause: Type.String(),
  outcome: OutcomeSchema,
  probability: Type.Union([Type.Number({ minimum: 0, maximum: 1 }), Type.Null()]),
  missing: Type.Optional(Type.String()),
  ifBy: Type.Record(Type.String(), OutcomeSchema),
  because: Type.Array(Type.String()),
  exception: Type.Optional(Type.String({ description: 'the clause that lifts this one' })),
  certainty: Type.Enum(['primary', 'second-hand', 'unchecked']),
  revision: Type.Integer({ description: 'of the encoding of this version of the text' }),
  maps: Type.Optional(
    Type.Record(
      Type.String(),
      Type.Object({
        outcome: OutcomeSchema,
        probability: Type.Union([Type.Number({ minimum: 0, maximum: 1 }), Type.Null()]),
      }),
    ),
  ),
});

export const IncidentSchema = Type.Object({
  id: Key,
  kind: Type.String(),
  reports: Type.Array(Key),
  covers: Type.Array(Key),
  occurred: Type.Object({ from: Moment, to: Moment, extent: Type.Enum(['instant', 'span']) }),
  place: Type.Object({
    at: Type.Unsafe({ type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 }),
    covariance: Type.Unsafe({ type: 'array', items: { type: 'integer' }, minItems: 3, maxItems: 3 }),
  }),
  count: Type.Object({ min: Type.Integer(), best: Type.Integer(), max: Type.Integer() }),
  phase: Type.Optional(Type.String()),
  weapon: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  origins: Type.Integer(),
  diffuse: Type.Boolean(),
  context: Type.Optional(
    Type.Literal(true, { description: 'data of others alone: it is in no sum of the mission' }),
  ),
  only: Type.Optional(
    Type.String({ description: 'the crowding source whose word alone it rests on: counted under its mark' }),
  ),
  crowding: Type.Optional(
    Type.Array(Key, {
      description: 'reports of crowding sources that attached: nothing said of it rests on them',
    }),
  ),
  links: Type.Array(Type.Unknown()),
  basis: Type.String(),
  status: Type.String(),
  attribution: Type.String(),
  finding: Type.String(),
  resolution: Type.String(),
});

export const ProblemSchema = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String(),
    detail: Type.String({ description: 'what was wrong with this one' }),
    remedy: Type.String({ description: 'what to do' }),
    signed: Type.Optional(Type.String({ description: 'of a refusal to a party: a signed note, to be kept' })),
    index: Type.Optional(Type.Integer({ description: 'the entry that stands in the record all the same' })),
  },
  { description: 'Problem details (RFC 9457)' },
);

export const FiledSchema = Type.Object({
  key: Key,
  index: Type.Integer({ description: 'entry of the record' }),
  leaf: Type.Optional(Type.String({ description: 'leaf hash, base64url' })),
  already: Type.Boolean({ description: 'it was filed before; nothing was written' }),
  promise: Type.Optional(Type.String({ description: "the log's signed promise, as a file to keep" })),
});

/** Whose answer is asked for. One that the asker may not read is refused as one that there is not. */
export const Audience = Type.String({
  pattern: '^[a-z][a-z0-9-]{0,62}$',
  default: 'public',
  description:
    'public, mission, partners, a party or a body: what everyone reads, and what is for it besides',
});

export const AudienceQuery = Type.Object({ audience: Type.Optional(Audience) });

/** Published JSON Schemas, by name. */
export const PUBLISHED_SCHEMAS: { readonly [name: string]: TSchema } = {
  report: schemaOf(reportShape),
  incident: IncidentSchema,
  indication: IndicationSchema,
  agreement: schemaOf(agreementSource),
  cases: schemaOf(casesSource),
};

/** The answers that any route can give. */
export const PROBLEM_ANSWERS = {
  '4xx': {
    description: 'Problem details',
    content: { 'application/problem+json': { schema: ProblemSchema } },
  },
  '5xx': {
    description: 'Problem details',
    content: { 'application/problem+json': { schema: ProblemSchema } },
  },
};
