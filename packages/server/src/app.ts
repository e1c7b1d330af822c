import { fileURLToPath } from 'node:url';
import swagger from '@fastify/swagger';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from 'fastify';
import type { Mission } from './mission.ts';
import { detailsOf, Problem } from './problems.ts';
import { addAbout } from './routes/about.ts';
import { addAgreements } from './routes/agreements.ts';
import { addEvents } from './routes/events.ts';
import { addGuard } from './routes/guard.ts';
import { addIncidents } from './routes/incidents.ts';
import { actorsBy } from './routes/may.ts';
import { addRecord } from './routes/record.ts';
import { addReports } from './routes/reports.ts';
import { addSituation } from './routes/situation.ts';
import { addWeb, type WebFiles } from './routes/web.ts';

/** The server with its types. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** What the server stands on. */
export interface AppParts {
  readonly mission: Mission;
  /** The public folder of the log. */
  readonly publicFolder: string;
  /** Whoever sends it from this machine is the operator. */
  readonly operatorToken: string;
  readonly web: WebFiles;
  /** A fault of ours, for the operator's console. */
  readonly onFault: (message: string) => void;
}

// A report with the longest text fits many times; NDJSON has a limit of its own.
const MAX_BODY_BYTES = 256 * 1024;
const LIBRARY = fileURLToPath(new URL('../../../agreements/', import.meta.url));

/** Builds the server. No environment, no listening: whoever calls decides where it is reached. */
export async function buildApp(parts: AppParts): Promise<App> {
  const app: App = fastify({
    bodyLimit: MAX_BODY_BYTES,
    forceCloseConnections: 'idle',
  }).withTypeProvider<TypeBoxTypeProvider>();
  // Answers are made from our own types; the schemas describe them, and tests hold them to it.
  app.setSerializerCompiler(() => (value) => JSON.stringify(value));
  addGuard(app as unknown as FastifyInstance);
  addErrors(app, parts.onFault);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.1',
      info: { title: 'Armistice', version: '0.1.0', description: 'A ceasefire that both sides can check.' },
    },
  });
  app.addHook('onSend', async (request, reply, payload) => {
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control'))
      reply.header('cache-control', 'no-store');
    return payload;
  });
  const actorOf = actorsBy(parts.operatorToken);
  addAbout(app, parts.mission);
  addSituation(app, parts.mission, parts.publicFolder, actorOf);
  addReports(app, parts.mission, actorOf);
  addIncidents(app, parts.mission, actorOf);
  addEvents(app, parts.mission, actorOf);
  addAgreements(app, parts.mission, { folder: LIBRARY, onFault: parts.onFault }, actorOf);
  await addRecord(app, parts.publicFolder, actorOf);
  await addWeb(app, parts.web);
  await app.ready();
  return app;
}

function addErrors(app: App, onFault: (message: string) => void): void {
  app.setErrorHandler((error, _request, reply) => {
    const details = detailsOf(error);
    if (details.code === 'server/fault')
      onFault(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return reply.code(details.status).type('application/problem+json').send(JSON.stringify(details));
  });
  app.setNotFoundHandler((request) => {
    throw new Problem(
      'request/not-found',
      `${request.method} ${request.url.split('?')[0]} is not known here; see /api/openapi.json`,
    );
  });
}
