import type { TriedLinking } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import { holds } from '@armistice/core/rights';
import { type Static, Type } from 'typebox';
import type { App } from '../app.ts';
import type { Mission } from '../mission.ts';
import { Problem } from '../problems.ts';
import { actorIn, asksByTarget, asksTo, audienceOf } from './may.ts';
import { tellRead } from './reads.ts';
import { AudienceQuery, IncidentSchema, IndicationSchema, PROBLEM_ANSWERS } from './schemas.ts';
import { sendJson } from './send-json.ts';

const Key = Type.String({ pattern: '^[0-9a-f]{64}$' });
const Keys = Type.Array(Key, { minItems: 1, maxItems: 100 });
const Moment = Type.String({ format: 'date-time' });
const Entry = Type.Integer({ minimum: 0 });
const open = { additionalProperties: true };

const ReportSchema = Type.Object(
  {
    key: Key,
    entry: Entry,
    recorded: Moment,
    shown: Type.Enum(['view', 'detail', 'whole']),
    delay: Type.Integer({ description: 'milliseconds from the end of what was perceived to its filing' }),
    report: Type.Unknown({ description: 'as filed, as far as whoever asks may read it' }),
    made: Type.Unknown({ description: 'the footprint that the fold reads out of it' }),
    grades: Type.Array(Type.Object({ entry: Entry, at: Moment, grade: Type.String() })),
    own: Type.Boolean({ description: 'whether whoever asks filed it: another person grades it' }),
  },
  open,
);
const HistorySchema = Type.Object(
  {
    entry: Entry,
    at: Moment,
    audience: Type.String(),
    kind: Type.String(),
    by: Type.Object({ role: Type.String(), subject: Type.String() }),
    body: Type.Unknown(),
    fared: Type.Enum([
      'stands',
      'waits',
      'superseded',
      'seconded',
      'undone',
      'lapsed',
      'answered',
      'refused',
    ]),
    why: Type.Optional(Type.String()),
    through: Type.Optional(Entry),
    seconds: Type.Array(Type.Object({ entry: Entry, by: Type.String(), agreed: Type.Boolean() })),
  },
  open,
);
const MoveSchema = Type.Object(
  {
    act: Type.String(),
    allowed: Type.Boolean(),
    why: Type.Optional(Type.String()),
    roles: Type.Array(Type.String()),
  },
  open,
);
const AccountSchema = Type.Object(
  {
    incident: IncidentSchema,
    alias: Type.Optional(
      Type.String({ description: 'what was asked for, where the incident has another id' }),
    ),
    beside: Type.Array(Type.Unknown(), { description: 'axes that were decided for some alone' }),
    reports: Type.Array(ReportSchema),
    moreReports: Type.Integer(),
    linkings: Type.Array(Type.Unknown(), { description: 'joins and splits in force' }),
    indicationsShown: Type.Boolean(),
    indications: Type.Array(IndicationSchema),
    texts: Type.Array(Type.Unknown(), { description: 'in force when it happened, with their clauses' }),
    parties: Type.Array(Type.Unknown(), {
      description: 'all, in the order of the agreement, each with the entries of its positions',
    }),
    complaints: Type.Array(Type.Unknown()),
    bulletins: Type.Array(Type.Unknown()),
    history: Type.Array(HistorySchema),
    earlier: Type.Integer({
      description: 'earlier entries that are not told; positions, complaints and answers always are',
    }),
    rules: Type.Unknown({ description: 'of the rules what clocks of a decision follow from, in hours' }),
    work: Type.Optional(
      Type.Unknown({ description: 'who has it, and what a team is asked: for the mission alone' }),
    ),
    moves: Type.Object({ steps: Type.Array(MoveSchema), acts: Type.Array(MoveSchema) }),
  },
  open,
);

const closed = { additionalProperties: false };
// One form with all three: which of them is asked for is looked at below, and told in a sentence.
const PreviewBody = Type.Object(
  {
    join: Type.Optional(Type.Array(Key, { minItems: 2, maxItems: 100 })),
    split: Type.Optional(Type.Object({ reports: Keys, from: Keys }, closed)),
    undo: Type.Optional(Entry),
  },
  { ...closed, description: 'one of the three' },
);
const RowSchema = Type.Object({ id: Key, kind: Type.String(), reports: Type.Array(Key) }, open);
const PreviewSchema = Type.Object(
  {
    ok: Type.Boolean({ description: 'whether the entry would change something' }),
    why: Type.Optional(Type.String({ description: 'why it would not' })),
    before: Type.Optional(Type.Array(RowSchema)),
    after: Type.Optional(Type.Array(RowSchema)),
    bulletins: Type.Optional(
      Type.Array(Type.String(), { description: 'that would be due an erratum for it' }),
    ),
    counted: Type.Optional(Type.Unknown({ description: 'the count over their stretch, before and after' })),
  },
  open,
);

/** `GET /api/incidents/{id}/account` and `POST /api/preview`. */
export function addAccount(app: App, mission: Mission): void {
  const schema = {
    summary:
      'Everything that is to be told of one incident: reports beside what was made of them, links with the parts of each score, clauses, axes with their history, positions of all parties, and what whoever asks may do next',
    params: Type.Object({ id: Key }),
    querystring: AudienceQuery,
    response: { 200: AccountSchema, ...PROBLEM_ANSWERS },
  };
  app.get('/api/incidents/:id/account', { schema, config: asksTo('read') }, async (request, reply) => {
    const asked = { id: request.params.id, actor: await actorIn(request), now: Date.now() };
    return sendJson(reply, await mission.ask('account', audienceOf(request), asked));
  });
  addPreview(app, mission);
}

function addPreview(app: App, mission: Mission): void {
  const schema = {
    summary: 'What a join, a split or an undo would change; nothing is written',
    querystring: AudienceQuery,
    body: PreviewBody,
    response: { 200: PreviewSchema, ...PROBLEM_ANSWERS },
  };
  app.post('/api/preview', { schema, config: asksByTarget('join', PUBLIC) }, async (request, reply) => {
    const actor = await actorIn(request);
    const audience = audienceOf(request);
    if (!holds(actor, 'join', audience, Date.now()))
      throw new Problem('request/not-allowed', `no reports of the audience "${audience}" are yours to join`);
    const asked = { linking: linkingIn(request.body), subject: actor.handle, now: Date.now() };
    const found = await mission.ask('preview', audience, asked);
    const { before, after } = JSON.parse(found) as {
      readonly [side: string]: readonly unknown[] | undefined;
    };
    tellRead(request, audience, Math.max(1, before?.length ?? 0, after?.length ?? 0));
    return sendJson(reply, found);
  });
}

function linkingIn({ join, split, undo, ...rest }: Static<typeof PreviewBody>): TriedLinking {
  const named = [join, split, undo].filter((one) => one !== undefined);
  if (named.length !== 1 || Object.keys(rest).length > 0)
    throw new Problem('request/malformed', 'name one of "join", "split" and "undo"');
  if (join !== undefined) return { kind: 'join', reports: join };
  if (split !== undefined) return { kind: 'split', ...split };
  return { kind: 'undo', entry: undo as number };
}
