import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PUBLIC } from '@armistice/core/record';
import fastifyStatic from '@fastify/static';
import type { App } from '../app.ts';
import { Problem } from '../problems.ts';
import { asksTo } from './may.ts';

// Views of the page besides the first one; a view that shows one thing has its name after it.
const VIEWS = [
  '/account',
  '/agreements',
  '/agreements/:id',
  '/bulletins',
  '/bulletins/*',
  '/coverage',
  '/entries',
  '/entries/:index',
  '/field',
  '/first-run',
  '/incidents/:id',
  '/join',
  '/members',
  '/parity',
  '/proposals',
  '/queue',
  '/rights',
  '/sign-in',
  '/situation',
  '/vault',
];

/** Where the built page and the single-file verifier lie, where they were built. */
export interface WebFiles {
  readonly folder?: string;
  readonly verifyPage?: string;
}

/** `GET /`: the page; `GET /verify.html`: the verifier as one file to keep and open from disk. */
export async function addWeb(app: App, files: WebFiles): Promise<void> {
  const { folder, verifyPage } = files;
  app.get(
    '/verify.html',
    { schema: { hide: true }, config: asksTo('read', PUBLIC) },
    async (_request, reply) => {
      const page = verifyPage === undefined ? undefined : await readFile(verifyPage).catch(() => undefined);
      if (page === undefined) throw new Problem('request/not-found', 'the verifier page is not built here');
      // It carries its own script and is meant to be kept, so it is handed over as a file and not run on this address.
      return reply
        .type('text/html; charset=utf-8')
        .header('content-disposition', 'attachment; filename="verify.html"')
        .send(page);
    },
  );
  if (folder === undefined) {
    app.get('/', { schema: { hide: true }, config: asksTo('read', PUBLIC) }, async (_request, reply) =>
      reply
        .type('text/plain; charset=utf-8')
        .send(
          'The page is not built. The record answers at /record/checkpoint, the API at /api/openapi.json.\n',
        ),
    );
    return;
  }
  // Every view has an address; the page reads it and shows the view, whose files its page names where the build made one.
  const pageOf = async (path: string) =>
    (await readFile(join(folder, 'views', `${path.split('/')[1]}.html`)).catch(() => undefined)) ??
    (await readFile(join(folder, 'index.html')));
  for (const path of VIEWS)
    app.get(path, { schema: { hide: true }, config: asksTo('read', PUBLIC) }, async (_request, reply) =>
      reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-cache')
        .send(await pageOf(path)),
    );
  await app.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, ...asksTo('read', PUBLIC) };
    });
    await scope.register(fastifyStatic, {
      root: folder,
      prefix: '/',
      decorateReply: false,
      cacheControl: false,
      // The build packed them as well as it can be done, which would take too long here.
      preCompressed: true,
      schemaHide: true,
      setHeaders: (response, path) => {
        const hashed = /[\\/]assets[\\/]/.test(path);
        response.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  });
}
