import { PUBLIC } from '@armistice/core/record';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import { mustBeAnother, mustBeMember } from '../people/inviting.ts';
import type { People } from '../people/people.ts';
import { actorIn, asksTo } from './may.ts';
import { PROBLEM_ANSWERS } from './schemas.ts';

const Moment = Type.String({ format: 'date-time' });

const RestoredSchema = Type.Object({
  restore: Type.Optional(Type.Object({ backup: Moment, at: Moment })),
  members: Type.Array(
    Type.Object({
      handle: Type.String(),
      roles: Type.Array(Type.String()),
      party: Type.Optional(Type.String()),
      suspended: Type.Boolean({ description: 'access was stopped when the backup was made' }),
      reviewed: Type.Optional(Type.Object({ by: Type.String(), at: Moment })),
    }),
  ),
});

/** `GET /api/members/restored`, and what a person says of each. */
export function addMembersRestored(app: App, people: People): void {
  const read = {
    summary: 'Members whom a restore brought back: each without a right until a person has looked at them',
    response: { 200: RestoredSchema, ...PROBLEM_ANSWERS },
  };
  app.get(
    '/api/members/restored',
    { schema: read, config: asksTo('invite-member', PUBLIC) },
    async (_request, reply) => {
      people.mission.mustKnowReports();
      reply.header('cache-control', 'no-store');
      const { restore } = people.broughtBack;
      const members = people.broughtBack.list(people.mission.members);
      return {
        ...(restore === undefined
          ? {}
          : { restore: { backup: restore.backup, at: new Date(restore.at).toISOString() } }),
        members: members.map(({ member: { handle, entry }, suspended, reviewed }) => ({
          ...{ handle, roles: entry.roles, suspended },
          ...(entry.party === undefined ? {} : { party: entry.party }),
          ...(reviewed === undefined
            ? {}
            : { reviewed: { by: reviewed.by, at: new Date(reviewed.at).toISOString() } }),
        })),
      } as never;
    },
  );

  const review = {
    summary: 'Says that somebody whom a restore brought back is a member still',
    params: Type.Object({ handle: Type.String({ minLength: 1, maxLength: 63 }) }),
    response: { 200: Type.Object({ handle: Type.String() }), ...PROBLEM_ANSWERS },
  };
  app.post(
    '/api/members/:handle/reviewed',
    { schema: review, config: asksTo('invite-member', PUBLIC) },
    async (request) => {
      const { handle } = request.params;
      const { handle: by } = await actorIn(request);
      mustBeAnother(await actorIn(request), handle);
      mustBeMember(people, handle);
      people.broughtBack.review(handle, by);
      return { handle };
    },
  );
}
