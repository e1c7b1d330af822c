import { happensAtOnce } from './activity.ts';
import type { AreaAnswer } from './area.ts';
import type { Bound } from './bind.ts';
import { chainOf } from './chain.ts';
import type { PermitClause } from './clauses.ts';
import type { CompiledAct } from './compile.ts';
import { consented } from './consent.ts';
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
import { saidOccasion } from './occasions.ts';

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
  const count = measureOf(judged, 'count');
  const { from, to } = judged;
  const momentary = from < to && happensAtOnce(judged.event.kind, count);
  const consentTo = (number: number | undefined) =>
    consented(bound, clause, {
      actor: actor.actor,
      from,
      to,
      momentary,
      ...(number === undefined ? {} : { count: number }),
      inZones: (zones) => liesInZones(actor, zones, answerOf),
    });
  const { least, greatest } = numbersOf(judged, count);
  const forAll = consentTo(greatest);
  const consent = forAll?.given === 'no' && least !== greatest ? consentTo(least) : forAll;
  if (consent?.given === 'no') return no(consent.because);
  const most = Math.min(
    clause.number ?? Number.POSITIVE_INFINITY,
    (consent?.given === 'yes' ? consent.number : undefined) ?? Number.POSITIVE_INFINITY,
  );
  if (least !== undefined && least > most) return no(`${count} is more than the ${most} that it allows`);
  if (greatest !== undefined && greatest > most)
    return unknown(exception, 'count', `it allows ${most}, and there were ${least} to ${greatest}`);
  if (count === undefined && most < Number.POSITIVE_INFINITY)
    return unknown(exception, 'count', `it allows ${most}, and how many there were is not stated`);
  if (outcome === 'undetermined' || (probability ?? 0) < 1)
    return unknown(
      exception,
      missing ?? (shares.sure < 1 ? 'time' : 'place'),
      `whether it holds is open: ${missing ?? 'it holds in part only'}${occasion?.opens === true ? `, by ${occasion.says}` : ''}`,
    );
  if (consent?.given === 'unknown') return unknown(exception, consent.missing, consent.because);
  const chain = chainOf(bound, clause, actor.actor, from, to, momentary);
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

/** The range of how many there were, where one is stated. */
function numbersOf({ event }: JudgedEvent, count: number | undefined) {
  const range = typeof event.count === 'object' ? event.count : undefined;
  return { least: range?.min ?? count, greatest: range?.max ?? count };
}

/** How likely an event lies in one of the zones that a consent names; of several the likeliest counts. */
function liesInZones(
  { zones }: CompiledAct['actors'][number],
  names: readonly string[],
  answerOf: (slot: number) => AreaAnswer,
): AreaAnswer {
  let open: AreaAnswer | undefined;
  let best = { probability: 0, says: 'place: it lies in none of them' };
  for (const name of names) {
    const slots = zones?.get(name);
    if (slots === undefined)
      open ??= { missing: 'zone', says: `the consent names ${name}, which is no zone` };
    for (const answer of (slots ?? []).map(answerOf)) {
      if ('missing' in answer) open ??= answer;
      else if (answer.probability > best.probability) best = answer;
    }
  }
  return best.probability === 1 ? best : (open ?? best);
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
