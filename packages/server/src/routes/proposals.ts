import { formatMoment } from '@armistice/core/base';
import { PUBLIC } from '@armistice/core/record';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import type { Desk } from '../desk/desk.ts';
import type { Proposal } from '../desk/proposal-book.ts';
import { actorIn, asksTo } from './may.ts';
import { PROBLEM_ANSWERS } from './schemas.ts';

const ProposalSchema = Type.Object({
  id: Type.String(),
  type: Type.String({ description: 'what carries it out: entry, erasure, key, …' }),
  act: Type.String({ description: 'the act of the table of rights that is asked for' }),
  asked: Type.String({ description: 'handle of whoever asked' }),
  at: Type.String({ format: 'date-time' }),
  expires: Type.String({ format: 'date-time' }),
  state: Type.Enum(['open', 'agreed', 'done', 'refusing', 'refused', 'withdrawn', 'void']),
  own: Type.Boolean({ description: 'asked for by whoever reads this: they cannot agree to it' }),
  what: Type.Optional(Type.Unknown({ description: 'what is to be done; while it waits' })),
  second: Type.Optional(Type.String({ description: 'who agreed, refused or took it back' })),
  reason: Type.Optional(Type.String()),
  outcome: Type.Optional(Type.Unknown({ description: 'what came of it' })),
});

const ParamsSchema = Type.Object({ id: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' }) });

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
        summary: 'What waits for a second person: what you asked for, and what you could agree to',
        response: { 200: Type.Object({ proposals: Type.Array(ProposalSchema) }), ...PROBLEM_ANSWERS },
      },
    },
    async (request) => {
      const actor = await actorIn(request);
      return { proposals: desk.proposals.waiting(actor).map((proposal) => shown(proposal, actor.handle)) };
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
  const { id, type, act, asker, at, expires, state, what, second, reason, outcome } = proposal;
  return {
    ...{ id, type, act, state, asked: asker.handle, own: asker.handle === reader },
    ...{ at: formatMoment(at), expires: formatMoment(expires) },
    ...(what === null ? {} : { what }),
    ...(second === undefined ? {} : { second: second.handle }),
    ...(reason === undefined ? {} : { reason }),
    ...(outcome === undefined ? {} : { outcome }),
  };
}
