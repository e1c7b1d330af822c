import { MISSION } from '@armistice/core/mission';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import type { Mission } from '../mission.ts';
import { actorIn, asksTo } from './may.ts';
import { PROBLEM_ANSWERS } from './schemas.ts';
import { sendJson } from './send-json.ts';

const PAGE = 50;
const Moment = Type.String({ format: 'date-time' });

const QuerySchema = Type.Object(
  {
    audience: Type.Optional(
      Type.Enum([MISSION], { description: 'what teams are asked is the mission’s, and has no other reader' }),
    ),
    after: Type.Optional(Type.String({ pattern: '^[01]\\d{15}\\.[0-9a-f]{64}$' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: PAGE })),
  },
  { additionalProperties: false },
);

const InquiryRowSchema = Type.Object({
  incident: Type.Unknown({ description: 'the essentials of the incident that it is about' }),
  area: Type.Optional(
    Type.String({ description: 'the zone that the incident lies in, or where its source is' }),
  ),
  inquiry: Type.Object({
    incident: Type.String({ description: 'the report by which the incident was named' }),
    entry: Type.Integer(),
    asked: Moment,
    by: Type.Optional(Type.String({ description: 'handle of whoever asked' })),
    due: Type.Optional(Type.String({ description: 'by when an answer is asked for' })),
    asks: Type.Optional(Type.String({ description: 'what is to be found out' })),
    area: Type.Optional(Type.String({ description: 'area of responsibility of the team that is asked' })),
    team: Type.Optional(Type.String({ description: 'your handle; left out where any team is asked' })),
    risk: Type.Optional(Type.String({ description: 'what endangers the team' })),
  }),
  ofYou: Type.Boolean({ description: 'it names you; else it is of any team' }),
  overdue: Type.Boolean(),
});

const TotalsSchema = Type.Object(
  { ofYou: Type.Integer(), ofAnyTeam: Type.Integer(), overdue: Type.Integer() },
  { description: 'how many are open, on this page or not' },
);

/** `GET /api/inquiries`: what whoever asks is asked, by name or as any team. */
export function addInquiries(app: App, mission: Mission): void {
  const schema = {
    summary:
      'What you are asked to find out: open inquiries that name you, then those of any team, by due time',
    querystring: QuerySchema,
    response: {
      200: Type.Object({
        at: Type.String({ format: 'date-time', description: 'the moment that clocks are compared with' }),
        size: Type.Integer({ description: 'entries of the record when it was asked for' }),
        rows: Type.Array(InquiryRowSchema),
        totals: TotalsSchema,
        next: Type.Optional(Type.String({ description: 'give it as `after` for the next page' })),
      }),
      ...PROBLEM_ANSWERS,
    },
  };
  app.get('/api/inquiries', { schema, config: asksTo('read', MISSION) }, async (request, reply) => {
    const { handle } = await actorIn(request);
    const now = Date.now();
    const { limit = PAGE, after } = request.query;
    const asked = { now, handle, limit, ...(after === undefined ? {} : { after }) };
    const page = await mission.ask('inquiries', MISSION, asked);
    const at = new Date(now).toISOString();
    return sendJson(reply, JSON.stringify({ at, size: mission.standing.size, ...page }));
  });
}
