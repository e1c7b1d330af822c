import { readMoment } from '@armistice/core/base';
import { type Static, Type } from 'typebox';
import type { App } from '../app.ts';
import type { AskedEntries } from '../derived/entries.ts';
import type { Mission } from '../mission.ts';
import type { LongQuestions } from './long-questions.ts';
import { asksTo, audienceOf } from './may.ts';
import { Audience, AudienceQuery, PROBLEM_ANSWERS } from './schemas.ts';
import { sendJson } from './send-json.ts';
import { momentIn } from './sought.ts';

const PAGE = 50;
const Index = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const Word = Type.String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9._:-]+$' });
const Moment = Type.String({ maxLength: 40, description: 'when the record took it, with its offset' });

const RowSchema = Type.Object({
  index: Index,
  at: Type.String({ description: 'when the record took it, with the others of its batch' }),
  audience: Type.String(),
  sealed: Type.Optional(
    Type.Object(
      { v: Type.Integer(), mission: Type.String(), commitment: Type.String() },
      { description: 'it was written for others: this is all that its leaf shows' },
    ),
  ),
  kind: Type.Optional(Type.String()),
  by: Type.Optional(Type.String({ description: 'thumbprint of its author’s key' })),
  author: Type.Optional(Type.Object({ role: Type.String(), subject: Type.String() })),
  authored: Type.Optional(Type.String({ description: 'its author’s own time' })),
  signed: Type.Optional(Type.Boolean({ description: 'it carries its author’s own signature' })),
  supersedes: Type.Optional(Index),
  body: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  long: Type.Optional(
    Type.Integer({ description: 'characters of a body that is too long for a list; ask for the entry' }),
  ),
  withheld: Type.Optional(
    Type.Record(Type.String(), Type.Integer(), {
      description: 'fields that it commits to and that are not shown here, by whom they are for',
    }),
  ),
});

const QuerySchema = Type.Object(
  {
    audience: Type.Optional(Audience),
    kind: Type.Optional(Word),
    by: Type.Optional({ ...Word, description: 'a key, the role of a key, or whose key it is' }),
    for: Type.Optional({ ...Audience, default: undefined, description: 'whom it was written for' }),
    from: Type.Optional(Moment),
    to: Type.Optional(Moment),
    first: Type.Optional(Index),
    last: Type.Optional(Index),
    q: Type.Optional(
      Type.String({ minLength: 2, maxLength: 80, description: 'text that stands in what is shown of it' }),
    ),
    before: Type.Optional({ ...Index, description: '`next` of the page before' }),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: PAGE })),
  },
  { additionalProperties: false },
);

/** `GET /api/entries` and `GET /api/entries/{index}`: the record, entry by entry, as one audience may know it. */
export function addEntryList(app: App, mission: Mission, long: LongQuestions): void {
  const schema = {
    summary: 'Entries of the record, the newest first; a search says how far it looked, and where to go on',
    querystring: QuerySchema,
    response: {
      200: Type.Object({
        entries: Type.Array(RowSchema),
        size: Type.Integer({ description: 'entries of the published record' }),
        searched: Type.Object(
          { first: Type.Integer(), last: Type.Integer() },
          { description: 'the entries that were looked at for this answer, both included' },
        ),
        next: Type.Optional(
          Type.Integer({ description: 'give it as `before`: older entries may be meant too' }),
        ),
      }),
      ...PROBLEM_ANSWERS,
    },
  };
  app.get('/api/entries', { schema, config: asksTo('read') }, async (request, reply) =>
    sendJson(
      reply,
      await long.ask(request, () => mission.ask('entries', audienceOf(request), askedIn(request.query))),
    ),
  );
  addOne(app, mission, long);
}

function addOne(app: App, mission: Mission, long: LongQuestions): void {
  const schema = {
    summary: 'One entry, with its leaf as it stands in the tree, and later entries that name it',
    params: Type.Object({ index: Index }),
    querystring: AudienceQuery,
    response: {
      200: Type.Object({
        entry: RowSchema,
        leaf: Type.Unknown({ description: 'the leaf, whole: what the tree commits to' }),
        hash: Type.Optional(Type.String({ description: 'leaf hash, hexadecimal' })),
        sourceName: Type.Optional(
          Type.String({ description: 'what the record calls the source that the entry names' }),
        ),
        refused: Type.Optional(Type.String({ description: 'it changed nothing; why, as far as it is kept' })),
        later: Type.Array(Type.Object({ index: Index, kind: Type.String(), supersedes: Type.Boolean() })),
        lookedTo: Type.Integer({ description: 'later entries were looked at up to this one' }),
        size: Type.Integer(),
      }),
      ...PROBLEM_ANSWERS,
    },
  };
  app.get('/api/entries/:index', { schema, config: asksTo('read') }, async (request, reply) =>
    sendJson(
      reply,
      await long.ask(request, () =>
        mission.ask('entry', audienceOf(request), { index: request.params.index }),
      ),
    ),
  );
}

function askedIn({
  audience: _audience,
  from,
  to,
  q,
  limit = PAGE,
  ...query
}: Static<typeof QuerySchema>): AskedEntries {
  const at = (text: string) => readMoment(momentIn(text)) as number;
  return {
    ...query,
    ...(from === undefined ? {} : { from: at(from) }),
    ...(to === undefined ? {} : { to: at(to) }),
    ...(q === undefined ? {} : { text: q }),
    limit,
  };
}
