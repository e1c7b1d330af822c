import type { Agreement } from './agreement.ts';
import { momentMs } from './count-from.ts';
import { type EvaluationContext, evaluate } from './evaluate.ts';
import type { EvaluatedIncident, Indication } from './event.ts';
import type { Fact } from './facts.ts';

// Three changes that must never be mixed up. An amendment: another text, from its day on, and nothing before it
// changes. A correction: the same text, which we had encoded wrongly; what we said of the past changes, and each change
// is listed. A late fact: neither text nor encoding changes, only what is known.

/** Versions and revisions of one agreement, in the order in which they were adopted. */
export type AgreementHistory = readonly Agreement[];

/**
 * The text in force at a moment, in its latest encoding: of the versions that had taken effect, the last; a version
 * takes effect no earlier than it was adopted unless its text says otherwise (`in-force`). Undefined before the first.
 */
export function inForceAt(history: AgreementHistory, at: number): Agreement | undefined {
  let found: Agreement | undefined;
  for (const one of history) {
    if (momentMs(one['in-force'].utc) > at) continue;
    if (
      found === undefined ||
      one.version > found.version ||
      (one.version === found.version && one.revision >= found.revision)
    )
      found = one;
  }
  return found;
}

/** An indication that a correction or a late fact changed: what was said, what is said now. The old one is kept. */
export interface ChangedIndication {
  readonly incident: string;
  readonly clause: string;
  readonly before?: Indication;
  readonly after?: Indication;
}

/** Whether one is an amendment of the other: another version of the text. */
export function isAmendment(before: Agreement, after: Agreement): boolean {
  return before.agreement === after.agreement && after.version > before.version;
}

/** Whether one corrects our encoding of the other: the same version of the text, a later revision. */
export function isCorrection(before: Agreement, after: Agreement): boolean {
  return (
    before.agreement === after.agreement &&
    after.version === before.version &&
    after.revision > before.revision
  );
}

/**
 * What an amendment changes: indications of incidents in its time alone. An incident that ended before it took effect
 * is judged by the text of its own time, now as before.
 */
export function amend(
  before: Agreement,
  after: Agreement,
  incidents: readonly EvaluatedIncident[],
  context: EvaluationContext = {},
): readonly ChangedIndication[] {
  if (!isAmendment(before, after)) throw new Error('an amendment is a later version of the same agreement');
  const begins = momentMs(after['in-force'].utc);
  return incidents.flatMap((incident) =>
    momentMs(incident.occurred.to) < begins
      ? []
      : changes(evaluate(before, incident, context), evaluate(after, incident, context)),
  );
}

/** What a correction of our encoding changes: every incident in the time of that version is evaluated again. */
export function correct(
  before: Agreement,
  after: Agreement,
  incidents: readonly EvaluatedIncident[],
  context: EvaluationContext = {},
): readonly ChangedIndication[] {
  if (!isCorrection(before, after)) throw new Error('a correction is a later revision of the same version');
  return incidents.flatMap((incident) =>
    changes(evaluate(before, incident, context), evaluate(after, incident, context)),
  );
}

/** What facts that became known late change: the same text in the same encoding, more on record. */
export function lateFacts(
  agreement: Agreement,
  known: readonly Fact[],
  late: readonly Fact[],
  incidents: readonly EvaluatedIncident[],
  context: EvaluationContext = {},
): readonly ChangedIndication[] {
  const all = [...known, ...late];
  return incidents.flatMap((incident) =>
    changes(
      evaluate(agreement, incident, { ...context, facts: known }),
      evaluate(agreement, incident, { ...context, facts: all }),
    ),
  );
}

/** Clause by clause; the reasons alone are no change of what is said. */
function changes(before: readonly Indication[], after: readonly Indication[]): readonly ChangedIndication[] {
  const now = new Map(after.map((one) => [one.clause, one]));
  const was = new Map(before.map((one) => [one.clause, one]));
  return [...new Set([...was.keys(), ...now.keys()])].flatMap((clause) => {
    const [old, fresh] = [was.get(clause), now.get(clause)];
    if (said(old) === said(fresh)) return [];
    return [
      {
        incident: (fresh ?? old)?.incident ?? '',
        clause,
        ...(old === undefined ? {} : { before: old }),
        ...(fresh === undefined ? {} : { after: fresh }),
      },
    ];
  });
}

function said(one: Indication | undefined): string {
  if (one === undefined) return '';
  const { outcome, probability, missing, exception, ifBy, maps } = one;
  return JSON.stringify([
    outcome,
    probability,
    missing,
    exception,
    Object.entries(ifBy),
    Object.entries(maps ?? {}),
  ]);
}
