import { isMemberAt } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import { EXERCISE_PREFIX } from '../people/handles.ts';
import { endMember, type Invited, invite, inviteAgain } from '../people/inviting.ts';
import type { Member } from '../people/members.ts';
import type { People } from '../people/people.ts';
import { actorIn, asksTo } from './may.ts';
import { PROBLEM_ANSWERS } from './schemas.ts';

const closed = { additionalProperties: false };
const Handle = Type.String({ minLength: 1, maxLength: 63 });
const HandleParams = Type.Object({ handle: Handle });
const Handles = Type.Array(Handle, { maxItems: 256 });
const Moment = Type.String({ format: 'date-time' });
const Area = Type.Unknown({ description: 'GeoJSON: Polygon or MultiPolygon' });

const About = {
  party: Type.Optional(Handle),
  bodies: Type.Optional(Handles),
  area: Type.Optional(Area),
  from: Type.Optional(Moment),
  until: Type.Optional(Moment),
};

const MemberSchema = Type.Object({
  handle: Type.String(),
  roles: Type.Array(Type.String()),
  ...About,
  sources: Type.Optional(Handles),
  state: Type.Enum(['member', 'invited', 'not-begun', 'over', 'ended'], {
    description: 'invited: has no account yet',
  }),
  since: Moment,
  by: Type.String({ description: 'who invited, changed or ended them' }),
  with: Type.Optional(Type.String({ description: 'the second person; nobody where one acted alone' })),
  reason: Type.Optional(Type.String()),
  invitedUntil: Type.Optional(Moment),
  secondFactor: Type.Boolean(),
  simulated: Type.Optional(Type.Literal(true)),
});

const InvitingSchema = Type.Object({
  invitation: Type.Optional(
    Type.String({ description: 'the code, shown this once; none where they have an account' }),
  ),
  half: Type.Optional(
    Type.String({ description: 'half of the code, shown this once: two appointed them, and each has one' }),
  ),
  other: Type.Optional(Type.String({ description: 'who has the other half' })),
  proposal: Type.Optional(Type.String({ description: 'it waits for a second person' })),
});

const EndedSchema = Type.Object({
  handle: Type.String(),
  proposal: Type.Optional(Type.String({ description: 'it waits for a second person' })),
});

/** `GET` and `POST /api/members`, and a member's invitation and end. */
export function addMembers(app: App, people: People): void {
  const read = {
    summary: 'Who is a member, in which roles',
    response: { 200: Type.Object({ members: Type.Array(MemberSchema) }), ...PROBLEM_ANSWERS },
  };
  app.get(
    '/api/members',
    { schema: read, config: asksTo('read-members', PUBLIC) },
    async (_request, reply) => {
      people.mission.mustKnowReports();
      reply.header('cache-control', 'no-store');
      return { members: people.mission.members.all().map((member) => rowOf(people, member)) } as never;
    },
  );

  const answers = { 201: InvitingSchema, 202: InvitingSchema, ...PROBLEM_ANSWERS };
  const body = Type.Object(
    { handle: Handle, roles: Type.Array(Type.String(), { minItems: 1, maxItems: 16 }), ...About },
    closed,
  );
  const inviting = {
    summary: 'Invites a member, or sets their roles, area and times',
    body,
    response: answers,
  };
  app.post(
    '/api/members',
    { schema: inviting, config: asksTo('invite-member', PUBLIC) },
    async (request, reply) => {
      const answer = await invite(people, await actorIn(request), request.body as Invited);
      return reply
        .header('cache-control', 'no-store')
        .code('proposal' in answer ? 202 : 201)
        .send(answer);
    },
  );

  const again = {
    summary:
      'A new code for a member who has none or lost the way in; half of it to each where two appointed them',
    params: HandleParams,
    response: answers,
  };
  app.post(
    '/api/members/:handle/invitation',
    { schema: again, config: asksTo('invite-member', PUBLIC) },
    async (request, reply) => {
      const answer = await inviteAgain(people, await actorIn(request), request.params.handle);
      return reply
        .header('cache-control', 'no-store')
        .code('proposal' in answer ? 202 : 201)
        .send(answer);
    },
  );

  const ending = {
    summary: 'Ends a member: roles, keys that the mission held for them, credentials and sessions',
    params: HandleParams,
    body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 4000 }) }, closed),
    response: { 200: EndedSchema, 202: EndedSchema, ...PROBLEM_ANSWERS },
  };
  app.post(
    '/api/members/:handle/end',
    { schema: ending, config: asksTo('end-member', PUBLIC) },
    async (request, reply) => {
      const { handle } = request.params;
      const answer = await endMember(people, await actorIn(request), handle, request.body.reason);
      return reply.code(answer.proposal === undefined ? 200 : 202).send({ handle, ...answer });
    },
  );
}

function rowOf(people: People, { handle, at, entry }: Member) {
  const { ended, ...said } = entry;
  const invitedUntil = people.invitations.openUntil(handle);
  const { totp, passkeys } = people.accounts.factors(handle);
  const now = people.now();
  const { from: _, ...begun } = entry;
  const hasWay =
    people.accounts.has(handle) ||
    people.devices.of(handle) !== undefined ||
    handle.startsWith(EXERCISE_PREFIX);
  const state =
    ended === true
      ? 'ended'
      : !isMemberAt(begun, now)
        ? 'over'
        : !isMemberAt(entry, now)
          ? 'not-begun'
          : hasWay
            ? 'member'
            : 'invited';
  return {
    ...said,
    state,
    since: new Date(at).toISOString(),
    ...(invitedUntil === undefined ? {} : { invitedUntil: new Date(invitedUntil).toISOString() }),
    secondFactor: totp || passkeys > 0,
    ...(handle.startsWith(EXERCISE_PREFIX) ? { simulated: true as const } : {}),
  };
}
