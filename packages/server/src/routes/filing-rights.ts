import { footprintOf } from '@armistice/core/geo';
import type { Report } from '@armistice/core/mission';
import { may } from '@armistice/core/rights';
import type { FastifyRequest } from 'fastify';
import type { Desk } from '../desk/desk.ts';
import { unsentIn } from '../files/sent.ts';
import type { Mission } from '../mission.ts';
import { Problem } from '../problems.ts';
import type { Disk } from '../record/disk.ts';
import type { EntrySigner } from '../record/keys.ts';
import { actorNow, audienceOf } from './may.ts';
import type { Intake } from './stream.ts';

/** What filing stands on. */
export interface FilingParts {
  readonly mission: Mission;
  readonly desk: Desk | undefined;
  /** Where photographs are kept; undefined where none are. */
  readonly disk: Disk | undefined;
}

/**
 * What may be filed by a request, report by report, for the audience that it names: a device files for its own sources, a
 * monitor in their area, a party for the sources that are registered as its own. Rights are looked up again for each batch,
 * as a stream may outlast them.
 */
export function intakeFor({ mission, desk, disk }: FilingParts, request: FastifyRequest): Intake {
  const audience = audienceOf(request);
  return {
    get behind() {
      return mission.behind;
    },
    async fileEach(reports) {
      const refused = await refusals({ mission, disk }, request, reports);
      const allowed = reports.filter((_, at) => refused[at] === undefined);
      const filed =
        allowed.length === 0 ? [] : await mission.fileEach(allowed, audience, await authorOf(request, desk));
      let next = 0;
      return refused.map((one) => one ?? (filed[next++] as (typeof filed)[number]));
    },
  };
}

/** Who signs what a person files, so that nobody assesses their own report; a device's stands under the operator's key. */
export async function authorOf(
  request: FastifyRequest,
  desk: Desk | undefined,
): Promise<EntrySigner | undefined> {
  return desk?.signerOf(await actorNow(request));
}

/** Throws where one report may not be filed by a request. */
export async function mustFile(
  parts: Omit<FilingParts, 'desk'>,
  request: FastifyRequest,
  report: Report,
): Promise<void> {
  const [refused] = await refusals(parts, request, [report]);
  if (refused !== undefined) throw refused;
}

async function refusals(
  { mission, disk }: Omit<FilingParts, 'desk'>,
  request: FastifyRequest,
  reports: readonly Report[],
): Promise<readonly (Problem | undefined)[]> {
  const [actor, audience] = [await actorNow(request), audienceOf(request)];
  const ours = actor.roles.includes('liaison-officer') ? actor.party : undefined;
  const now = Date.now();
  const refused = reports.map(({ source, place }) => {
    const of = mission.registry.partyOf(source);
    // A party's source is nobody else's: else anybody could speak in its name, or take an id before it does.
    if (of !== undefined && of !== ours) return new Problem('request/not-allowed', WHY['of-party']);
    const party = of === undefined ? {} : { party: of };
    // Where it lies matters to whoever has an area alone, and costs time of a long stream.
    const at = actor.area === undefined ? {} : { at: footprintOf(place).at };
    const target = { audience, source, ...at, ...party };
    const answer = may(actor, 'file-report', target, now);
    return answer.allowed ? undefined : new Problem('request/not-allowed', WHY[answer.why] ?? WHY.other);
  });
  const sender = actor.handle;
  for (const [at, report] of reports.entries())
    if (report.attachments !== undefined)
      refused[at] ??= await unsentIn(disk, { ...report, sender, audience });
  return refused;
}

const WHY: { readonly [why: string]: string; readonly other: string; readonly 'of-party': string } = {
  'other-source': 'this device files for its own sources alone, and this report names another',
  'other-area': 'it lies outside of the area in which you file',
  'other-party': 'a party files for the sources that are registered as its own, and this is none of them',
  'of-party': 'this source is one of a party, and that party alone files from it',
  other: 'reports for this audience are not yours to file',
};
