import type { Position } from '@armistice/core/geo';
import { MISSION, type Report } from '@armistice/core/mission';
import { type Act, type Actor, may } from '@armistice/core/rights';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import { cleaned } from '../files/cleaning.ts';
import { mediaTypeOf } from '../files/media-type.ts';
import { keptFor } from '../files/sent.ts';
import type { Uploads } from '../files/uploads.ts';
import type { Mission } from '../mission.ts';
import { Problem } from '../problems.ts';
import { readSealed } from '../record/attachments.ts';
import type { Disk } from '../record/disk.ts';
import { actorIn, asksByTarget, audienceOf } from './may.ts';
import { Audience, AudienceQuery, PROBLEM_ANSWERS } from './schemas.ts';

// Photographs that reports name. What came is kept for those who read the whole report and for nobody else, encrypted, as it
// came; what is shown is made of its pixels each time, so that an erasure has one file to destroy.

const MAX_FILE_BYTES = 12 * 1024 * 1024;
const TYPES = ['image/jpeg', 'image/png', 'application/octet-stream'];
/** Whatever is looked at by its own address runs nothing and loads nothing. */
const SANDBOX = "sandbox; default-src 'none'";

const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** What photographs are kept with. */
export interface FilesParts {
  readonly disk: Disk;
  readonly uploads: Uploads;
  readonly mission: Mission;
}

/** `POST /api/files` takes one in before a report names it, and `GET /api/files/{sha256}` shows it. */
export function addFiles(app: App, { disk, uploads, mission }: FilesParts): void {
  // Parsers of a scope are known in it alone: everywhere else these types are refused.
  app.register(async (plain) => {
    const scope = plain as App;
    scope.addContentTypeParser(TYPES, { parseAs: 'buffer', bodyLimit: MAX_FILE_BYTES }, (_, body, done) =>
      done(null, body),
    );
    addUpload(scope, uploads);
    addShow(scope, disk, mission);
  });
}

function addUpload(app: App, uploads: Uploads): void {
  const Kept = Type.Object({
    sha256: Sha256,
    type: Type.Enum(['image/jpeg', 'image/png'], { description: 'by its content' }),
    bytes: Type.Integer(),
  });
  const schema = {
    summary:
      'Keep a photograph (JPEG or PNG, at most 12 MiB) for a report to this audience that names its SHA-256 among its attachments',
    consumes: TYPES,
    querystring: AudienceQuery,
    response: { 201: Kept, ...PROBLEM_ANSWERS },
  };
  app.post(
    '/api/files',
    { schema, config: asksByTarget('file-report'), bodyLimit: MAX_FILE_BYTES },
    async (request, reply) => {
      const { body } = request;
      const type = Buffer.isBuffer(body) ? mediaTypeOf(body) : undefined;
      if (!Buffer.isBuffer(body) || type === undefined)
        throw new Problem('request/media-type', 'its content is neither JPEG nor PNG');
      const { handle } = await actorIn(request);
      uploads.count(handle, body.length);
      // What cannot be shown is of no use to whoever has to judge the report.
      await cleaned(body);
      const sha256 = await uploads.keep(body, keptFor(audienceOf(request)), handle);
      return reply.code(201).send({ sha256, type, bytes: body.length });
    },
  );
}

function addShow(app: App, disk: Disk, mission: Mission): void {
  const schema = {
    summary:
      'A photograph made anew from its pixels; as it came, with what its camera wrote, for those who may know where observers stood',
    params: Type.Object({ sha256: Sha256 }),
    querystring: Type.Object(
      {
        audience: Type.Optional({ ...Audience, default: MISSION }),
        original: Type.Optional(Type.Boolean()),
        report: Type.Optional({
          ...Sha256,
          description: 'key of a report that names it; to be said by those whose rights hold in an area',
        }),
      },
      { additionalProperties: false },
    ),
    response: { ...PROBLEM_ANSWERS },
  };
  app.get('/api/files/:sha256', { schema, config: asksByTarget('read-detail') }, async (request, reply) => {
    const { sha256 } = request.params;
    const { original = false, report } = request.query;
    const [actor, audience] = [await actorIn(request), audienceOf(request)];
    const at = report === undefined ? undefined : await placeOf(mission, { audience, report, sha256 });
    mustSee(actor, 'read-detail', audience, at);
    if (original) mustSee(actor, 'read-positions', audience, at);
    const kept = await readSealed(disk, sha256, audience);
    const type = kept === undefined ? undefined : mediaTypeOf(kept);
    if (kept === undefined || type === undefined) throw nothingThere();
    const shown = original ? kept : await cleaned(kept);
    const suffix = type === 'image/png' ? 'png' : 'jpg';
    return reply
      .type(type)
      .header('content-security-policy', SANDBOX)
      .header('content-disposition', `attachment; filename="${sha256}.${suffix}"`)
      .send(Buffer.from(shown) as never);
  });
}

/** Where the report lies that names a photograph. Throws where this audience knows of none that does. */
async function placeOf(
  mission: Mission,
  {
    audience,
    report,
    sha256,
  }: { readonly audience: string; readonly report: string; readonly sha256: string },
): Promise<Position> {
  const { at, detail } = await mission.ask('report', audience, { key: report });
  const { attachments } = (JSON.parse(detail) as { readonly report: Pick<Report, 'attachments'> }).report;
  if (attachments?.some((one) => one.sha256 === sha256) !== true) throw nothingThere();
  return at;
}

/** Throws where somebody may not see a photograph that lies there; of one without a place, where their area would matter. */
function mustSee(actor: Actor, act: Act, audience: string, at: Position | undefined): void {
  const party = actor.party === audience ? { party: audience } : {};
  const body = actor.bodies?.includes(audience) === true ? { body: audience } : {};
  const target = { audience, ...party, ...body };
  const answer = may(actor, act, at === undefined ? target : { ...target, at }, Date.now());
  if (!answer.allowed) throw new Problem('request/not-allowed', WHY[answer.why] ?? WHY.other);
  if (at === undefined && actor.area !== undefined)
    throw new Problem('request/not-allowed', 'your rights hold in an area: name the report with ?report=');
}

const WHY: { readonly [why: string]: string; readonly other: string } = {
  'other-area': 'it was taken for a report outside of your area',
  other: 'photographs of this audience, or what a camera wrote, are not yours to see',
};

function nothingThere(): Problem {
  return new Problem('request/not-found', 'no photograph has this SHA-256');
}
