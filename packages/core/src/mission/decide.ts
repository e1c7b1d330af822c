import { formatMoment, quantiseProbability } from '../base/index.ts';
import { type AdoptedFinding, type Attributed, type Axes, findingOver, type IncidentStatus } from './axes.ts';
import type { Assessment, Attribution, Finding, Resolution } from './decision-forms.ts';
import { type Circumstances, type Decided, mayTake, whyUnmet } from './needs.ts';
import { seatsInFavour, whyNotCarried } from './quorum.ts';
import { transitionOf } from './transitions.ts';
import { millisecondsOf } from './words.ts';

/** What a decision comes to: the axes after it, or a sentence that says why it changes nothing. */
export type Judged =
  | { readonly ok: true; readonly axes: Axes; readonly waits?: string }
  | { readonly ok: false; readonly why: string };

/** Takes one step on one axis, if the table of transitions has it and everything it needs is there. */
export function decide(decided: Decided, about: Circumstances): Judged {
  const { axes } = about;
  const from = stateOn(decided, axes);
  const stated = statedOn(decided);
  const step = transitionOf(decided.axis, from, stated);
  if (step === undefined)
    return refused(`there is no step from ${from} to ${stated} on the axis ${decided.axis}`);
  if (!mayTake(step.by, decided.author))
    return refused(
      `${decided.author.subject} may not take the step from ${from} to ${stated}: ${step.by.filter((one) => one !== 'clock').join(', ')} may`,
    );
  for (const need of step.needs) {
    const why = whyUnmet(need, decided, about);
    if (why !== undefined) return refused(`from ${from} to ${stated}: ${why}`);
  }
  if (step.needs.includes('second-person') && !isSecond(decided, about)) {
    const { subject } = decided.author;
    return {
      ok: true,
      axes: traced({ ...axes, verifying: subject }, decided.index),
      waits: `${subject} holds it verified; a second person must agree`,
    };
  }
  return { ok: true, axes: traced(taken(decided, about), decided.index) };
}

function refused(why: string): Judged {
  return { ok: false, why };
}

/** The state that a decision moves its axis to. */
export function statedOn(decided: Decided): string {
  switch (decided.axis) {
    case 'status':
      return decided.body.status;
    case 'attribution':
      return decided.body.attribution;
    case 'finding':
      return decided.body.finding;
    case 'resolution':
      return decided.body.resolution;
  }
}

function stateOn(decided: Decided, axes: Axes): string {
  if (decided.axis !== 'finding') return axes[decided.axis];
  const { agreement, clause } = decided.body;
  return (
    axes.findings?.find((one) => one.agreement === agreement && one.clause === clause)?.finding ?? 'none'
  );
}

/**
 * Two persons, or one body whose vote carries with at least two in favour. The word of whoever reported it, or a report
 * that came to it since, is none: the next person is the first.
 */
function isSecond({ author, body }: Decided, { axes, authors }: Circumstances): boolean {
  const { verifying } = axes;
  if (verifying !== undefined && verifying !== author.subject && !authors.has(verifying)) return true;
  const { vote, dissent } = body as Assessment;
  if (author.body === undefined || vote === undefined) return false;
  return seatsInFavour(vote) >= 2 && whyNotCarried(author.body, vote, dissent) === undefined;
}

function traced(axes: Axes, index: number): Axes {
  return { ...axes, decisions: [...(axes.decisions ?? []), index] };
}

function taken(decided: Decided, { axes, authors }: Circumstances): Axes {
  switch (decided.axis) {
    case 'status':
      return withStatus(axes, decided, authors);
    case 'attribution':
      return withAttribution(axes, decided.body, decided.author.subject, decided.author.party);
    case 'finding':
      return withFinding(axes, decided.body, decided.author.subject, decided.at);
    case 'resolution':
      return withResolution(axes, decided.body, decided.at);
  }
}

function withStatus(
  axes: Axes,
  { body, author: { subject } }: Extract<Decided, { readonly axis: 'status' }>,
  authors: ReadonlySet<string>,
): Axes {
  const { unable: _was, verifiedBy: _by, verifying = subject, class: before, ...rest } = axes;
  const first = authors.has(verifying) ? subject : verifying;
  const status: IncidentStatus = body.status;
  const kind = body.class ?? before;
  return {
    ...rest,
    status,
    ...(status === 'unable to verify' && body.unable !== undefined ? { unable: body.unable } : {}),
    ...(status === 'verified' ? { verifiedBy: [...new Set([first, subject])] } : {}),
    ...(kind === undefined ? {} : { class: kind }),
  };
}

function withAttribution(axes: Axes, body: Attribution, subject: string, party: boolean): Axes {
  const { attributed: _was, ...rest } = axes;
  if (body.attribution === 'undetermined') return { ...rest, attribution: 'undetermined' };
  const by = body.attribution === 'claimed' && !party ? (body.saidBy ?? subject) : subject;
  const attributed: Attributed = {
    ...(body.party === undefined ? {} : { party: body.party }),
    by,
    ...(body.basis === undefined ? {} : { basis: body.basis }),
    ...(body.confidence === undefined ? {} : { confidence: quantiseProbability(body.confidence) }),
    ...(body.alternatives === undefined ? {} : { alternatives: body.alternatives }),
  };
  return { ...rest, attribution: body.attribution, attributed };
}

function withFinding(axes: Axes, body: Finding, by: string, at: number): Axes {
  const { incident: _incident, reason: _reason, finding, ...stated } = body;
  if (finding === 'none') return axes;
  const adopted: AdoptedFinding = { ...stated, finding, by, on: formatMoment(at) };
  const others = (axes.findings ?? []).filter(
    ({ agreement, clause }) => agreement !== body.agreement || clause !== body.clause,
  );
  const findings = [...others, adopted].sort((a, b) =>
    a.agreement + a.clause < b.agreement + b.clause ? -1 : 1,
  );
  return { ...axes, findings, finding: findingOver(findings) };
}

function withResolution(axes: Axes, body: Resolution, at: number): Axes {
  const { remedy: agreed, due: until, ...rest } = axes;
  const settled = body.resolution === 'agreed remedy' || body.resolution === 'remedied';
  const remedy = body.remedy ?? (settled ? agreed : undefined);
  const due = body.due ?? (settled ? until : undefined);
  return {
    ...rest,
    resolution: body.resolution,
    ...(body.resolution === 'at tier' && body.tier !== undefined ? { tier: body.tier } : {}),
    ...(remedy === undefined ? {} : { remedy }),
    ...(due === undefined ? {} : { due: formatMoment(millisecondsOf(due)) }),
    since: formatMoment(at),
  };
}

/**
 * What two decided incidents come to when a person joins them. What both agree on stays. Where they differ it must be
 * decided anew: the incident is under inquiry, its attribution undetermined, its dispute open at the lower tier. Findings
 * stay as adopted; of two on one clause the later one stands.
 */
export function joinedAxes(a: Axes, b: Axes, at: number): Axes {
  const findings = [...(a.findings ?? []), ...(b.findings ?? [])]
    .sort((x, y) => (x.on < y.on ? -1 : 1))
    .reduce<AdoptedFinding[]>(
      (kept, one) => [
        ...kept.filter(({ agreement, clause }) => agreement !== one.agreement || clause !== one.clause),
        one,
      ],
      [],
    )
    .sort((x, y) => (x.agreement + x.clause < y.agreement + y.clause ? -1 : 1));
  const decisions = [...new Set([...(a.decisions ?? []), ...(b.decisions ?? [])])].sort((x, y) => x - y);
  const {
    verifying: _verifying,
    unable,
    verifiedBy,
    class: kind,
    attributed,
    tier,
    since,
    remedy,
    due,
    ...rest
  } = a;
  const sameStatus = a.status === b.status && a.unable === b.unable;
  const sameAttribution = a.attribution === b.attribution && a.attributed?.party === b.attributed?.party;
  const sameResolution = a.resolution === b.resolution && a.tier === b.tier;
  const lower = Math.min(a.tier ?? 0, b.tier ?? 0);
  return {
    ...rest,
    status: sameStatus ? a.status : 'under inquiry',
    ...(sameStatus && unable !== undefined ? { unable } : {}),
    ...(sameStatus && verifiedBy !== undefined ? { verifiedBy } : {}),
    ...(kind !== undefined && kind === b.class ? { class: kind } : {}),
    attribution: sameAttribution && sameStatus ? a.attribution : 'undetermined',
    ...(sameAttribution && sameStatus && attributed !== undefined ? { attributed } : {}),
    finding: findingOver(findings),
    ...(findings.length === 0 ? {} : { findings }),
    resolution: sameResolution ? a.resolution : lower > 0 ? 'at tier' : 'open',
    ...(sameResolution ? (tier === undefined ? {} : { tier }) : lower > 0 ? { tier: lower } : {}),
    ...(sameResolution && since !== undefined ? { since } : { since: formatMoment(at) }),
    ...(sameResolution && remedy !== undefined ? { remedy } : {}),
    ...(sameResolution && due !== undefined ? { due } : {}),
    ...(decisions.length === 0 ? {} : { decisions }),
  };
}
