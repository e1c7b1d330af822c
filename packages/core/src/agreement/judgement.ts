import { quantiseProbability } from '../base/index.ts';
import type { AreaAnswer } from './area.ts';
import type { Bound } from './bind.ts';
import type { CompiledAct, CompiledActor } from './compile.ts';
import type { Outcome, UnderMap } from './event.ts';
import { type Lifted, liftedBy } from './exceptions.ts';
import { type Condition, type JudgedEvent, NO_HOUR, timeShares, weigh, weighPlaces } from './judge.ts';

/** What one clause comes to under one map: for each whom it binds, and together. */
export interface Judgement extends UnderMap {
  readonly missing?: string;
  readonly exception?: string;
  readonly ifBy: { readonly [actor: string]: Outcome };
  readonly says: readonly string[];
}

/** Where the maps of record differ, which of them holds is the missing fact; each answer stands beside it. */
export function disagreeing(each: readonly Judgement[]): Judgement {
  const [first] = each;
  const ifBy = agreedIfBy(each);
  const same = each.every(({ outcome }) => outcome === first?.outcome);
  // Each map may show a breach, and by another party: it is then a breach of nobody whom the maps agree on.
  const byNobody = first?.outcome === 'breach' && !Object.values(ifBy).includes('breach');
  const says = each.flatMap((one) => one.says);
  if (same && first !== undefined && !byNobody) {
    const differ = each.some(({ probability }) => probability !== first.probability)
      ? ['maps of record differ: the least probability is given']
      : [];
    return { ...first, probability: leastOf(each), ifBy, says: [...new Set([...says, ...differ])] };
  }
  return {
    outcome: 'undetermined',
    probability: null,
    missing: 'map of record',
    ifBy,
    says: [...new Set([...says, 'maps of record differ: which one holds is not for a machine to say'])],
  };
}

/** Whether two maps give the same answer, whoever it is that acted. */
export function alike(one: Judgement, other: Judgement): boolean {
  return (
    one.outcome === other.outcome &&
    one.probability === other.probability &&
    Object.entries(one.ifBy).every(([actor, outcome]) => other.ifBy[actor] === outcome)
  );
}

/** On whom it would fall under every map; where they differ that is open. */
function agreedIfBy(each: readonly Pick<Judgement, 'ifBy'>[]): Judgement['ifBy'] {
  const [first] = each;
  return Object.fromEntries(
    Object.entries(first?.ifBy ?? {}).map(([actor, outcome]) => [
      actor,
      each.every(({ ifBy }) => ifBy[actor] === outcome) ? outcome : 'undetermined',
    ]),
  );
}

function leastOf(each: readonly Judgement[]): number | null {
  const known = each.flatMap(({ probability }) => (probability === null ? [] : [probability]));
  return known.length === 0 ? null : Math.min(...known);
}

interface ActorJudged {
  readonly actor: CompiledActor;
  readonly outcome: Outcome;
  readonly probability: number | null;
  readonly missing?: string;
  readonly lifted?: Lifted;
}

/** Judges one clause under one map: for each whom it binds, and together. */
export function judgement(
  bound: Bound,
  act: CompiledAct,
  judged: JudgedEvent,
  conditions: readonly (Condition | undefined)[],
  answerOf: (slot: number) => AreaAnswer,
  hushed: (permit: CompiledAct) => boolean,
): Judgement {
  const says = new Set<string>();
  const settled = conditions.some((one) => one?.is === 'no');
  const each = act.actors.map((actor): ActorJudged => {
    const shares = timeShares(bound, act, actor.row, judged.from, judged.to);
    const place =
      settled || shares.possible === 0 ? { probability: 1, says: [] } : weighPlaces(actor, answerOf);
    for (const one of place.says) says.add(one);
    const missing = bound.periods[actor.row]?.missing ?? NO_HOUR;
    const weighed = weigh({ ...shares, missing }, conditions, place);
    const probability = weighed.probability === null ? null : quantiseProbability(weighed.probability);
    if (weighed.outcome === 'breach' && probability === 0)
      return { actor, outcome: 'not-applicable', probability };
    if (weighed.outcome === 'not-applicable') return { actor, ...weighed };
    const lifted = liftedBy(bound, act, actor.actor, judged, answerOf, hushed);
    if (lifted !== undefined) says.add(`${lifted.because} (if by ${actor.actor})`);
    if (lifted?.lifts === 'yes') return { actor, outcome: 'permitted', probability, lifted };
    if (lifted?.lifts === 'unknown' && weighed.outcome === 'breach')
      return { actor, outcome: 'undetermined', probability: null, missing: lifted.missing, lifted };
    return { actor, ...weighed, probability };
  });
  return { ...together(each), ifBy: ifByOf(bound, each), says: [...says] };
}

/**
 * What the facts come to whoever acted. An exception that rests on records (a consent, an order) speaks for the clause
 * only if it holds for every party that would otherwise be in breach; where it holds for some, who acted is the missing
 * fact. One that only names who may speaks for nobody else. Otherwise what weighs most with any party it binds.
 */
function together(each: readonly ActorJudged[]): Omit<Judgement, 'ifBy' | 'says'> {
  const parties = each.some(({ actor }) => actor.party) ? each.filter(({ actor }) => actor.party) : each;
  const byRecord = parties.find(
    ({ outcome, lifted }) => outcome === 'permitted' && lifted?.lifts === 'yes' && lifted.byRecord,
  );
  const open = parties.find(
    ({ outcome, lifted }) => outcome === 'undetermined' && lifted?.lifts === 'unknown',
  );
  const breach = most(parties.filter(({ outcome }) => outcome === 'breach'));
  const undetermined = parties.find(({ outcome }) => outcome === 'undetermined');
  const permitted = parties.find(({ outcome }) => outcome === 'permitted');
  const exception = byRecord?.lifted === undefined ? {} : { exception: byRecord.lifted.exception };
  if (byRecord !== undefined && breach !== undefined)
    return { outcome: 'undetermined', probability: null, missing: 'actor', ...exception };
  const chosen = open ?? breach ?? undetermined ?? byRecord ?? permitted;
  if (chosen === undefined) return { outcome: 'not-applicable', probability: 0 };
  const { outcome, probability, missing, lifted } = chosen;
  return {
    outcome,
    probability,
    ...(missing === undefined ? {} : { missing }),
    ...(outcome === 'permitted' && lifted !== undefined ? { exception: lifted.exception } : exception),
  };
}

function most(each: readonly ActorJudged[]): ActorJudged | undefined {
  return each.reduce<ActorJudged | undefined>(
    (best, one) => (best === undefined || (one.probability ?? 0) > (best.probability ?? 0) ? one : best),
    undefined,
  );
}

/** Every party, whether bound or not, and whoever else the clause binds or excepts. */
export function ifByOf(
  { compiled }: Bound,
  each: readonly Pick<ActorJudged, 'actor' | 'outcome'>[],
): { readonly [actor: string]: Outcome } {
  const outcomes = new Map<string, Outcome>(compiled.parties.map((party) => [party, 'not-applicable']));
  for (const { actor, outcome } of each) outcomes.set(actor.actor, outcome);
  return Object.fromEntries(outcomes);
}
