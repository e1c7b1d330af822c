import { PUBLIC } from '@armistice/core/record';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import type { Desk } from '../desk/desk.ts';
import { KEY_SCHEMA } from '../desk/keys.ts';
import { ProposedSchema } from './entries.ts';
import { actorIn, asksTo } from './may.ts';
import { PROBLEM_ANSWERS } from './schemas.ts';

const Kid = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', description: 'RFC 7638 thumbprint of the key' });
const KeySchema = Type.Object({
  kid: Kid,
  role: Type.String(),
  name: Type.String({ description: 'whose it is: a party, a body, a handle' }),
  since: Type.Integer({ description: 'the entry that introduced it' }),
  until: Type.Optional(Type.Integer({ description: 'the entry that ended it' })),
  passkey: Type.Boolean(),
});

/** `GET` and `POST /api/keys`, `POST /api/keys/{kid}/revoke`: with what persons, parties and bodies sign. */
export function addKeys(app: App, desk: Desk): void {
  app.get(
    '/api/keys',
    {
      config: asksTo('read', PUBLIC),
      schema: {
        summary: 'Keys of persons, parties and bodies, as the record has them',
        response: { 200: Type.Object({ keys: Type.Array(KeySchema) }), ...PROBLEM_ANSWERS },
      },
    },
    async () => ({ keys: [...desk.keys.list()] }),
  );
  app.post(
    '/api/keys',
    {
      config: asksTo('keep-own-keys', PUBLIC),
      validatorCompiler: () => () => true,
      schema: {
        summary:
          'Ask to have a key introduced: your own, your party’s or your body’s; a second person compares it',
        body: Type.Unsafe<unknown>(KEY_SCHEMA),
        response: {
          202: Type.Intersect([ProposedSchema, Type.Object({ kid: Kid })]),
          ...PROBLEM_ANSWERS,
        },
      },
    },
    async (request, reply) => {
      const asked = desk.keys.ask(await actorIn(request), request.body);
      return reply.code(202).header('location', `/api/proposals/${asked.proposal}`).send(asked);
    },
  );
  app.post(
    '/api/keys/:kid/revoke',
    {
      config: asksTo('keep-own-keys', PUBLIC),
      schema: {
        summary: 'End a key: your own at once, another’s once a second person agrees',
        params: Type.Object({ kid: Kid }),
        response: {
          200: Type.Object({ index: Type.Integer({ description: 'the entry that ends it' }) }),
          202: ProposedSchema,
          ...PROBLEM_ANSWERS,
        },
      },
    },
    async (request, reply) => {
      const ended = await desk.keys.end(await actorIn(request), request.params.kid);
      return reply.code('proposal' in ended ? 202 : 200).send(ended);
    },
  );
}
