import { FOLD_VERSION } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import type { Mission } from '../mission.ts';
import { PROBLEMS, Problem } from '../problems.ts';
import { asksTo } from './may.ts';
import { PROBLEM_ANSWERS, PUBLISHED_SCHEMAS } from './schemas.ts';

/** What the server says of itself: health, OpenAPI, published schemas, and the table of problems. */
export function addAbout(app: App, mission: Mission): void {
  const health = Type.Object({
    status: Type.Enum(['ok', 'degraded'], {
      description: 'degraded: reports are recorded, and nothing is worked out from them until a restart',
    }),
    fault: Type.Optional(Type.String({ description: 'why it is degraded' })),
    recorded: Type.Integer(),
    published: Type.Integer(),
    folded: Type.Integer(),
    fold: Type.Integer(),
  });
  const open = asksTo('read', PUBLIC);
  app.get(
    '/api/health',
    {
      schema: { summary: 'Whether it works, and how far the fold is', response: { 200: health } },
      config: open,
    },
    async () => ({
      ...(mission.stopped === undefined
        ? { status: 'ok' as const }
        : { status: 'degraded' as const, fault: mission.stopped }),
      recorded: mission.log.size(),
      published: mission.log.publishedSize(),
      folded: mission.standing.size,
      fold: FOLD_VERSION,
    }),
  );

  const readiness = {
    summary:
      'Whether everything answers: 503 while the record is read back after a start, and once the fold has stopped',
    response: { 200: Type.Object({ status: Type.Literal('ready') }), ...PROBLEM_ANSWERS },
  };
  app.get('/api/ready', { schema: readiness, config: open }, async () => {
    mission.mustBeReady();
    return { status: 'ready' as const };
  });

  app.get('/api/openapi.json', { schema: { hide: true }, config: open }, async () => app.swagger());

  const named = {
    params: Type.Object({ name: Type.String() }),
    response: { 200: Type.Unknown(), ...PROBLEM_ANSWERS },
  };
  app.get(
    '/api/schemas/:name',
    { schema: { summary: 'A published JSON Schema (2020-12)', ...named }, config: open },
    async (request) => {
      const schema = Object.hasOwn(PUBLISHED_SCHEMAS, request.params.name)
        ? PUBLISHED_SCHEMAS[request.params.name]
        : undefined;
      if (schema === undefined)
        throw new Problem('request/not-found', `published are ${Object.keys(PUBLISHED_SCHEMAS).join(', ')}`);
      return { $schema: 'https://json-schema.org/draft/2020-12/schema', ...schema };
    },
  );

  app.get(
    '/api/problems',
    { schema: { summary: 'Every code that an error can carry' }, config: open },
    async () => PROBLEMS,
  );
  const coded = {
    params: Type.Object({ area: Type.String(), name: Type.String() }),
    response: { 200: Type.Unknown(), ...PROBLEM_ANSWERS },
  };
  app.get(
    '/api/problems/:area/:name',
    { schema: { summary: 'What one code means', ...coded }, config: open },
    async (request) => {
      const code = `${request.params.area}/${request.params.name}`;
      const known = Object.entries(PROBLEMS).find(([one]) => one === code)?.[1];
      if (known === undefined) throw new Problem('request/not-found', 'no error carries this code');
      return { code, ...known };
    },
  );
}
