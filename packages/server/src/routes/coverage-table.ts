import { Type } from 'typebox';
import type { App } from '../app.ts';
import type { Mission } from '../mission.ts';
import type { LongQuestions } from './long-questions.ts';
import { asksTo, audienceOf } from './may.ts';
import { AudienceQuery, PROBLEM_ANSWERS } from './schemas.ts';
import { sendJson } from './send-json.ts';
import { momentIn } from './sought.ts';

export const CellSchema = Type.Object({
  observed: Type.Enum(['whole', 'part', 'none', 'not recorded', 'held back', 'to come'], {
    description:
      'of what could be watched; "held back": this audience is shown it later; none of them is a count of 0',
  }),
  hours: Type.Optional(Type.Number({ description: 'position-hours able to observe' })),
  of: Type.Optional(Type.Number({ description: 'position-hours had nothing prevented them' })),
  lost: Type.Optional(
    Type.Record(Type.String(), Type.Number(), { description: 'position-hours lost, by cause' }),
  ),
  incidents: Type.Optional(
    Type.Integer({
      description: 'that began there and then; left out where nobody could observe and none was told of',
    }),
  ),
  running: Type.Optional(Type.Literal(true, { description: 'part of it goes on: more hours will come' })),
  spread: Type.Optional(
    Type.Literal(true, {
      description: 'a share of a sum over a longer time: it says nothing of this time by itself',
    }),
  ),
});

const Row = { cells: Type.Array(CellSchema), over: CellSchema };

/** Of a source, where its registration names it. */
export const SourceName = Type.Optional(Type.String({ description: 'what the record calls the source' }));

const SourceSchema = Type.Object({
  source: Type.String(),
  name: SourceName,
  post: Type.Optional(Type.String()),
  means: Type.Array(Type.String()),
  ...Row,
});

const Stretch = { from: Type.String(), to: Type.String() };

const AccessSchema = Type.Object({
  entry: Type.Integer(),
  area: Type.String(),
  ...Stretch,
  answer: Type.Enum(['granted', 'denied', 'delayed', 'conditional']),
  party: Type.Optional(Type.String({ description: 'whose answer it was' })),
  role: Type.Optional(Type.String()),
  reason: Type.Optional(Type.String({ description: 'the reason given' })),
  condition: Type.Optional(Type.String()),
  minutes: Type.Optional(Type.Number({ description: 'minutes lost' })),
  source: Type.Optional(Type.String({ description: 'who asked; for the mission alone' })),
  name: SourceName,
});

const InterruptionSchema = Type.Object({
  entry: Type.Integer(),
  source: Type.String(),
  name: SourceName,
  area: Type.String(),
  ...Stretch,
  cause: Type.String(),
  means: Type.Optional(Type.String()),
});

const TableSchema = Type.Object({
  audience: Type.String(),
  exercise: Type.Boolean({ description: 'a training mission: say so wherever it is shown' }),
  at: Type.String({ description: 'time of the last entry' }),
  size: Type.Integer({ description: 'entries that it comes from' }),
  ...Stretch,
  by: Type.Enum(['day', 'hour']),
  clock: Type.String({ description: 'days end by this clock' }),
  agreed: Type.Optional(
    Type.String({ description: "the agreement's clock, where the sums on record are those of UTC days" }),
  ),
  delay: Type.Optional(
    Type.Number({ description: 'hours for which this audience is not shown who could observe' }),
  ),
  parties: Type.Array(Type.String()),
  periods: Type.Array(Type.Object(Stretch)),
  areas: Type.Array(
    Type.Object({
      area: Type.String({ description: 'empty: no area is known' }),
      ...Row,
      sources: Type.Array(SourceSchema, { description: 'for the mission alone' }),
    }),
  ),
  all: Type.Object(Row),
  counted: Type.Optional(Type.Integer({ description: 'incidents; left out where there are too many' })),
  access: Type.Array(AccessSchema, { description: 'the latest first' }),
  interruptions: Type.Array(InterruptionSchema, { description: 'for the mission alone' }),
  more: Type.Object({ access: Type.Integer(), interruptions: Type.Integer() }),
});

const QuerySchema = Type.Object(
  {
    ...AudienceQuery.properties,
    from: Type.Optional(Type.String({ maxLength: 40, description: 'a time with its offset' })),
    to: Type.Optional(Type.String({ maxLength: 40 })),
    by: Type.Optional(Type.Enum(['day', 'hour'], { default: 'day' })),
  },
  { additionalProperties: false },
);

/** `GET /api/coverage`: who could see what, when, with the incidents that were told of. */
export function addCoverage(app: App, mission: Mission, long: LongQuestions): void {
  const schema = {
    summary: 'Who could see what, when: by area and day or hour, with access and the incidents told of',
    querystring: QuerySchema,
    response: { 200: TableSchema, ...PROBLEM_ANSWERS },
  };
  app.get('/api/coverage', { schema, config: asksTo('read') }, async (request, reply) => {
    const { from, to, by } = request.query;
    const asked = {
      ...(from === undefined ? {} : { from: Date.parse(momentIn(from)) }),
      ...(to === undefined ? {} : { to: Date.parse(momentIn(to)) }),
      ...(by === undefined ? {} : { by }),
    };
    return sendJson(
      reply,
      await long.ask(request, () => mission.ask('coverage', audienceOf(request), asked)),
    );
  });
}
