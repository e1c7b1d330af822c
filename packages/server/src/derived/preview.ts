import type { Indication } from '@armistice/core/agreement';
import { readMoment } from '@armistice/core/base';
import {
  audienceOfLinking,
  countUnder,
  EACH_EXPLOSION,
  type Incident,
  MISSION,
  type MissionState,
  type MissionView,
  reads,
  type Trial,
  type TriedLinking,
  tryLinking,
} from '@armistice/core/mission';
import { Problem } from '../problems.ts';
import { showsIndications } from './audience.ts';
import type { Deriving } from './deriving.ts';

// A copy of the state costs its size. Of a larger mission nothing is copied while others wait for their answers.
const MOST_REPORTS = 20_000;

/** Who thinks of writing what. */
export interface AskedPreview {
  readonly linking: TriedLinking;
  /** Handle of whoever would write it, as the fold knows them. */
  readonly subject: string;
  /** UTC milliseconds. */
  readonly now: number;
}

/**
 * What a join, a split or an undo would change, worked out on a copy: JSON. Nothing is written. Throws where this
 * audience knows of no such reports.
 */
export function preview(on: Deriving, audience: string, { linking, subject, now }: AskedPreview): string {
  on.mustBeReady();
  const { view } = on;
  mustKnow(view, audience, linking);
  const basis = audienceOfLinking(view, linking) as string;
  if (view.reports.size > MOST_REPORTS)
    throw new Problem(
      'preview/too-large',
      `the mission has ${view.reports.size} reports, and a copy is made of at most ${MOST_REPORTS}`,
    );
  const tried = tryLinking(view as MissionState, linking, {
    subject,
    audience: basis,
    at: Math.max(now, view.at),
  });
  if (!tried.ok) return JSON.stringify({ ok: false, why: tried.why });
  return JSON.stringify({ ok: true, ...told(view, audience, tried.trial) });
}

/** Reports that this reader does not know are answered as those that are not there. */
function mustKnow(view: MissionView, audience: string, linking: TriedLinking): void {
  if (linking.kind === 'undo') {
    const known = view.linkings.get(linking.entry);
    if (known === undefined || !reads(audience, known.basis))
      throw new Problem('request/not-found', `entry ${linking.entry} is no join or split in force`);
    return;
  }
  for (const key of [...linking.reports, ...(linking.kind === 'split' ? linking.from : [])]) {
    const report = view.reports.get(key);
    if (report === undefined || !reads(audience, report.basis))
      throw new Problem('request/not-found', `no report has the key ${key}`);
  }
}

function told(view: MissionView, audience: string, { after, before, instead, touched }: Trial) {
  const bulletins = touched.filter((number) => {
    const published = after.bulletins.get(number);
    return published !== undefined && reads(audience, published.audience);
  });
  return {
    before: before.map((one) => rowOf(view, audience, one)),
    after: instead.map((one) => rowOf(after, audience, one)),
    bulletins: bulletins.map((name) => after.bulletins.get(name)?.body.number ?? name),
    ...countsOf(view, after, audience, [...before, ...instead]),
  };
}

/** An incident with what its clauses come to; reasons are left to the account. */
function rowOf(view: MissionView, audience: string, incident: Incident) {
  const { id, kind, reports, occurred, place, count, origins, number } = incident;
  const { status, attribution, finding, resolution } = incident;
  const shown = audience === MISSION || showsIndications(view.rules, status);
  const indications: readonly Indication[] = shown ? (view.indications.get(id) ?? []) : [];
  return {
    ...{ id, kind, reports, occurred, place, count, origins, status, attribution, finding, resolution },
    ...(number === undefined ? {} : { number }),
    indications: indications.map(({ agreement, clause, outcome, probability }) => ({
      ...{ agreement, clause, outcome, probability },
    })),
  };
}

/** The count over the stretch that these incidents take, under the shipped rule of each explosion, before and after. */
function countsOf(before: MissionView, after: MissionView, audience: string, all: readonly Incident[]) {
  const [first] = all;
  if (first === undefined) return {};
  const from = Math.min(...all.map(({ occurred }) => readMoment(occurred.from) ?? 0));
  const to = Math.max(...all.map(({ occurred }) => readMoment(occurred.to) ?? 0)) + 1;
  const asked = { rule: EACH_EXPLOSION, audience, from, to };
  const [was, is] = [countUnder(before, asked), countUnder(after, asked)];
  return {
    counted: {
      rule: was.rule,
      unit: was.unit,
      from: was.from,
      to: was.to,
      before: was.count,
      after: is.count,
    },
  };
}
