import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import swagger from '@fastify/swagger';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
  LogController,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from 'fastify';
import { type Address, trustedBy } from './app-address.ts';
import { examine, restsOn } from './bulletin/examining.ts';
import { Making } from './bulletin/making.ts';
import type { Desk } from './desk/desk.ts';
import { sweepDaily } from './files/sweeping.ts';
import { Uploads } from './files/uploads.ts';
import type { Ground } from './ground/ground.ts';
import type { Mission } from './mission.ts';
import { type ActorOf, actorsBy } from './people/asker.ts';
import type { People } from './people/people.ts';
import { detailsOf, Problem, type ProblemCode } from './problems.ts';
import type { ReadsLog } from './reads/reads-log.ts';
import type { Disk } from './record/disk.ts';
import { addAbout } from './routes/about.ts';
import { addAccount } from './routes/account.ts';
import { addStanding } from './routes/agreement-standing.ts';
import { addAgreements } from './routes/agreements.ts';
import { addAuth } from './routes/auth.ts';
import { addBodies } from './routes/bodies.ts';
import { addBulletins } from './routes/bulletins.ts';
import { addCompression } from './routes/compression.ts';
import { addContext } from './routes/context.ts';
import { addCoverageMap } from './routes/coverage-map.ts';
import { addCoverage } from './routes/coverage-table.ts';
import { addDevices } from './routes/devices.ts';
import { addEntries } from './routes/entries.ts';
import { addEntryList } from './routes/entry-list.ts';
import { addEvents } from './routes/events.ts';
import { addFiles } from './routes/files.ts';
import { addGround } from './routes/ground.ts';
import { addGuard } from './routes/guard.ts';
import { addHeaders, putHeaders } from './routes/headers.ts';
import { addIncidents } from './routes/incidents.ts';
import { addInquiries } from './routes/inquiries.ts';
import { addKeys } from './routes/keys.ts';
import { LongQuestions } from './routes/long-questions.ts';
import { addRights } from './routes/may.ts';
import { addMetrics } from './routes/metrics.ts';
import { addParity } from './routes/parity.ts';
import { addPeople } from './routes/people.ts';
import { addPortal } from './routes/portal.ts';
import { addProposals } from './routes/proposals.ts';
import { addProviders } from './routes/providers.ts';
import { addQueue } from './routes/queue.ts';
import { addRates, addRatesByHandle } from './routes/rates.ts';
import { addReads } from './routes/reads.ts';
import { addRecord } from './routes/record.ts';
import { addReports } from './routes/reports.ts';
import { addRightsTable } from './routes/rights.ts';
import { addSituation } from './routes/situation.ts';
import { addTags } from './routes/tags.ts';
import { addTiles } from './routes/tiles.ts';
import { addTimeline } from './routes/timeline.ts';
import { addVault } from './routes/vault.ts';
import { addWeb, type WebFiles } from './routes/web.ts';
import type { AskingDesk } from './vault/asking-desk.ts';

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
  /** Where people write; without it there is no such route. */
  readonly desk?: Desk;
  /** Where custodians meet; without it there is no such route. */
  readonly vault?: AskingDesk;
  /** The folder of the mission, where files that reports name are kept; without it none are taken in. */
  readonly disk?: Disk;
  /** Pictures on their way there, if others know of them too. */
  readonly uploads?: Uploads;
  /** The public folder of the log. */
  readonly publicFolder: string;
  /** Whoever sends it from this machine is the operator. */
  readonly operatorToken: string;
  /** Who takes part; without it there is no sign-in. */
  readonly people?: People;
  /** Tells who sends a request; the operator by their token, and else the public, where it is left out. */
  readonly actorOf?: ActorOf;
  /** Where it listens and how the world reaches it; this machine alone where it is left out. */
  readonly address?: Address;
  readonly web: WebFiles;
  /** What the map stands on, where the mission has a ground of its own. */
  readonly ground?: Ground;
  /** Where reads of restricted material are noted; without it none are. */
  readonly reads?: ReadsLog;
  /** A fault of ours, for the operator's console. */
  readonly onFault: (message: string) => void;
  /** Adds routes beside those below, under the same rights. */
  readonly extend?: (app: App) => void;
  /** How long a body that is no stream may take, milliseconds. */
  readonly bodyMs?: number;
  /** How many requests of one address, and of one member, are answered in a minute. */
  readonly requestsAMinute?: number;
  /** Where lines about each answer go; none are made without it. */
  readonly log?: { readonly level: 'info' | 'warn'; readonly write: (line: string) => void };
}

// A report with the longest text fits many times; NDJSON has a limit of its own.
const MAX_BODY_BYTES = 256 * 1024;
const MAX_HEADER_BYTES = 16 * 1024;
const HEADERS_MS = 10_000;
const BODY_MS = 30_000;
/** A connection on which nothing moves is closed. */
const IDLE_MS = 60_000;
const MAX_CONNECTIONS = 512;
const RETRY_SECONDS = '1';
const LIBRARY = fileURLToPath(new URL('../../../agreements/', import.meta.url));

/** Builds the server. No environment, no listening: whoever calls decides where it is reached. */
export async function buildApp(parts: AppParts): Promise<App> {
  const { mission, publicFolder } = parts;
  const app: App = fastify({
    bodyLimit: MAX_BODY_BYTES,
    forceCloseConnections: 'idle',
    connectionTimeout: IDLE_MS,
    // A stream of reports may last as long as it moves; other bodies have a limit of their own below.
    requestTimeout: 0,
    http: { maxHeaderSize: MAX_HEADER_BYTES, headersTimeout: HEADERS_MS },
    // A query that is misspelt must not be answered as if it had not been asked.
    ajv: { customOptions: { removeAdditional: false } },
    routerOptions: { maxParamLength: 200 },
    // An address that cannot be read finds no route, and passes no hook.
    frameworkErrors: (_error, request, reply) => {
      putHeaders(request as FastifyRequest, reply as unknown as FastifyReply);
      sendProblem(reply, new Problem('request/malformed', 'the address cannot be read'));
    },
    ...trustedBy(parts.address),
    logController: new LogController({ disableRequestLogging: true }),
    ...(parts.log === undefined ? {} : { logger: loggerOf(parts.log) }),
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.server.maxConnections = MAX_CONNECTIONS;
  // Answers are made from our own types; the schemas describe them, and tests hold them to it.
  app.setSerializerCompiler(() => (value) => JSON.stringify(value));
  addHeaders(app as unknown as FastifyInstance, parts.address);
  const actorOf = parts.actorOf ?? actorsBy(parts.operatorToken, ...(parts.people?.ways ?? []));
  await addCompression(app);
  await addRates(app, actorOf, parts.requestsAMinute);
  addGuard(app as unknown as FastifyInstance, parts.address);
  addRights(app as unknown as FastifyInstance, actorOf);
  addRatesByHandle(app, parts.requestsAMinute);
  addBodies(app, parts.bodyMs ?? BODY_MS);
  addLines(app);
  addErrors(app, parts.onFault);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.1',
      info: { title: 'Armistice', version: '0.1.0', description: 'A ceasefire that both sides can check.' },
    },
  });
  addMetrics(app, mission);
  // Before the tags: an answer that is spared its reader is read all the same.
  if (parts.reads !== undefined) addReads(app, parts.reads);
  addTags(app);
  addAbout(app, mission);
  addSituation(app, mission);
  addReports(app, { mission, desk: parts.desk, disk: parts.disk });
  addIncidents(app, mission);
  const long = new LongQuestions();
  addEntryList(app, mission, long);
  addAccount(app, mission);
  addContext(app, mission);
  addParity(app, mission);
  addCoverage(app, mission, long);
  addCoverageMap(app, mission);
  const making = new Making(dirname(publicFolder));
  addBulletins(app, mission, making);
  const examiner = { mission, making };
  parts.desk?.examining.by(
    (sent) => examine(examiner, sent),
    (sent) => restsOn(examiner, sent),
  );
  addRightsTable(app);
  addTiles(app, mission);
  addGround(app, parts.ground);
  addTimeline(app, mission, long);
  if (parts.disk !== undefined) addPictures(app, parts.disk, parts);
  addEvents(app, mission, parts.reads);
  addAgreements(app, mission, LIBRARY);
  addStanding(app, mission);
  if (parts.desk !== undefined) addDesk(app, mission, parts.desk);
  addPortal(app, mission, LIBRARY);
  if (parts.vault !== undefined) addVault(app, parts.vault);
  if (parts.people !== undefined) {
    addPeople(app, parts.people);
    addAuth(app, parts.people);
    addDevices(app, parts.people);
    addProviders(app, parts.people);
  }
  parts.extend?.(app);
  await addRecord(app, publicFolder);
  await addWeb(app, parts.web);
  await app.ready();
  return app;
}

function addDesk(app: App, mission: Mission, desk: Desk): void {
  addEntries(app, desk);
  addQueue(app, mission, desk);
  addInquiries(app, mission);
  addProposals(app, desk);
  addKeys(app, desk);
}

/** Lines for machines on standard error: no address, no name, no query, nothing that was sent. */
function loggerOf({
  level,
  write,
}: NonNullable<AppParts['log']>): NonNullable<FastifyServerOptions['logger']> {
  return { level, stream: { write }, base: null, timestamp: () => `,"time":"${new Date().toISOString()}"` };
}

function addLines(app: App): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    const milliseconds = Math.round(reply.elapsedTime * 10) / 10;
    request.log.info({ method: request.method, route, status: reply.statusCode, milliseconds });
  });
}

function addErrors(app: App, onFault: (message: string) => void): void {
  app.setErrorHandler((error, _request, reply) => {
    if (sendProblem(reply, error) === 'server/fault')
      onFault(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return reply;
  });
  app.setNotFoundHandler((request) => {
    throw new Problem(
      'request/not-found',
      `${request.method} ${request.url.split('?')[0]} is not known here; see /api/openapi.json`,
    );
  });
}

/** Answers with problem details, and tells their code. */
function sendProblem(
  reply: Pick<FastifyReply, 'code' | 'header' | 'type' | 'send' | 'hasHeader'>,
  error: unknown,
): ProblemCode {
  const details = detailsOf(error);
  const later = details.status === 503 || (details.status === 429 && !reply.hasHeader('retry-after'));
  if (later) reply.header('retry-after', RETRY_SECONDS);
  reply.code(details.status).type('application/problem+json').send(JSON.stringify(details));
  return details.code;
}

/** Pictures that reports name. */
function addPictures(app: App, disk: Disk, parts: Pick<AppParts, 'mission' | 'uploads' | 'onFault'>): void {
  const { mission, uploads = new Uploads(disk), onFault } = parts;
  addFiles(app, { disk, uploads, mission });
  app.addHook('onClose', sweepDaily(uploads, mission.log, onFault));
}
