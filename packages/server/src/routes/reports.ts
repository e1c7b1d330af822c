import { MISSION, parseReport, type Report, wholeReport } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import type { Mission } from '../mission.ts';
import type { Filed } from '../mission-filing.ts';
import { detailsOf, Problem, type ProblemDetails, problemOf } from '../problems.ts';
import { type ActorOf, mustBeAllowed } from './may.ts';
import { AudienceQuery, FiledSchema, PROBLEM_ANSWERS, PUBLISHED_SCHEMAS } from './schemas.ts';

/** NDJSON of many reports; more are sent in several requests. */
const MAX_BYTES = 8 * 1024 * 1024;
const MAX_LINES = 10_000;
const NDJSON = 'application/x-ndjson';

/** What became of one line: where it stands in the record, or what to mend. */
type LineAnswer = { readonly line: number } & (Filed | { readonly problem: ProblemDetails });

/** `POST /api/reports` and `GET /api/reports/{key}`. */
export function addReports(app: App, mission: Mission, actorOf: ActorOf): void {
  app.addContentTypeParser(NDJSON, { parseAs: 'string' }, (_request, body, done) => done(null, body));
  const filing = {
    summary:
      'File one report (JSON) or many (NDJSON). The same source and id is the same report, however often it is sent',
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
  app.post(
    '/api/reports',
    { schema: filing, bodyLimit: MAX_BYTES, validatorCompiler: noValidation },
    async (request, reply) => {
      mustBeAllowed(actorOf(request), 'file-report', PUBLIC);
      if (typeof request.body === 'string' && request.headers['content-type']?.startsWith(NDJSON)) {
        const answers = await fileLines(mission, request.body);
        return reply.type(NDJSON).send(answers.map((one) => `${JSON.stringify(one)}\n`).join(''));
      }
      const filed = await fileOne(mission, request.body);
      return reply
        .code(filed.already ? 200 : 201)
        .header('location', `/api/reports/${filed.key}`)
        .send(filed);
    },
  );

  const reading = {
    summary: 'A report as one audience may know it',
    params: Type.Object({ key: Type.String({ pattern: '^[0-9a-f]{64}$' }) }),
    querystring: AudienceQuery,
    response: {
      200: Type.Object({ key: Type.String(), index: Type.Integer(), report: Type.Unknown() }),
      ...PROBLEM_ANSWERS,
    },
  };
  app.get('/api/reports/:key', { schema: reading }, async (request) => {
    const audience = request.query.audience ?? PUBLIC;
    mustBeAllowed(actorOf(request), 'read', audience);
    const known = mission.view.reports.get(request.params.key);
    if (known === undefined || (audience === PUBLIC && known.basis !== PUBLIC))
      throw new Problem('request/not-found', 'no report has this key; it is the SHA-256 of source and id');
    const { key, index, view } = known;
    if (audience !== MISSION) return { key, index, report: view };
    const entry = await mission.wholeReport(key);
    return {
      key,
      index,
      report: entry === undefined ? view : wholeReport({ ...entry.body, ...entry.withheld }),
    };
  });
}

async function fileOne(mission: Mission, body: unknown): Promise<Filed> {
  const report = parseReport(body);
  if (!report.ok) throw problemOf(report.refusal);
  const [filed] = await mission.file([report.value]);
  return filed as Filed;
}

/** Each line stands for itself: one that is refused holds up no other. */
async function fileLines(mission: Mission, body: string): Promise<readonly LineAnswer[]> {
  const lines = body.split('\n');
  if (lines.length > MAX_LINES + 1)
    throw new Problem('request/too-large', `send at most ${MAX_LINES} lines at once`);
  const work = lines.map(async (text, at): Promise<LineAnswer | undefined> => {
    if (text.trim() === '') return undefined;
    const line = at + 1;
    try {
      const [filed] = await mission.file([reportIn(text)]);
      return { line, ...(filed as Filed) };
    } catch (error) {
      return { line, problem: detailsOf(error) };
    }
  });
  return (await Promise.all(work)).filter((answer) => answer !== undefined);
}

function reportIn(text: string): Report {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Problem('request/malformed', 'this line is not JSON');
  }
  const report = parseReport(value);
  if (!report.ok) throw problemOf(report.refusal);
  return report.value;
}
