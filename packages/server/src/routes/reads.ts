import { hash } from 'node:crypto';
import { MISSION } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import type { Act } from '@armistice/core/rights';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import type { ReadsLog } from '../reads/reads-log.ts';
import { askerIn, asksTo, audienceOf } from './may.ts';
import { PROBLEM_ANSWERS } from './schemas.ts';
import { sendJson } from './send-json.ts';

/** What is restricted whatever its audience: members, positions, the whole of a report, and who a source is. */
const RESTRICTED: ReadonlySet<Act> = new Set<Act>([
  'read-detail',
  'read-positions',
  'read-members',
  'open-vault',
]);

/** Lists for the staff that pages ask for all the time, or by rights which are not about reading. */
const OF_STAFF: ReadonlySet<string> = new Set([
  '/api/proposals',
  '/api/proposals/:id',
  '/api/devices',
  '/api/inquiries',
]);

/** Answers about the same incidents, looked for by the same words: as tiles, numbers and lists. */
const WHAT_HAPPENED: ReadonlySet<string> = new Set([
  '/api/incidents',
  '/api/indications',
  '/api/counts',
  '/api/timeline',
  '/api/tiles/:z/:x/:y.mvt',
]);
const PAGING: ReadonlySet<string> = new Set(['after', 'before', 'limit', 'order', 'buckets']);

/** What an answer holds: how many rows, and a name for each, the same wherever the row is shown. */
interface Answer {
  readonly rows: number;
  /** Where none is told, a row is known by the question and its place. */
  readonly names?: readonly string[];
}

/** What a route says of its own answer. */
interface Told extends Answer {
  readonly audience?: string;
}

const told = new WeakMap<FastifyRequest, Told>();

/**
 * Says of how many rows an answer is that is no JSON, or whose rows lie deeper, or that is numbers alone: one. `of` what they are the
 * rows, where other addresses answer the same ones.
 */
export function tellRows(request: FastifyRequest, rows: number, of?: string): void {
  told.set(request, { rows, ...(of === undefined ? {} : { names: placesIn(of, rows) }) });
}

/** Says which incidents a tile shows. One that only says how many there are is one row. */
export function tellShown(request: FastifyRequest, ids: readonly string[]): void {
  const names = ids.length === 0 ? [pathOf(request)] : ids;
  told.set(request, { rows: names.length, names });
}

/** Says whose material an answer is, and of how many rows, where neither method nor query tells: a draft is a read by POST. */
export function tellRead(request: FastifyRequest, audience: string, rows: number): void {
  told.set(request, { rows, audience });
}

const LineSchema = Type.Object({
  n: Type.Integer(),
  at: Type.String({ format: 'date-time' }),
  who: Type.String({ description: 'a handle' }),
  route: Type.Optional(Type.String({ description: 'its template: not what was asked for' })),
  audience: Type.Optional(Type.String()),
  rows: Type.Optional(Type.Integer()),
  fresh: Type.Optional(
    Type.Integer({
      description:
        'rows not known to have been shown to them within the hour before; all where it is left out',
    }),
  ),
  again: Type.Optional(
    Type.Literal(true, { description: 'they are known to have asked the same within the hour before' }),
  ),
  alarm: Type.Optional(
    Type.Enum(['rows', 'reads'], { description: 'more different ones in an hour than the limit' }),
  ),
  limit: Type.Optional(Type.Integer()),
  before: Type.String({ description: 'hash of the line before' }),
});

/**
 * Notes every answer of what is restricted before it goes out: an answer that cannot be noted is not given. And
 * `GET /api/reads`, for the head and the custodians. To be added before the routes, and before what may empty an answer.
 */
export function addReads(app: App, reads: ReadsLog): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const audience = restrictedTo(request, reply);
    if (audience === undefined) return payload;
    const answer = told.get(request) ?? answerIn(payload, request);
    // Pages look for proposals and for what is asked of one all the time: an empty list tells nothing.
    if (answer.rows > 0 || !isOfStaff(request)) await note(reads, request, audience, answer);
    return payload;
  });
  // A stream is no answer that ends: it is noted when it begins.
  app.addHook('preHandler', async (request) => {
    const audience = audienceOf(request);
    if (request.routeOptions.url === '/api/events' && audience !== PUBLIC)
      await note(reads, request, audience, { rows: 0 });
  });
  addListing(app, reads);
}

/** The audience that an answer is for, where it is restricted and tells something. */
function restrictedTo(request: FastifyRequest, { statusCode }: FastifyReply): string | undefined {
  const { asks } = request.routeOptions.config;
  // Who has it already, and who asks for its tag or length alone, is told that it is so still.
  if (asks === undefined || (statusCode !== 304 && (statusCode < 200 || statusCode >= 300))) return undefined;
  const said = told.get(request)?.audience;
  if (said !== undefined) return said === PUBLIC ? undefined : said;
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (isRead && isOfStaff(request)) return MISSION;
  const audience = asks.audience === 'asked' ? audienceOf(request) : asks.audience;
  if (RESTRICTED.has(asks.act)) return audience;
  return isRead && audience !== PUBLIC ? audience : undefined;
}

function isOfStaff(request: FastifyRequest): boolean {
  return OF_STAFF.has(request.routeOptions.url ?? '');
}

async function note(
  reads: ReadsLog,
  request: FastifyRequest,
  audience: string,
  { rows, names }: Answer,
): Promise<void> {
  const { handle } = await askerIn(request);
  const read = { who: handle, route: request.routeOptions.url ?? '', audience, rows };
  // What was asked for by POST does not stand in the address: each counts as another.
  if (request.method !== 'GET' && request.method !== 'HEAD') return reads.note(read);
  const question = questionIn(request, audience);
  const shown = (names ?? placesIn(question, rows)).map((name) => shortened(`${audience} ${name}`));
  return reads.note(read, { question, rows: shown });
}

/** What counts as one question: the address, without how much of its answer is asked for and in which order. */
function questionIn(request: FastifyRequest, audience: string): string {
  const { url: route = '' } = request.routeOptions;
  const asked = Object.entries(request.query as object).filter(([name]) => !PAGING.has(name));
  const of = WHAT_HAPPENED.has(route) ? '/api/incidents' : pathOf(request);
  return shortened(`${of} ${JSON.stringify([audience, asked.sort(([a], [b]) => (a < b ? -1 : 1))])}`);
}

const pathOf = ({ url }: FastifyRequest) => url.split('?', 1)[0] ?? url;

const placesIn = (of: string, rows: number) => Array.from({ length: rows }, (_, i) => `${of} ${i}`);

/** Some thousand of them are held for each reader. */
const shortened = (name: string) => (name.length > 128 ? hash('sha256', name, 'base64url') : name);

/** The rows of all lists; what is no list is one, and so is what is asked for by its name. */
function answerIn(payload: unknown, request: FastifyRequest): Answer {
  if (typeof payload !== 'string' || !payload.startsWith('{')) return { rows: 1 };
  const lists = Object.entries(JSON.parse(payload) as object).filter(([, one]) => Array.isArray(one));
  const path = pathOf(request);
  const names = lists.flatMap(([list, rows]) =>
    (rows as readonly unknown[]).map((row) => `${path} ${list} ${nameOf(row)}`),
  );
  const isOne = lists.length === 0 || Object.keys(request.params as object).length > 0;
  return isOne && names.length === 0 ? { rows: 1, names: [path] } : { rows: names.length, names };
}

const NAMING = [
  ...['index', 'id', 'key', 'handle', 'number', 'entry', 'source', 'area', 'incident', 'agreement'],
  ...['version', 'clause', 'party', 'standing', 'step'],
];

/** What names a row of one list, whatever was asked of it: an incident that changed is the same one. */
function nameOf(row: unknown): string {
  const fields = (row ?? {}) as { readonly [name: string]: unknown };
  const named = NAMING.map((name) => {
    const field = fields[name];
    return typeof field === 'object' ? (field as { readonly id?: unknown } | null)?.id : field;
  });
  return named.every((one) => one === undefined) ? JSON.stringify(row) : JSON.stringify(named);
}

function addListing(app: App, reads: ReadsLog): void {
  const schema = {
    summary: 'Who read restricted material, the newest first, and alarms of bulk reads',
    querystring: Type.Object(
      {
        before: Type.Optional(Type.Integer({ minimum: 1, description: '`next` of the page before' })),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
        only: Type.Optional(Type.Enum(['alarms'])),
      },
      { additionalProperties: false },
    ),
    response: {
      200: Type.Object({
        reads: Type.Array(LineSchema),
        next: Type.Optional(Type.Integer()),
        count: Type.Integer({ description: 'lines of the whole log' }),
        head: Type.String({ description: 'hash of its last line, as the record names it day by day' }),
      }),
      ...PROBLEM_ANSWERS,
    },
  };
  app.get('/api/reads', { schema, config: asksTo('read-reads', PUBLIC) }, async (request, reply) => {
    const { before, limit = 100, only } = request.query;
    const page = await reads.page({
      limit,
      alarms: only === 'alarms',
      ...(before === undefined ? {} : { before }),
    });
    const next = page.length === limit ? { next: page.at(-1)?.n } : {};
    return sendJson(reply, JSON.stringify({ reads: page, ...next, ...reads.head }));
  });
}
