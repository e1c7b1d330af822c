import { MISSION } from '@armistice/core/mission';
import { type Act, type Actor, may } from '@armistice/core/rights';
import { type Static, Type } from 'typebox';
import type { App } from '../app.ts';
import type { Desk } from '../desk/desk.ts';
import type { Mission } from '../mission.ts';
import { RISK_LEVELS } from '../queue/escalation.ts';
import type { Other } from '../queue/others.ts';
import { type AskedQueue, ORDERS } from '../queue/question.ts';
import { NEEDS, type QueueRow } from '../queue/rows.ts';
import { actorIn, asksTo } from './may.ts';
import { QueueRowSchema, QueueTotalsSchema } from './queue-schema.ts';
import { PROBLEM_ANSWERS } from './schemas.ts';
import { sendJson } from './send-json.ts';

const PAGE = 50;

const QuerySchema = Type.Object(
  {
    audience: Type.Optional(
      Type.Enum([MISSION], { description: 'the queue is the work of the mission, and has no other reader' }),
    ),
    order: Type.Optional(Type.Enum([...ORDERS], { default: 'risk' })),
    kind: Type.Optional(Type.Enum([...NEEDS], { description: 'what a person is needed for' })),
    risk: Type.Optional(Type.Enum([...RISK_LEVELS])),
    area: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9-]{0,62}$' })),
    mine: Type.Optional(Type.Boolean({ description: 'only what you have taken' })),
    unclaimed: Type.Optional(Type.Boolean({ description: 'only what nobody has' })),
    after: Type.Optional(Type.String({ pattern: '^\\d{15,17}\\.[A-Za-z0-9_-]{1,160}$' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: PAGE })),
  },
  { additionalProperties: false },
);

/** Acts that are offered in the queue. */
const ACTS: readonly Act[] = [
  ...(['claim', 'ask-inquiry', 'number', 'join', 'split', 'grade-report', 'answer'] as const),
  ...(['publish', 'publish-erratum'] as const),
  'status: under inquiry',
  'status: corroborated',
  'status: verified',
  'status: refuted',
  'status: unable to verify',
];

/** `GET /api/queue`: what needs a person now. */
export function addQueue(app: App, mission: Mission, desk: Desk): void {
  const schema = {
    summary: 'What needs a person now, by risk of escalation and by clock; docs/queue.md has the rule',
    querystring: QuerySchema,
    response: {
      200: Type.Object({
        at: Type.String({ format: 'date-time', description: 'the moment that clocks are compared with' }),
        size: Type.Integer({ description: 'entries of the record when it was asked for' }),
        rows: Type.Array(QueueRowSchema),
        totals: QueueTotalsSchema,
        next: Type.Optional(Type.String({ description: 'give it as `after` for the next page' })),
      }),
      ...PROBLEM_ANSWERS,
    },
  };
  app.get('/api/queue', { schema, config: asksTo('claim', MISSION) }, async (request, reply) => {
    const actor = await actorIn(request);
    const now = Date.now();
    const beside = proposalsOf(desk, actor);
    const page = await mission.ask('queue', MISSION, { ...askedIn(request.query, actor), now, beside });
    const rows = page.rows.map((row) => ({ ...row, ...rightsOn(row, actor, now) }));
    const at = new Date(now).toISOString();
    return sendJson(reply, JSON.stringify({ at, size: mission.standing.size, ...page, rows }));
  });
}

function askedIn(
  { order = 'risk', limit = PAGE, kind, risk, area, mine, unclaimed, after }: Static<typeof QuerySchema>,
  { handle }: Actor,
): Omit<AskedQueue, 'now' | 'beside'> {
  return {
    ...{ order, limit },
    ...(kind === undefined ? {} : { kind }),
    ...(risk === undefined ? {} : { risk }),
    ...(area === undefined ? {} : { area }),
    ...(mine === true ? { mine: handle } : {}),
    ...(unclaimed === true ? { unclaimed } : {}),
    ...(after === undefined ? {} : { after }),
  };
}

/** What waits for a second person and is of concern to whoever asks. */
function proposalsOf(desk: Desk, actor: Actor): readonly Other[] {
  return desk.proposals.waiting(actor).map(({ id, act, asker, at, expires }) => ({
    id: `proposal-${id}`,
    waiting: { need: 'proposal', since: at, due: expires, clock: 'rules' },
    more: { proposal: { id, act, asked: asker.handle, own: asker.handle === actor.handle } },
  }));
}

/** What whoever asks may do with a row, and why not the rest; the desk asks the table again when they do it. */
function rightsOn(
  { incident, authors = [] }: QueueRow,
  actor: Actor,
  now: number,
): { readonly may: readonly Act[]; readonly mayNot: { readonly [act: string]: string } } {
  const target = incident === undefined ? {} : { at: incident.place.at };
  const allowed: Act[] = [];
  const mayNot: { [act: string]: string } = {};
  for (const act of ACTS) {
    const isWork = act === 'claim' || act === 'ask-inquiry';
    const audience = isWork ? MISSION : (incident?.basis ?? MISSION);
    // A grade is of one report: whoever filed one of several grades the others.
    const theirs = act === 'grade-report' && (incident?.reports ?? 0) > 1 ? [] : authors;
    const answer = may(actor, act, { ...target, audience, authors: theirs }, now);
    if (answer.allowed) allowed.push(act);
    else mayNot[act] = answer.why;
  }
  return { may: allowed, mayNot };
}
