import { formatMoment } from '@armistice/core/base';
import { may, VAULT } from '@armistice/core/rights';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import { Problem } from '../problems.ts';
import type { AskingDesk, Pending } from '../vault/asking-desk.ts';
import { actorIn, asksTo } from './may.ts';
import { PROBLEM_ANSWERS } from './schemas.ts';

const Source = Type.String({
  minLength: 1,
  maxLength: 63,
  description: 'the handle under which a source files',
});
const Passphrase = Type.String({
  minLength: 1,
  maxLength: 1024,
  description: 'your own as a custodian; it is not kept',
});
const AskingSchema = Type.Object({
  id: Type.String(),
  act: Type.Enum(['open', 'drop']),
  source: Source,
  reason: Type.String(),
  asked: Type.String({ description: 'handle of whoever asked, and alone carries it out' }),
  agreed: Type.Optional(Type.String({ description: 'handle of the custodian who agreed' })),
  until: Type.String({ format: 'date-time', description: 'it is over then' }),
});
const one = { params: Type.Object({ id: Type.String({ maxLength: 64 }) }) };
/** More are read by the command, from the sealed log itself. */
const MOST_DEEDS = 200;
const withPassphrase = Type.Object({ passphrase: Passphrase }, { additionalProperties: false });
const answers = <T>(schema: T) => ({ 200: schema, ...PROBLEM_ANSWERS });

/**
 * `/api/vault`: who sources are, for custodians alone. One asks with a reason, another agrees, the first carries it out, once. No
 * answer of it is kept by anyone on the way.
 */
export function addVault(app: App, desk: AskingDesk): void {
  const config = asksTo('open-vault', VAULT);
  const onSend = async (_request: FastifyRequest, reply: FastifyReply) => {
    reply.header('cache-control', 'no-store');
  };

  app.get(
    '/api/vault',
    {
      config,
      onSend,
      schema: {
        summary: 'The vault: its custodians, how many sources it holds, and what is asked of it now',
        response: answers(
          Type.Object({
            custodians: Type.Array(Type.String()),
            held: Type.Integer(),
            askings: Type.Array(AskingSchema),
          }),
        ),
      },
    },
    async () => {
      const { custodians, held } = await desk.look();
      return { custodians: [...custodians], held, askings: desk.pending().map(shown) };
    },
  );

  addLog(app, desk, onSend);
  app.post(
    '/api/vault/identities',
    {
      config: asksTo('register-source', VAULT),
      onSend,
      schema: {
        summary: 'Put in who a source is; nobody opens anything for it',
        body: Type.Object(
          {
            source: Source,
            identity: Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 2000 })),
          },
          { additionalProperties: false },
        ),
        response: { 201: Type.Object({ source: Source }), ...PROBLEM_ANSWERS },
      },
    },
    async (request, reply) => {
      const { source, identity } = request.body;
      await desk.add(source, identity, (await actorIn(request)).handle);
      return reply.code(201).send({ source });
    },
  );

  app.post(
    '/api/vault/askings',
    {
      config,
      onSend,
      schema: {
        summary: 'Ask to learn who a source is, or to drop one; another custodian has to agree',
        body: Type.Object(
          {
            act: Type.Enum(['open', 'drop']),
            source: Source,
            reason: Type.String({
              minLength: 1,
              maxLength: 1000,
              description: 'for the sealed log; give no names',
            }),
            requestedBy: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
          },
          { additionalProperties: false },
        ),
        response: { 201: AskingSchema, ...PROBLEM_ANSWERS },
      },
    },
    async (request, reply) => {
      const actor = await actorIn(request);
      const { act, source: handle, reason: why, requestedBy = actor.handle } = request.body;
      if (act === 'drop' && !may(actor, 'drop-source', { audience: VAULT }, Date.now()).allowed)
        throw new Problem('request/not-allowed', '"drop-source" is not open to you');
      const asked = await desk.ask({ act, handle, why, first: actor.handle, requestedBy });
      return reply.code(201).send(shown(asked));
    },
  );

  app.post(
    '/api/vault/askings/:id/agree',
    {
      config,
      onSend,
      schema: {
        summary: 'Agree as another custodian: signed in the sealed log with your key',
        ...one,
        body: withPassphrase,
        response: answers(AskingSchema),
      },
    },
    async (request) => {
      const { handle } = await actorIn(request);
      return shown(await desk.agree(request.params.id, handle, request.body.passphrase));
    },
  );

  app.post(
    '/api/vault/askings/:id/carry-out',
    {
      config,
      onSend,
      schema: {
        summary: 'Carry out what you asked for, once: read who it is, or drop it and get the receipt',
        ...one,
        body: withPassphrase,
        response: answers(
          Type.Object({
            identity: Type.Optional(Type.Record(Type.String(), Type.String())),
            receipt: Type.Optional(
              Type.Unknown({ description: 'for the person: armistice vault check <file>' }),
            ),
          }),
        ),
      },
    },
    async (request) => {
      const { handle } = await actorIn(request);
      return desk.carryOut(request.params.id, handle, request.body.passphrase);
    },
  );

  app.post(
    '/api/vault/askings/:id/withdraw',
    {
      config,
      onSend,
      schema: {
        summary: 'Let an asking go, yours or another custodian’s',
        ...one,
        response: answers(Type.Object({ id: Type.String() })),
      },
    },
    async (request) => {
      desk.withdraw(request.params.id);
      return { id: request.params.id };
    },
  );
}

const DeedSchema = Type.Object({
  act: Type.Enum(['open', 'drop']),
  source: Source,
  reason: Type.String(),
  asked: Type.String({ description: 'handle of whoever asked and carried it out' }),
  agreed: Type.String({ description: 'handle of the custodian who agreed' }),
  at: Type.String({ format: 'date-time' }),
  entry: Type.Integer({ description: 'of the sealed log' }),
});

function addLog(
  app: App,
  desk: AskingDesk,
  onSend: (request: FastifyRequest, reply: FastifyReply) => Promise<void>,
): void {
  app.get(
    '/api/vault/log',
    {
      config: asksTo('open-vault', VAULT),
      onSend,
      schema: {
        summary: 'What custodians did together, the last first; never who anybody is',
        response: answers(Type.Object({ deeds: Type.Array(DeedSchema) })),
      },
    },
    async () => ({
      deeds: (await desk.deeds(MOST_DEEDS)).map(({ kind, entry, at, handle, why, by, with: agreed }) => ({
        ...{ act: kind === 'vault-opened' ? ('open' as const) : ('drop' as const), source: handle },
        ...{ reason: why, asked: by, agreed, at: formatMoment(at), entry },
      })),
    }),
  );
}

function shown({ id, act, handle, why, first, second, until }: Pending) {
  return {
    ...{ id, act, source: handle, reason: why, asked: first },
    ...(second === undefined ? {} : { agreed: second }),
    until: formatMoment(until),
  };
}
