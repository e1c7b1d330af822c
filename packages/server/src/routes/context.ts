import { Type } from 'typebox';
import type { App } from '../app.ts';
import type { Mission } from '../mission.ts';
import { asksTo, audienceOf } from './may.ts';
import { AudienceQuery, PROBLEM_ANSWERS } from './schemas.ts';
import { sendJson } from './send-json.ts';

const SourceSchema = Type.Object({
  source: Type.String(),
  data: Type.Object({
    dataset: Type.String(),
    title: Type.String(),
    licence: Type.String({ description: 'keep it when you pass anything of this source on' }),
    cite: Type.String({ description: 'whom to name' }),
  }),
});

const TallySchema = Type.Object({
  index: Type.Integer({ description: 'the entry that holds it' }),
  id: Type.String(),
  source: Type.String(),
  of: Type.String(),
  area: Type.String(),
  state: Type.Union([
    Type.Literal('stated', { description: 'the figure is in `count`; 0 was stated by its publisher' }),
    Type.Literal('not-stated', { description: 'the source says nothing of this area: that is not 0' }),
  ]),
  count: Type.Optional(Type.Tuple([Type.Integer(), Type.Integer()])),
  period: Type.Union([Type.Literal('this'), Type.Literal('previous')]),
  from: Type.Optional(Type.String()),
  to: Type.Optional(Type.String()),
  issue: Type.Optional(Type.String()),
  issued: Type.Optional(Type.String()),
});

const ContextSchema = Type.Object({
  sources: Type.Array(SourceSchema),
  tallies: Type.Array(TallySchema),
  coverage: Type.Literal('not recorded', {
    description:
      'who could observe what stands behind figures of others is not known here: no day is calm by them',
  }),
});

/** `GET /api/context`: what others collected, with licence and whom to name, and figures that they published. */
export function addContext(app: App, mission: Mission): void {
  const schema = {
    summary:
      'Data of others on record: their sources with licences, and figures that they published. None is part of a count',
    querystring: AudienceQuery,
    response: { 200: ContextSchema, ...PROBLEM_ANSWERS },
  };
  app.get('/api/context', { schema, config: asksTo('read') }, async (request, reply) =>
    sendJson(reply, await mission.ask('context', audienceOf(request), {})),
  );
}
