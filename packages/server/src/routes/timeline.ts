import { Type } from 'typebox';
import type { App } from '../app.ts';
import type { Mission } from '../mission.ts';
import { Problem } from '../problems.ts';
import { CoverageSchema, SaysSchema } from './coverage.ts';
import type { LongQuestions } from './long-questions.ts';
import { asksTo, audienceOf } from './may.ts';
import { tellRows } from './reads.ts';
import { PROBLEM_ANSWERS } from './schemas.ts';
import { sendJson } from './send-json.ts';
import { mapFilterIn, SoughtQuery } from './sought.ts';

const MOST = 400;
const Moment = Type.String({ format: 'date-time' });

const BucketSchema = Type.Object({
  from: Moment,
  incidents: Type.Integer({
    description: 'that began in it; in the first bucket also those that went on from before',
  }),
  coverage: Type.Union([
    Type.Object({
      hours: Type.Number({ description: 'position-hours able to observe' }),
      of: Type.Number({ description: 'position-hours planned' }),
      denied: Type.Integer({ description: 'times that access was denied' }),
    }),
    Type.Null({ description: 'nobody stated who could observe: no incidents is not calm' }),
  ]),
});

const TimelineSchema = Type.Object({
  from: Type.Optional(Moment),
  to: Type.Optional(Moment),
  seconds: Type.Optional(
    Type.Integer({ description: 'of a whole bucket; the first and the last may be shorter' }),
  ),
  incidents: Type.Integer(),
  buckets: Type.Array(BucketSchema, { description: 'one after the other, empty ones too' }),
  says: SaysSchema,
  coverage: CoverageSchema,
});

/** `GET /api/timeline`: incidents by time, beside who could observe. */
export function addTimeline(app: App, mission: Mission, long: LongQuestions): void {
  const schema = {
    summary: 'Incidents by time, each stretch beside who could observe in it',
    querystring: Type.Object(
      {
        ...SoughtQuery,
        buckets: Type.Optional(
          Type.Integer({ minimum: 1, maximum: MOST, default: MOST, description: 'at most so many' }),
        ),
      },
      { additionalProperties: false },
    ),
    response: { 200: TimelineSchema, ...PROBLEM_ANSWERS },
  };
  app.get('/api/timeline', { schema, config: asksTo('read') }, async (request, reply) => {
    const { buckets = MOST, ...query } = request.query;
    const filter = mapFilterIn(query);
    if ((filter.from ?? 0) > (filter.to ?? Number.POSITIVE_INFINITY))
      throw new Problem('request/malformed', '"from" must not be after "to"');
    const asked = { filter, most: buckets };
    // However many stretches of time: how many there were, and not which.
    tellRows(request, 1);
    return sendJson(
      reply,
      await long.ask(request, () => mission.ask('timeline', audienceOf(request), asked)),
    );
  });
}
