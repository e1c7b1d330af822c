import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { parseReport } from '@armistice/core/mission';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import { shownTo } from '../derived/shown-to.ts';
import type { Mission } from '../mission.ts';
import type { Filed } from '../mission-filing.ts';
import { problemOf } from '../problems.ts';
import { authorOf, type FilingParts, intakeFor, mustFile } from './filing-rights.ts';
import { actorIn, asksByTarget, asksTo, audienceOf } from './may.ts';
import { Audience, AudienceQuery, FiledSchema, PROBLEM_ANSWERS, PUBLISHED_SCHEMAS } from './schemas.ts';
import { sendJson } from './send-json.ts';
import { SoughtQuery, soughtIn } from './sought.ts';
import { fileLines, MAX_LINE_BYTES } from './stream.ts';

const NDJSON = 'application/x-ndjson';
const PAGE = 100;

/** `POST /api/reports`, `GET /api/reports` and `GET /api/reports/{key}`. */
export function addReports(app: App, parts: FilingParts): void {
  addFiling(app, parts);
  addListing(app, parts.mission);
  addReading(app, parts.mission);
}

function addFiling(app: App, parts: FilingParts): void {
  const { mission, desk } = parts;
  // Read line by line as it comes: a stream may be of any length.
  app.addContentTypeParser(NDJSON, (_request, payload, done) => done(null, payload));
  const schema = {
    summary:
      'File one report (JSON) or many (NDJSON). The same source and id is the same report, however often it is sent; ?audience= seals it to one audience',
    description:
      'NDJSON is answered line by line while it is sent, each line once it is durable: `{"line": 1, "key": …, "index": …, "promise": …}` or `{"line": 2, "problem": …}`. A sender that is faster than the record is slowed down. Read the answers while you send, or send at most 10,000 lines at once.',
    querystring: Type.Object({ audience: Type.Optional(Audience) }),
    consumes: ['application/json', NDJSON],
    body: Type.Unsafe<unknown>({ ...PUBLISHED_SCHEMAS.report, description: 'A Report, or one in each line' }),
    response: {
      200: {
        description: 'Filed before; for NDJSON one answer a line',
        content: { 'application/json': { schema: FiledSchema }, [NDJSON]: { schema: Type.String() } },
      },
      201: { description: 'Filed', content: { 'application/json': { schema: FiledSchema } } },
      ...PROBLEM_ANSWERS,
    },
  };
  // Core reads the report: its refusals name the field, and the schema is its own.
  const noValidation = () => () => true;
  const config = asksByTarget('file-report');
  app.post(
    '/api/reports',
    { schema, config, bodyLimit: MAX_LINE_BYTES, validatorCompiler: noValidation },
    async (request, reply) => {
      if (request.headers['content-type']?.startsWith(NDJSON)) {
        mission.mustKnowReports();
        const lines = fileLines(intakeFor(parts, request), request.body as IncomingMessage);
        return reply.type(NDJSON).send(Readable.from(lines) as unknown as string);
      }
      const report = parseReport(request.body);
      if (!report.ok) throw problemOf(report.refusal);
      await mustFile(parts, request, report.value);
      const author = await authorOf(request, desk);
      const [first] = await mission.file([report.value], audienceOf(request), author);
      const filed = first as Filed;
      return reply
        .code(filed.already ? 200 : 201)
        .header('location', `/api/reports/${filed.key}`)
        .send(filed);
    },
  );
}

const PlaceClass = Type.String({
  description: 'of its source: the place is the cell of this grid in which it lies, never the place itself',
});

const RowSchema = Type.Object({
  key: Type.String(),
  index: Type.Integer(),
  recorded: Type.String(),
  basis: Type.String(),
  report: Type.Unknown(),
  placeClass: Type.Optional(PlaceClass),
});

function addListing(app: App, mission: Mission): void {
  const { audience, kind, source, bbox, from, to } = SoughtQuery;
  const schema = {
    summary: 'Reports in the order of the record, as everyone may read them who may read their basis',
    querystring: Type.Object(
      {
        audience,
        kind,
        source,
        bbox,
        from,
        to,
        order: Type.Optional(Type.Enum(['oldest', 'newest'], { default: 'oldest' })),
        after: Type.Optional(Type.Integer({ minimum: 0, description: '`next` of the page before' })),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: PAGE })),
      },
      { additionalProperties: false },
    ),
    response: {
      200: Type.Object({ reports: Type.Array(RowSchema), next: Type.Optional(Type.Integer()) }),
      ...PROBLEM_ANSWERS,
    },
  };
  app.get('/api/reports', { schema, config: asksTo('read') }, async (request, reply) => {
    const { order = 'oldest', after, limit = PAGE } = request.query;
    const asked = {
      ...soughtIn(request.query),
      ...(after === undefined ? {} : { after }),
      ...{ order, limit },
    };
    return sendJson(reply, await mission.ask('reports', audienceOf(request), asked));
  });
}

function addReading(app: App, mission: Mission): void {
  const schema = {
    summary: 'A report as one audience may know it, and as much of it as whoever asks has the right to',
    params: Type.Object({ key: Type.String({ pattern: '^[0-9a-f]{64}$' }) }),
    querystring: AudienceQuery,
    response: {
      200: Type.Object({
        key: Type.String(),
        index: Type.Integer(),
        report: Type.Unknown(),
        placeClass: Type.Optional(PlaceClass),
      }),
      ...PROBLEM_ANSWERS,
    },
  };
  app.get('/api/reports/:key', { schema, config: asksTo('read') }, async (request, reply) => {
    const texts = await mission.ask('report', audienceOf(request), { key: request.params.key });
    return sendJson(reply, texts[shownTo(await actorIn(request), audienceOf(request), texts, Date.now())]);
  });
}
