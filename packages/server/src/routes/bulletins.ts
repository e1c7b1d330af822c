import { hash } from 'node:crypto';
import { FORMATS, fileName, HTML_STYLE, MEDIA_TYPES, releasedFrom, textOf } from '@armistice/core/bulletin';
import { type BulletinEntry, MISSION } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import { writtenNow } from '../bulletin/erratum.ts';
import { erratumDue } from '../bulletin/examining.ts';
import { languagesOf } from '../bulletin/maker.ts';
import type { Making } from '../bulletin/making.ts';
import { mustBeOrderly } from '../bulletin/release.ts';
import { standingOf } from '../bulletin/standing.ts';
import type { BulletinRow } from '../derived/bulletins.ts';
import type { Mission } from '../mission.ts';
import { Problem } from '../problems.ts';
import { defaultLanguage, errataAsked, filesOf, rowFor } from './bulletin-rows.ts';
import {
  BulletinListSchema,
  BulletinSchema,
  DraftBody,
  DraftedSchema,
  ErratumDraftSchema,
  FileQuery,
  NumberParams,
  RecountQuery,
  RecountSchema,
  RulesSchema,
} from './bulletin-schemas.ts';
import { asksTo, audienceOf } from './may.ts';
import { tellRead, tellRows } from './reads.ts';
import { AudienceQuery, PROBLEM_ANSWERS } from './schemas.ts';
import { momentIn } from './sought.ts';

/** A file is its own page: it has one style sheet, by its hash, and nothing else. */
const HTML_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${hash('sha256', HTML_STYLE, 'base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** `/api/bulletins`: what was published, as it was, made again from the record; and what is to be. */
export function addBulletins(app: App, mission: Mission, making: Making): void {
  app.addHook('onClose', () => making.close());
  addList(app, mission);
  addOne(app, mission, making);
  addFiles(app, mission, making);
  addRecount(app, mission, making);
  addRules(app, mission);
  addDrafts(app, mission, making);
}

function addList(app: App, mission: Mission): void {
  const schema = {
    summary: 'Bulletins, the newest first; those not released to you yet by number and stretch alone',
    querystring: AudienceQuery,
    response: { 200: BulletinListSchema, ...PROBLEM_ANSWERS },
  };
  app.get('/api/bulletins', { schema, config: asksTo('read') }, async (request) => {
    const audience = audienceOf(request);
    const rows = await mission.ask('bulletins', audience, {});
    return { audience, bulletins: rows.map((row) => rowFor(row, audience)).reverse() };
  });
}

function addOne(app: App, mission: Mission, making: Making): void {
  const schema = {
    summary: 'One bulletin: its entry, its files with their hashes, and all that it says',
    params: NumberParams,
    querystring: AudienceQuery,
    response: { 200: BulletinSchema, ...PROBLEM_ANSWERS },
  };
  app.get('/api/bulletins/:number', { schema, config: asksTo('read') }, async (request) => {
    const audience = audienceOf(request);
    const row = await releasedRow({ mission, making }, request.params.number, audience);
    const model = await making.model(row.body, row.audience);
    tellRows(request, Math.max(1, model.observations.length), bulletinOf(request.params.number));
    return { ...rowFor(row, audience), body: row.body, files: filesOf(row, audience), model };
  });
}

/** Its rows are the same on its page and in each of its files. */
const bulletinOf = (number: string) => `/api/bulletins/${number}`;

function addFiles(app: App, mission: Mission, making: Making): void {
  for (const format of FORMATS) {
    const schema = {
      summary: `A bulletin as ${format}, made again from the record; x-bulletin-bytes says whether they are those published`,
      params: NumberParams,
      querystring: FileQuery,
      response: {
        200: { content: { [MEDIA_TYPES[format]]: { schema: Type.Unknown() } } },
        ...PROBLEM_ANSWERS,
      },
    };
    const path = `/api/bulletins/:number/file.${format}`;
    app.get(path, { schema, config: asksTo('read') }, async (request, reply) => {
      const { number } = request.params;
      const row = await releasedRow({ mission, making }, number, audienceOf(request));
      const language = request.query.lang ?? defaultLanguage(row.body);
      if (!languagesOf(row.body).includes(language))
        throw new Problem(
          'bulletin/file',
          `bulletin ${number} goes out in ${languagesOf(row.body).join(', ')}`,
        );
      const errata = errataAsked(row, request.query.as, format);
      const made = await making.file(row.body, row.audience, { language, format }, errata);
      const { bytes, stated } = made;
      tellRows(request, Math.max(1, made.rows), bulletinOf(number));
      const same = errata.length > 0 ? 'corrected' : standingOf(made.hash, stated, row.body.edition);
      const corrected = errata.length > 0 ? 'corrected.' : '';
      const name = `${number.replace(/[^A-Za-z0-9.-]+/g, '-')}.${corrected}${fileName({ language, format })}`;
      const tag = `"${made.hash}"`;
      reply.header('x-bulletin-bytes', same).header('etag', tag);
      if (request.headers['if-none-match'] === tag) return reply.code(304).send() as never;
      if (format === 'html') reply.header('content-security-policy', HTML_POLICY);
      return reply
        .type(MEDIA_TYPES[format])
        .header('content-language', language)
        .header(
          'content-disposition',
          `${format === 'html' || format === 'pdf' ? 'inline' : 'attachment'}; filename="${name}"`,
        )
        .send(Buffer.from(bytes)) as never;
    });
  }
}

function addRecount(app: App, mission: Mission, making: Making): void {
  const schema = {
    summary:
      'A bulletin counted again under another rule, shipped or put on record by any side, and whose it is',
    params: NumberParams,
    querystring: RecountQuery,
    response: { 200: RecountSchema, ...PROBLEM_ANSWERS },
  };
  app.get('/api/bulletins/:number/recount', { schema, config: asksTo('read') }, async (request) => {
    const audience = audienceOf(request);
    const row = await releasedRow({ mission, making }, request.params.number, audience);
    const { rule, version } =
      request.query.rule === undefined ? row.body.rule : { ...request.query, rule: request.query.rule };
    const found = await mission.ask('countingRule', audience, {
      rule,
      ...(version === undefined ? {} : { version }),
    });
    if (found === undefined)
      throw new Problem(
        'bulletin/rule',
        `there is no rule ${rule}${version === undefined ? '' : `, version ${version}`}`,
      );
    return {
      number: row.body.number,
      ...(row.body.figures === undefined ? {} : { published: row.body.figures }),
      recounted: await making.recount(row.body, row.audience, found.rule),
      rule: found.rule,
      whose: found.by === undefined ? { is: 'shipped' as const } : { is: 'on-record' as const, by: found.by },
    };
  });
}

function addRules(app: App, mission: Mission): void {
  const schema = {
    summary:
      'Counting rules under which a bulletin can be counted: the last version of each, and whose it is',
    querystring: AudienceQuery,
    response: { 200: RulesSchema, ...PROBLEM_ANSWERS },
  };
  app.get('/api/counting-rules', { schema, config: asksTo('read') }, async (request) => ({
    rules: [...(await mission.ask('countingRules', audienceOf(request), {}))],
  }));
}

function addDrafts(app: App, mission: Mission, making: Making): void {
  const draft = {
    summary: 'Draft a bulletin: everything that it would say and the entry to publish it; nothing is written',
    description:
      'Send `body` as the body of a `bulletin` entry to POST /api/entries; it waits for a second person. `cutoff` takes the record as it was then. With `size` and `issued` of a body that was drafted before it is the same again, whatever has come since.',
    body: DraftBody,
    response: { 200: DraftedSchema, ...PROBLEM_ANSWERS },
  };
  app.post(
    '/api/bulletins/draft',
    { schema: draft, config: asksTo('draft-bulletin', MISSION) },
    async (request) => {
      mission.mustBeReady();
      const { audience = PUBLIC, cutoff, size, issued, lang = 'en', rule, ...rest } = request.body;
      const found = await mission.ask('countingRule', MISSION, rule);
      if (found === undefined) throw new Problem('bulletin/rule', `there is no rule ${rule.rule}`);
      if (audience !== PUBLIC && audience !== MISSION)
        throw new Problem('request/malformed', 'a bulletin is for everyone or for the mission');
      const stretch = { from: momentIn(rest.from), to: momentIn(rest.to) };
      if (issued !== undefined) momentIn(issued);
      mustBeOrderly({ ...rest, ...stretch } as Parameters<typeof mustBeOrderly>[0]);
      const asked = {
        ...{ ...rest, ...stretch },
        rule: { rule: found.rule.rule, version: found.rule.version },
        issued: issued ?? `${new Date().toISOString().slice(0, 19)}Z`,
      } as Parameters<Making['draft']>[0];
      await mission.settled();
      const made = await making.draft(asked, audience, {
        ...(cutoff === undefined ? {} : { cutoff: Date.parse(momentIn(cutoff)) }),
        ...(size === undefined ? {} : { size }),
      });
      tellRead(request, audience, Math.max(1, made.model.observations.length));
      const html = textOf(made.model, { language: lang, format: 'html' });
      return { body: withheld(made.body), model: made.model, html, without: [...made.without] };
    },
  );
  const erratum = {
    summary:
      'Draft an erratum to a bulletin: both figures of all that comes out otherwise now; nothing is written',
    params: NumberParams,
    response: { 200: ErratumDraftSchema, ...PROBLEM_ANSWERS },
  };
  app.get(
    '/api/bulletins/:number/erratum',
    { schema: erratum, config: asksTo('draft-bulletin', MISSION) },
    async (request) => {
      const row = await releasedRow({ mission, making }, request.params.number, MISSION);
      const body = await erratumDue(making, row);
      return {
        audience: row.audience,
        due: [...row.due],
        written: [...writtenNow(row)],
        ...(body === undefined ? {} : { body }),
      };
    },
  );
}

/** What is held back from anyone states no figures in its entry, which everyone can read. */
function withheld(body: BulletinEntry): BulletinEntry {
  if (body.release === undefined) return body;
  const { figures: _figures, ...rest } = body;
  return rest;
}

async function releasedRow(
  { mission, making }: { readonly mission: Mission; readonly making: Making },
  number: string,
  audience: string,
): Promise<BulletinRow> {
  const row = await mission.ask('bulletin', audience, { number });
  if (row === undefined) throw new Problem('request/not-found', 'no bulletin has this number');
  making.erasedAt(row.erasedAt);
  const from = releasedFrom(audience, row.body);
  if (from > Date.now())
    throw new Problem(
      'bulletin/not-released',
      `it is released to you from ${new Date(from).toISOString()} on`,
    );
  return row;
}
