import { MISSION } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import { may } from '@armistice/core/rights';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import { cleaned } from '../files/cleaning.ts';
import { mediaTypeOf } from '../files/media-type.ts';
import { Problem } from '../problems.ts';
import { keepSealed, readSealed } from '../record/attachments.ts';
import type { Disk } from '../record/disk.ts';
import { actorIn, asksByTarget, asksTo } from './may.ts';
import { PROBLEM_ANSWERS } from './schemas.ts';

// Photographs that reports name. What came is kept for the mission alone, encrypted, as it came; what is shown is made of its
// pixels each time, so that an erasure has one file to destroy.

const MAX_FILE_BYTES = 12 * 1024 * 1024;
const TYPES = ['image/jpeg', 'image/png', 'application/octet-stream'];
/** Whatever is looked at by its own address runs nothing and loads nothing. */
const SANDBOX = "sandbox; default-src 'none'";

const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** `POST /api/files` takes one in before a report names it, and `GET /api/files/{sha256}` shows it. */
export function addFiles(app: App, disk: Disk): void {
  // Parsers of a scope are known in it alone: everywhere else these types are refused.
  app.register(async (plain) => {
    const scope = plain as App;
    scope.addContentTypeParser(TYPES, { parseAs: 'buffer', bodyLimit: MAX_FILE_BYTES }, (_, body, done) =>
      done(null, body),
    );
    addUpload(scope, disk);
    addShow(scope, disk);
  });
}

function addUpload(app: App, disk: Disk): void {
  const Kept = Type.Object({
    sha256: Sha256,
    type: Type.Enum(['image/jpeg', 'image/png'], { description: 'by its content' }),
    bytes: Type.Integer(),
  });
  const schema = {
    summary:
      'Keep a photograph (JPEG or PNG, at most 12 MiB) for a report that names its SHA-256 among its attachments',
    consumes: TYPES,
    response: { 201: Kept, ...PROBLEM_ANSWERS },
  };
  app.post(
    '/api/files',
    { schema, config: asksByTarget('file-report', PUBLIC), bodyLimit: MAX_FILE_BYTES },
    async (request, reply) => {
      const { body } = request;
      const type = Buffer.isBuffer(body) ? mediaTypeOf(body) : undefined;
      if (!Buffer.isBuffer(body) || type === undefined)
        throw new Problem('request/media-type', 'its content is neither JPEG nor PNG');
      // What cannot be shown is of no use to whoever has to judge the report.
      await cleaned(body);
      const sha256 = await keepSealed(disk, body, MISSION);
      return reply.code(201).send({ sha256, type, bytes: body.length });
    },
  );
}

function addShow(app: App, disk: Disk): void {
  const schema = {
    summary:
      'A photograph made anew from its pixels; as it came, with what its camera wrote, for those who may know where observers stood',
    params: Type.Object({ sha256: Sha256 }),
    querystring: Type.Object({ original: Type.Optional(Type.Boolean()) }, { additionalProperties: false }),
    response: { ...PROBLEM_ANSWERS },
  };
  app.get(
    '/api/files/:sha256',
    { schema, config: asksTo('read-detail', MISSION) },
    async (request, reply) => {
      const { sha256 } = request.params;
      const original = request.query.original === true;
      if (
        original &&
        !may(await actorIn(request), 'read-positions', { audience: MISSION }, Date.now()).allowed
      )
        throw new Problem('request/not-allowed', 'what a camera wrote may tell where an observer stood');
      const kept = await readSealed(disk, sha256, MISSION);
      const type = kept === undefined ? undefined : mediaTypeOf(kept);
      if (kept === undefined || type === undefined)
        throw new Problem('request/not-found', 'no photograph has this SHA-256');
      const shown = original ? kept : await cleaned(kept);
      const suffix = type === 'image/png' ? 'png' : 'jpg';
      return reply
        .type(type)
        .header('content-security-policy', SANDBOX)
        .header('content-disposition', `attachment; filename="${sha256}.${suffix}"`)
        .send(Buffer.from(shown) as never);
    },
  );
}
