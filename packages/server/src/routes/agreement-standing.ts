import { Type } from 'typebox';
import type { App } from '../app.ts';
import type { Mission } from '../mission.ts';
import { CoverageSchema } from './coverage.ts';
import { asksTo, audienceOf } from './may.ts';
import { AudienceQuery, PROBLEM_ANSWERS } from './schemas.ts';
import { sendJson } from './send-json.ts';
import { momentIn } from './sought.ts';

const Optional = Type.Optional;
const Texts = Type.Array(Type.String());

const ObligationSchema = Type.Object({
  agreement: Type.String(),
  version: Type.Integer(),
  revision: Type.Integer(),
  clause: Type.String(),
  by: Type.String({ description: 'whom it binds' }),
  status: Type.Enum(['overdue', 'due', 'met', 'met-late', 'undetermined', 'not-bound'], {
    description: 'overdue: nothing on record shows that it was done in time; computed, never found',
  }),
  due: Optional(Type.String()),
  earliest: Optional(Type.String({ description: 'by the earlier reading, where the text leaves two' })),
  missing: Optional(Type.String({ description: 'the fact that a clock waits for' })),
  because: Texts,
  certainty: Type.String(),
});

const BindingSchema = Type.Object({
  clause: Type.String(),
  by: Type.String(),
  is: Type.Enum(['binds', 'not-yet', 'ended', 'waits', 'never', 'open']),
  from: Optional(Type.String()),
  until: Optional(Type.String()),
  missing: Optional(Type.String()),
  because: Type.String(),
});

const FactSchema = Type.Object({
  entry: Type.Integer(),
  recorded: Type.String(),
  fact: Type.String(),
  at: Type.String(),
  by: Optional(Type.String()),
  value: Optional(Type.Unknown()),
  id: Optional(Type.String()),
});

const StandingSchema = Type.Object({
  audience: Type.String(),
  exercise: Type.Boolean({ description: 'a training mission: say so wherever it is shown' }),
  at: Type.String({ description: 'time of the last entry' }),
  size: Type.Integer({ description: 'entries that it comes from' }),
  moment: Type.String({ description: 'the moment that was asked about' }),
  agreement: Type.String(),
  version: Type.Integer(),
  revision: Type.Integer(),
  clock: Type.String(),
  obligations: Type.Array(ObligationSchema),
  bindings: Type.Array(BindingSchema),
  clauses: Type.Array(
    Type.Object({
      clause: Type.String(),
      silent: Optional(Type.Literal(true, { description: 'nobody compared its words with the source' })),
      facts: Texts,
      last: Optional(FactSchema),
      findings: Optional(Type.Record(Type.String(), Type.Integer())),
    }),
  ),
  facts: Type.Array(FactSchema),
  versions: Type.Array(
    Type.Object({
      entry: Type.Integer(),
      version: Type.Integer(),
      revision: Type.Integer(),
      is: Type.Enum(['adoption', 'amendment', 'correction']),
      from: Type.String(),
    }),
  ),
  changes: Type.Array(
    Type.Object({
      entry: Type.Integer(),
      because: Type.String(),
      incidents: Type.Integer(),
      clauses: Texts,
    }),
  ),
  bulletins: Type.Array(
    Type.Object({
      number: Type.String(),
      entry: Type.Integer(),
      type: Type.String(),
      from: Type.String(),
      to: Type.String(),
      by: Type.Array(Type.Integer()),
      open: Type.Integer({ description: 'what no erratum settled yet' }),
    }),
  ),
  speaks: Type.Record(Type.String(), Type.Record(Type.String(), Type.Integer()), {
    description: 'incidents that a clause speaks of, by status',
  }),
  assessedOnly: Type.Boolean({ description: 'this audience is told of no incident that nobody assessed' }),
  coverage: CoverageSchema,
});

const QuerySchema = Type.Object(
  {
    ...AudienceQuery.properties,
    at: Optional(Type.String({ maxLength: 40, description: 'a time with its offset; now by default' })),
  },
  { additionalProperties: false },
);

/** `GET /api/agreements/:id/standing`: where each clause stands in this mission. */
export function addStanding(app: App, mission: Mission): void {
  const schema = {
    summary: 'Where each clause of an adopted agreement stands: due, overdue, met, waiting for a fact',
    params: Type.Object({ id: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9.()-]{0,62}$' }) }),
    querystring: QuerySchema,
    response: { 200: StandingSchema, ...PROBLEM_ANSWERS },
  };
  app.get('/api/agreements/:id/standing', { schema, config: asksTo('read') }, async (request, reply) => {
    const { at } = request.query;
    const asked = {
      id: request.params.id,
      ...(at === undefined ? {} : { at: Date.parse(momentIn(at)) }),
    };
    return sendJson(reply, await mission.ask('standing', audienceOf(request), asked));
  });
}
