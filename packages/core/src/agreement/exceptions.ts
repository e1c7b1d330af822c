import { formatMoment, readMoment } from '../base/index.ts';
import { othersThan } from './actors.ts';
import type { AreaAnswer } from './area.ts';
import type { Bound } from './bind.ts';
import type { ChainLink, PermitClause } from './clauses.ts';
import type { CompiledAct } from './compile.ts';
import type { TimedFact } from './count-from.ts';
import {
  activityCondition,
  edgeCondition,
  type JudgedEvent,
  measureOf,
  timeShares,
  weaponCondition,
  weigh,
  weighPlaces,
} from './judge.ts';
import { listOf } from './lists.ts';
import { saidOccasion } from './occasions.ts';
import { quantityOf } from './quantity.ts';

/** Whether an exception lifts a clause for an actor: it does, it does not, or one link of it is missing. */
export type Lifted =
  | {
      readonly lifts: 'yes' | 'no';
      readonly exception: string;
      readonly because: string;
      readonly byRecord: boolean;
    }
  | {
      readonly lifts: 'unknown';
      readonly exception: string;
      readonly missing: string;
      readonly because: string;
    };

/**
 * The answer of the exceptions to a clause, for one who would be in breach: the first that lifts it, or is open. One whose
 * words nobody checked lifts nothing where it is `silent`: whether it would is open until an operator confirmed it.
 */
export function liftedBy(
  bound: Bound,
  act: CompiledAct,
  actor: string,
  judged: JudgedEvent,
  answerOf: (slot: number) => AreaAnswer,
  silent: (permit: CompiledAct) => boolean,
): Lifted | undefined {
  const each = act.permits.flatMap((permit) => {
    const bindsActor = permit.actors.find((one) => one.actor === actor);
    if (bindsActor === undefined) return [];
    const tried = tryPermit(bound, permit, bindsActor, judged, answerOf);
    return [tried.lifts === 'no' || !silent(permit) ? tried : unconfirmed(tried.exception)];
  });
  return (
    each.find(({ lifts }) => lifts === 'yes') ?? each.find(({ lifts }) => lifts === 'unknown') ?? each[0]
  );
}

function tryPermit(
  bound: Bound,
  permit: CompiledAct,
  actor: CompiledAct['actors'][number],
  judged: JudgedEvent,
  answerOf: (slot: number) => AreaAnswer,
): Lifted {
  const clause = permit.clause as PermitClause;
  const exception = clause.id;
  const shares = timeShares(bound, permit, actor.row, judged.from, judged.to);
  const conditions = [
    activityCondition(bound, permit, judged),
    weaponCondition(bound, permit, judged),
    edgeCondition(permit, judged),
  ];
  const period = bound.periods[actor.row];
  const occasion =
    period?.occasions === undefined ? undefined : saidOccasion(period.occasions, judged.from, judged.to);
  const { outcome, missing, probability } = weigh(
    { ...shares, missing: period?.missing ?? 'time' },
    conditions,
    weighPlaces(actor, answerOf),
  );
  const no = (because: string): Lifted => ({
    lifts: 'no',
    exception,
    because: `exception ${exception}: ${because}`,
    byRecord: false,
  });
  if (outcome === 'not-applicable' && occasion?.opens === false) return no(period?.never ?? occasion.says);
  if (outcome === 'not-applicable') return no('its own conditions are not met');
  const consent = consentOf(bound, clause, judged.from, judged.to);
  if (consent !== undefined && !consent.given) return no(consent.because);
  const count = measureOf(judged, 'count');
  const most = Math.min(
    clause.number ?? Number.POSITIVE_INFINITY,
    consent?.number ?? Number.POSITIVE_INFINITY,
  );
  if (count !== undefined && count > most) return no(`${count} is more than the ${most} that it allows`);
  if (count === undefined && most < Number.POSITIVE_INFINITY)
    return unknown(exception, 'count', `it allows ${most}, and how many there were is not stated`);
  if (outcome === 'undetermined' || (probability ?? 0) < 1)
    return unknown(
      exception,
      missing ?? (shares.sure < 1 ? 'time' : 'place'),
      `whether it holds is open: ${missing ?? 'it holds in part only'}${occasion?.opens === true ? `, by ${occasion.says}` : ''}`,
    );
  const chain = chainOf(bound, clause, actor.actor, judged);
  if (chain?.state === 'broken') return no(chain.because);
  if (chain?.state === 'missing') return unknown(exception, chain.missing, chain.because);
  const onRecord = [occasion?.says, consent?.because, chain?.because].filter((one) => one !== undefined);
  const because = onRecord.length === 0 ? 'its conditions are met' : onRecord.join('; ');
  return {
    lifts: 'yes',
    exception,
    because: `exception ${exception}: ${because}`,
    byRecord: onRecord.length > 0,
  };
}

function unconfirmed(exception: string): Lifted {
  return unknown(
    exception,
    `confirmation of ${exception}`,
    'its words were not checked; it speaks once an operator confirmed it',
  );
}

function unknown(exception: string, missing: string, because: string): Lifted {
  return { lifts: 'unknown', exception, missing, because: `exception ${exception}: ${because}` };
}

/**
 * Consent is a record of its own: of every body asked, given before the act begins (UTC milliseconds), and neither
 * withdrawn (a later one with `given: false`) nor run out before it ends.
 */
export function consentOf(
  { facts }: Bound,
  clause: PermitClause,
  at: number,
  end: number = at,
): { readonly given: boolean; readonly because: string; readonly number?: number } | undefined {
  if (clause.consent === undefined) return undefined;
  const name = clause.consent.fact ?? 'consent';
  let number: number | undefined;
  for (const whose of listOf(clause.consent.of)) {
    const given = (facts.get(name) ?? []).findLast(
      (one) => one.fact.by === whose && speaksOf(one, clause.id) && one.at <= at,
    );
    if (given === undefined) return { given: false, because: `no ${name} of ${whose} is on record` };
    if (field(given, 'given') === false)
      return { given: false, because: `the ${name} of ${whose} was withdrawn at ${formatMoment(given.at)}` };
    const until = readMoment(String(field(given, 'until') ?? ''));
    if (until !== undefined && (until <= at || until < end))
      return { given: false, because: `the ${name} of ${whose} ran out at ${formatMoment(until)}` };
    const allowed = field(given, 'number');
    if (typeof allowed === 'number') number = Math.min(allowed, number ?? allowed);
  }
  return { given: true, because: `${name} is on record`, ...(number === undefined ? {} : { number }) };
}

function speaksOf({ fact: { value } }: TimedFact, permit: string): boolean {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'for')) return true;
  return (value as { readonly for?: unknown }).for === permit;
}

function field({ fact: { value } }: TimedFact, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as { readonly [field: string]: unknown })[name];
}

type ChainState =
  | { readonly state: 'whole' | 'broken'; readonly because: string }
  | { readonly state: 'missing'; readonly missing: string; readonly because: string };

/**
 * Each link in its order before the act, or after it where it comes later. Nothing of it on record: the exception was
 * not claimed, and nothing is lifted. Some of it on record: the first missing link is named.
 */
function chainOf(
  bound: Bound,
  clause: PermitClause,
  actor: string,
  judged: JudgedEvent,
): ChainState | undefined {
  const { chain } = clause;
  if (chain === undefined) return undefined;
  let after = Number.NEGATIVE_INFINITY;
  let missing: ChainLink | undefined;
  let claimed = false;
  for (const link of chain) {
    const rows = factsOfLink(bound, link, actor);
    // What may follow the act may also come before it.
    const inTime = link.later === true ? rows : rows.filter(({ at }) => at <= judged.from);
    if (inTime.some(({ fact }) => link.by !== undefined || fact.by === actor)) claimed = true;
    const next = inTime.find(({ at }) => at >= after);
    if (next === undefined && inTime.length > 0 && missing === undefined)
      return { state: 'broken', because: `${link.fact} came before what it must follow` };
    if (next === undefined) missing ??= link;
    else if (
      link.within !== undefined &&
      after > Number.NEGATIVE_INFINITY &&
      next.at - after > millis(link.within)
    )
      return { state: 'broken', because: `${link.fact} came more than ${link.within} after what it follows` };
    else after = next.at;
  }
  if (missing === undefined)
    return {
      state: 'whole',
      because: `every link is on record: ${chain.map(({ fact }) => fact).join(', ')}`,
    };
  if (!claimed && !chain.some((link) => factsOfLink(bound, link, actor).length > 0))
    return { state: 'broken', because: 'nothing of what it asks for is on record' };
  if (!claimed && chain.some(({ by }) => by !== undefined))
    return { state: 'broken', because: `nothing of what it asks of ${actor} or its opponent is on record` };
  return { state: 'missing', missing: missing.fact, because: `missing is ${missing.says ?? missing.fact}` };
}

function factsOfLink({ facts, compiled }: Bound, link: ChainLink, actor: string): readonly TimedFact[] {
  const rows = facts.get(link.fact) ?? [];
  const { by } = link;
  if (by === undefined) return rows;
  const whom = by === 'same' ? [actor] : by === 'other' ? othersThan(compiled.agreement, actor) : [by];
  return rows.filter(({ fact }) => fact.by === undefined || whom.includes(fact.by));
}

function millis(duration: string): number {
  const { dimension, value } = quantityOf(duration);
  return dimension === 'time' ? value : value * 86_400_000 * (dimension === 'months' ? 31 : 1);
}
