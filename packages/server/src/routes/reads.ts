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

/** Lists for the staff that are asked for by rights which are not about reading. */
const OF_STAFF: ReadonlySet<string> = new Set(['/api/proposals', '/api/proposals/:id', '/api/devices']);

const told = new WeakMap<FastifyRequest, { readonly rows: number; readonly audience?: string }>();

/** Says of how many rows an answer is that is no JSON, or whose rows lie deeper. */
export function tellRows(request: FastifyRequest, rows: number): void {
  told.set(request, { rows });
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
  alarm: Type.Optional(
    Type.Enum(['rows', 'reads'], { description: 'more of these in an hour than the limit' }),
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
    const rows = told.get(request)?.rows ?? rowsIn(payload);
    // Pages look for proposals all the time: an empty list tells nothing.
    if (rows > 0 || !isOfStaff(request)) await note(reads, request, audience, rows);
    return payload;
  });
  // A stream is no answer that ends: it is noted when it begins.
  app.addHook('preHandler', async (request) => {
    const audience = audienceOf(request);
    if (request.routeOptions.url === '/api/events' && audience !== PUBLIC)
      await note(reads, request, audience, 0);
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

async function note(reads: ReadsLog, request: FastifyRequest, audience: string, rows: number): Promise<void> {
  const { handle } = await askerIn(request);
  await reads.note({ who: handle, route: request.routeOptions.url ?? '', audience, rows });
}

/** The longest list of an answer is its rows; what is no list is one. */
function rowsIn(payload: unknown): number {
  if (typeof payload !== 'string' || !payload.startsWith('{')) return 1;
  const lists = Object.values(JSON.parse(payload) as object).filter((one) => Array.isArray(one));
  return lists.length === 0 ? 1 : Math.max(...lists.map((list) => (list as readonly unknown[]).length));
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
