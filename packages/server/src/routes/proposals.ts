import { formatMoment } from '@armistice/core/base';
import { PUBLIC } from '@armistice/core/record';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import type { Desk } from '../desk/desk.ts';
import type { Proposal } from '../desk/proposal-book.ts';
import { NOBODY } from '../desk/proposals.ts';
import { actorIn, asksTo } from './may.ts';
import { PROBLEM_ANSWERS } from './schemas.ts';

const ProposalSchema = Type.Object({
  id: Type.String(),
  type: Type.String({ description: 'what carries it out: entry, erasure, key, …' }),
  act: Type.String({ description: 'the act of the table of rights that is asked for' }),
  asked: Type.String({ description: 'handle of whoever asked' }),
  at: Type.String({ format: 'date-time' }),
  expires: Type.String({ format: 'date-time' }),
  state: Type.Enum(['open', 'agreed', 'done', 'refusing', 'refused', 'withdrawn', 'expired', 'void'], {
    description:
      'expired: nobody decided in time. void: it could not be done, for the reason; agreed and refusing are on their way into the record',
  }),
  own: Type.Boolean({ description: 'asked for by whoever reads this: they cannot agree to it' }),
  what: Type.Optional(Type.Unknown({ description: 'what is to be done; while it waits' })),
  second: Type.Optional(Type.String({ description: 'who agreed, refused or took it back' })),
  decided: Type.Optional(Type.String({ format: 'date-time' })),
  reason: Type.Optional(Type.String()),
  outcome: Type.Optional(Type.Unknown({ description: 'what came of it' })),
});

const Id = Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' });
const ParamsSchema = Type.Object({ id: Id });
const PAGE = 50;

/** `GET /api/proposals` and what is done with one: what waits for a second person. */
export function addProposals(app: App, desk: Desk): void {
  // Who may agree follows from what is asked for: the desk asks the table again for each.
  const config = asksTo('keep-own-keys', PUBLIC);
  const one = { 200: ProposalSchema, ...PROBLEM_ANSWERS };
  app.get(
    '/api/proposals',
    {
      config,
      schema: {
        summary:
          'What waits for a second person, or what was decided: of what you asked for, decided on, or could agree to',
        querystring: Type.Object(
          {
            state: Type.Optional(Type.Enum(['waiting', 'decided'], { default: 'waiting' })),
            after: Type.Optional({ ...Id, description: 'of those decided: `next` of the page before' }),
            limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: PAGE })),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({ proposals: Type.Array(ProposalSchema), next: Type.Optional(Type.String()) }),
          ...PROBLEM_ANSWERS,
        },
      },
    },
    async (request) => {
      const actor = await actorIn(request);
      const { state = 'waiting', after, limit = PAGE } = request.query;
      const seen = (some: readonly Proposal[]) => some.map((one) => shown(one, actor.handle));
      if (state === 'waiting') return { proposals: seen(desk.proposals.waiting(actor)) };
      // One more than the page tells whether there is another.
      const found = desk.proposals.decided(actor, limit + 1, after);
      const page = found.slice(0, limit);
      const next = found.length > limit ? page.at(-1)?.id : undefined;
      return { proposals: seen(page), ...(next === undefined ? {} : { next }) };
    },
  );
  app.get(
    '/api/proposals/:id',
    { config, schema: { summary: 'One proposal', params: ParamsSchema, response: one } },
    async (request) => {
      const actor = await actorIn(request);
      return shown(desk.proposals.get(actor, request.params.id), actor.handle);
    },
  );
  app.post(
    '/api/proposals/:id/agree',
    {
      config,
      schema: {
        summary: 'Agree as the second person; it is done at once',
        params: ParamsSchema,
        response: one,
      },
    },
    async (request) => {
      const actor = await actorIn(request);
      return shown(await desk.proposals.agree(actor, request.params.id), actor.handle);
    },
  );
  app.post(
    '/api/proposals/:id/refuse',
    {
      config,
      schema: {
        summary: 'Refuse, with a reason that goes on record; or take back what you asked for',
        params: ParamsSchema,
        body: Type.Object(
          { reason: Type.String({ minLength: 1, maxLength: 4000 }) },
          { additionalProperties: false },
        ),
        response: one,
      },
    },
    async (request) => {
      const actor = await actorIn(request);
      const { reason } = request.body;
      return shown(await desk.proposals.refuse(actor, request.params.id, reason), actor.handle);
    },
  );
}

function shown(proposal: Proposal, reader: string) {
  const { id, type, act, asker, at, expires, state, what, second, reason, outcome, decided } = proposal;
  const isExpired = state === 'void' && reason === NOBODY;
  return {
    ...{ id, type, act, asked: asker.handle, own: asker.handle === reader },
    state: isExpired ? ('expired' as const) : state,
    ...{ at: formatMoment(at), expires: formatMoment(expires) },
    ...(what === null ? {} : { what }),
    ...(second === undefined ? {} : { second: second.handle }),
    ...(reason === undefined || isExpired ? {} : { reason }),
    ...(decided === undefined ? {} : { decided: formatMoment(decided) }),
    ...(outcome === undefined ? {} : { outcome }),
  };
}
