import { formatMoment } from '../base/index.ts';
import { boundBy } from './actors.ts';
import type { Agreement } from './agreement.ts';
import { anchorStep, certaintyOf } from './certainty.ts';
import type { RequireClause } from './clauses.ts';
import {
  type Counting,
  type FactIndex,
  factOf,
  indexFacts,
  resolveTime,
  type TimedFact,
} from './count-from.ts';
import { byDeadline, concerns, measured, type Situation, type Standing, type Status } from './deadline.ts';
import { type EvaluationContext, silent } from './evaluate.ts';
import type { Fact } from './facts.ts';
import type { Certainty } from './ids.ts';
import { plainEvent } from './lists.ts';
import { noticeStandings } from './notice.ts';
import { withNumbers } from './numbers.ts';
import { Deeds, notPaired } from './pairing.ts';
import { happened, type Period, periodOf } from './period.ts';
import { recurringStanding } from './recurring.ts';
import { isCounted } from './times.ts';

/** One obligation of one who is bound, at a moment. Computed, never found. */
export interface Obligation {
  readonly agreement: string;
  readonly version: number;
  readonly revision: number;
  readonly clause: string;
  readonly by: string;
  readonly status: Status;
  /** When it is or was due, by the later reading; UTC. */
  readonly due?: string;
  /** By the earlier reading, where the text leaves two. */
  readonly earliest?: string;
  /** The event that has not happened, or the condition that is not met. */
  readonly missing?: string;
  readonly because: readonly string[];
  readonly certainty: Certainty;
}

/** Every obligation of an agreement at a moment, in the order of the text and of those it binds. */
export function obligations(
  text: Agreement,
  facts: readonly Fact[],
  at: number,
  context: Pick<EvaluationContext, 'mode' | 'confirmed'> = {},
): readonly Obligation[] {
  const agreement = withNumbers(text);
  const announced = indexFacts(facts);
  const known: FactIndex = new Map(
    [...announced].map(([name, rows]) => [name, rows.filter((row) => row.at <= at)]),
  );
  const parties = agreement.parties.map(({ id }) => id);
  return agreement.clauses.flatMap((clause) => {
    if (
      clause.verb !== 'require' ||
      silent({ clause, certainty: certaintyOf(agreement, clause, known) }, context)
    )
      return [];
    return boundBy(agreement, clause).flatMap((actor) =>
      standings({ agreement, clause, actor, parties, facts: known, announced, at }).map((one) =>
        obligation(agreement, clause, actor, one, certaintyOf(agreement, clause, known)),
      ),
    );
  });
}

function standings(situation: Situation): readonly Standing[] {
  const { agreement, clause, actor, facts, at } = situation;
  const counting: Counting = { agreement, facts, actor };
  // Its beginning, not its deadline: until then there is time.
  const { until: _until, ...beginning } = clause;
  const unbound = notBound(periodOf(beginning, counting), clause, situation);
  if (unbound !== undefined) return [unbound];
  if (clause.before !== undefined) return noticeStandings(situation);
  if (clause.every !== undefined) return [recurringStanding(situation)];
  const { until } = clause;
  const base = until !== undefined && isCounted(until) ? (until.after ?? '') : '';
  const each = base.startsWith('each ') ? plainEvent(base) : clause.each;
  if (each !== undefined) return eachStandings(situation, each);
  if (until === undefined) return [withoutDeadline(situation)];
  const resolved = resolveTime(until, 'until', counting);
  if ('missing' in resolved) {
    const { missing } = resolved;
    return [
      { status: 'undetermined', missing, says: `deadline: ${missing} has not happened, so that none runs` },
    ];
  }
  const done =
    clause['met-by'] === undefined ? undefined : factOf(facts, clause['met-by'], actor, situation.parties);
  return [byDeadline(clause, done, resolved, at, `deadline: ${resolved.because}`)];
}

/** A condition that is not met, or a time that has not come, binds nobody. */
function notBound(
  period: Period,
  clause: RequireClause,
  { at, facts, agreement }: Situation,
): Standing | undefined {
  if (period.never !== undefined) return { status: 'not-bound', says: `condition: ${period.never}` };
  const waits = [...(clause.provided === undefined ? [] : [clause.provided].flat())].find(
    (name) => happened(name, { agreement, facts }) === Number.POSITIVE_INFINITY,
  );
  if (waits !== undefined)
    return { status: 'not-bound', missing: waits, says: `condition: ${waits} has not happened` };
  if (period.missing !== undefined)
    return {
      status: 'undetermined',
      missing: period.missing,
      says: `beginning: ${period.missing} has not happened`,
    };
  if (at < period.startEarliest) return { status: 'not-bound', says: `beginning: ${period.says}` };
  if (at >= period.endLatest && clause.every !== undefined)
    return { status: 'not-bound', says: 'term: it has ended' };
  return undefined;
}

function withoutDeadline({ clause, facts, actor, parties }: Situation): Standing {
  const done = clause['met-by'] === undefined ? undefined : factOf(facts, clause['met-by'], actor, parties);
  return done === undefined
    ? { status: 'due', says: 'deadline: none is stated' }
    : { status: 'met', says: `deadline: none is stated; done at ${formatMoment(done.at)}` };
}

/** One obligation for each time an event happened that concerns the actor; each answer serves one. */
function eachStandings(situation: Situation, event: string): readonly Standing[] {
  const { agreement, clause, actor, facts, at, parties } = situation;
  // Its own, or recorded by a body or by nobody in particular, as for any other obligation.
  const answers = (clause['met-by'] === undefined ? [] : (facts.get(clause['met-by']) ?? [])).filter(
    ({ fact }) => fact.by === undefined || fact.by === actor || !parties.includes(fact.by),
  );
  const deeds = new Deeds(clause, answers);
  const rows: Standing[] = [];
  const known = facts.get(event) ?? [];
  for (const occurrence of known) {
    if (!concerns(situation, occurrence) || !measured(clause, occurrence)) continue;
    const unpaired = notPaired(clause, occurrence);
    if (unpaired !== undefined) {
      rows.push(unpaired);
      continue;
    }
    const done = deeds.takeSince(occurrence);
    if (clause.until === undefined) {
      rows.push(open(event, occurrence, done));
      continue;
    }
    const resolved = resolveTime(clause.until, 'until', { agreement, facts, actor, occurrence });
    if ('missing' in resolved) continue;
    rows.push(byDeadline(clause, done, resolved, at, `deadline: ${resolved.because}`));
  }
  if (rows.length > 0) return rows;
  if (known.length === 0 && clause.until === undefined)
    return [{ status: 'not-bound', missing: event, says: `condition: ${event} has not happened` }];
  if (known.length > 0) return [{ status: 'not-bound', says: `deadline: no ${event} on record concerns it` }];
  return [{ status: 'undetermined', missing: event, says: `deadline: no ${event} is on record` }];
}

/** An obligation that arose with an event and has no deadline: it is open until it is met. */
function open(event: string, occurrence: TimedFact, done: TimedFact | undefined): Standing {
  const says = `deadline: none is stated, for ${event} at ${formatMoment(occurrence.at)}`;
  return done === undefined
    ? { status: 'due', says }
    : { status: 'met', says: `${says}; done at ${formatMoment(done.at)}` };
}

function obligation(
  agreement: Agreement,
  clause: RequireClause,
  actor: string,
  standing: Standing,
  certainty: Certainty,
): Obligation {
  return {
    agreement: agreement.agreement,
    version: agreement.version,
    revision: agreement.revision,
    clause: clause.id,
    by: actor,
    status: standing.status,
    ...(standing.due === undefined ? {} : { due: formatMoment(standing.due) }),
    ...(standing.earliest === undefined ? {} : { earliest: formatMoment(standing.earliest) }),
    ...(standing.missing === undefined ? {} : { missing: standing.missing }),
    certainty,
    because: [
      standing.says,
      ...(clause.readings ?? []).map((reading) => `reading: ${reading}`),
      anchorStep(clause, certainty),
    ],
  };
}
