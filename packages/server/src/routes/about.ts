import { FOLD_VERSION } from '@armistice/core/mission';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import type { Mission } from '../mission.ts';
import { PROBLEMS, Problem } from '../problems.ts';
import { PROBLEM_ANSWERS, PUBLISHED_SCHEMAS } from './schemas.ts';

/** What the server says of itself: health, OpenAPI, published schemas, and the table of problems. */
export function addAbout(app: App, mission: Mission): void {
  const health = Type.Object({
    status: Type.Literal('ok'),
    recorded: Type.Integer(),
    published: Type.Integer(),
    folded: Type.Integer(),
    fold: Type.Integer(),
  });
  app.get(
    '/api/health',
    { schema: { summary: 'Whether it works, and how far the fold is', response: { 200: health } } },
    async () => ({
      status: 'ok' as const,
      recorded: mission.log.size(),
      published: mission.log.publishedSize(),
      folded: mission.view.size,
      fold: FOLD_VERSION,
    }),
  );

  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());

  const named = {
    params: Type.Object({ name: Type.String() }),
    response: { 200: Type.Unknown(), ...PROBLEM_ANSWERS },
  };
  app.get(
    '/api/schemas/:name',
    { schema: { summary: 'A published JSON Schema (2020-12)', ...named } },
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
    { schema: { summary: 'Every code that an error can carry' } },
    async () => PROBLEMS,
  );
  const coded = {
    params: Type.Object({ area: Type.String(), name: Type.String() }),
    response: { 200: Type.Unknown(), ...PROBLEM_ANSWERS },
  };
  app.get(
    '/api/problems/:area/:name',
    { schema: { summary: 'What one code means', ...coded } },
    async (request) => {
      const code = `${request.params.area}/${request.params.name}`;
      const known = Object.entries(PROBLEMS).find(([one]) => one === code)?.[1];
      if (known === undefined) throw new Problem('request/not-found', 'no error carries this code');
      return { code, ...known };
    },
  );
}
