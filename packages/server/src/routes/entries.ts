import { Type } from 'typebox';
import type { App } from '../app.ts';
import type { Desk } from '../desk/desk.ts';
import { REQUEST_SCHEMA } from '../desk/request.ts';
import { actorIn, asksTo } from './may.ts';
import { PROBLEM_ANSWERS } from './schemas.ts';

const WrittenSchema = Type.Object({
  index: Type.Integer({ description: 'entry of the record' }),
  leaf: Type.String({ description: 'leaf hash, base64url' }),
  promise: Type.Optional(Type.String({ description: "the log's signed promise, as a file to keep" })),
  already: Type.Boolean({ description: 'it was written before; nothing was written' }),
  became: Type.Enum(['taken', 'waits'], {
    description: 'waits: it is on record, and takes effect once a second person writes the same',
  }),
  says: Type.Optional(Type.String()),
  incident: Type.Optional(
    Type.Unknown({ description: 'how the incident that it names stands now: id and axes' }),
  ),
});

/** What is answered where a second person must agree. */
export const ProposedSchema = Type.Object({
  proposal: Type.String({ description: 'its id; see /api/proposals' }),
  expires: Type.Optional(Type.Integer({ description: 'Unix milliseconds' })),
});

/** `POST /api/entries`: whatever people write, by the table of rights. */
export function addEntries(app: App, desk: Desk): void {
  const schema = {
    summary: 'Write an entry: an assessment, a position, a join, a bulletin, …; who may is in /api/rights',
    description:
      'Staff sends `{kind, audience, body, nonce}`: the mission signs with the key that it holds for them. Parties, bodies and whoever has a key of their own send `{statement, sig, disclosures}` (docs/writing.md). The same nonce twice is one entry. What is refused to a party is signed, in `signed`.',
    body: Type.Unsafe<unknown>(REQUEST_SCHEMA),
    response: {
      200: WrittenSchema,
      201: WrittenSchema,
      202: ProposedSchema,
      ...PROBLEM_ANSWERS,
    },
  };
  // The desk reads what was sent: its refusals name the field. What it does is asked once that is known.
  const config = asksTo('read', 'public');
  app.post(
    '/api/entries',
    { schema, config, validatorCompiler: () => () => true },
    async (request, reply) => {
      const outcome = await desk.write(await actorIn(request), request.body);
      if ('proposal' in outcome)
        return reply.code(202).header('location', `/api/proposals/${outcome.proposal}`).send(outcome);
      return reply.code(outcome.already ? 200 : 201).send(outcome);
    },
  );
}
