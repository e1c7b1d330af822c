import { PUBLIC } from '@armistice/core/record';
import { RIGHTS, ROLES } from '@armistice/core/rights';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import { asksTo } from './may.ts';
import { PROBLEM_ANSWERS } from './schemas.ts';
import { sendJson } from './send-json.ts';

const RightsSchema = Type.Object({
  roles: Type.Array(Type.String()),
  rights: Type.Array(
    Type.Object({
      act: Type.String(),
      by: Type.Record(Type.String(), Type.String(), {
        description: 'by role: everywhere (any), or within which scope',
      }),
      second: Type.Optional(Type.String({ description: 'who must agree besides' })),
      notOwnReport: Type.Optional(
        Type.Literal(true, { description: 'nobody does it with a report of their own' }),
      ),
      destroys: Type.Optional(Type.Literal(true, { description: 'what is done cannot be undone' })),
    }),
  ),
});

const TABLE = JSON.stringify({ roles: ROLES, rights: RIGHTS });

/** `GET /api/rights`: the table that every request is judged by, as it is. */
export function addRightsTable(app: App): void {
  const schema = {
    summary: 'Who may do what: the table that every request is judged by',
    description: 'What stands in no row is refused. docs/rights.md has the same table in words.',
    response: { 200: RightsSchema, ...PROBLEM_ANSWERS },
  };
  app.get('/api/rights', { schema, config: asksTo('read', PUBLIC) }, async (_request, reply) =>
    sendJson(reply, TABLE),
  );
}
