import { formatMoment, quantiseProbability } from '../base/index.ts';
import type { Agreement } from './agreement.ts';
import { Answers, recordedAreas } from './answers.ts';
import type { AreaAnswer, Areas } from './area.ts';
import { type Bound, bindFacts } from './bind.ts';
import { anchorStep, certaintyOf } from './certainty.ts';
import type { Clause } from './clauses.ts';
import { type CompiledAct, type CompiledActor, compileAgreement } from './compile.ts';
import type { EvaluatedIncident, Indication, Outcome, UnderMap } from './event.ts';
import { type Lifted, liftedBy } from './exceptions.ts';
import type { Fact } from './facts.ts';
import type { Certainty } from './ids.ts';
import {
  activityCondition,
  type Condition,
  edgeCondition,
  type JudgedEvent,
  judgedEvent,
  timeShares,
  weaponCondition,
  weigh,
  weighPlaces,
} from './judge.ts';
import { saidOccasion } from './occasions.ts';
import { Screen } from './screen.ts';

/** What an evaluation knows besides the incident. */
export interface EvaluationContext {
  /** Facts on record. Give the same list again while nothing was added: it is bound once. */
  readonly facts?: readonly Fact[];
  /** Other geometry than the record of the agreement holds. What neither draws is open. */
  readonly areas?: Areas<EvaluatedIncident>;
  /** Of several maps of record this one alone; otherwise each is evaluated, and where they differ both answers stand. */
  readonly map?: string;
  /**
   * In a mission, a clause whose words nobody checked says nothing until an operator confirmed it, naming the source.
   * `all` is for tests and training.
   */
  readonly mode?: 'mission' | 'all';
  readonly confirmed?: readonly Confirmation[];
  /** Leave out clauses that do not apply; default is every clause that an event can touch. */
  readonly keep?: 'all' | 'relevant';
}

/** An operator's word that an unchecked clause was compared with its source. */
export interface Confirmation {
  readonly clause: string;
  readonly by: string;
  readonly source: string;
}

/** What the clauses of an agreement have to say of an incident, in the order of the text. */
export function evaluate(
  agreement: Agreement,
  incident: EvaluatedIncident,
  context: EvaluationContext = {},
): readonly Indication[] {
  const bound = bindFacts(compileAgreement(agreement), context.facts);
  const judged = judgedEvent(incident);
  const answers = new Answers(bound, judged, context.areas ?? recordedAreas(bound));
  const screen = Screen.of(bound);
  const found: Indication[] = [];
  for (const [at, act] of bound.compiled.acts.entries()) {
    const certainty = bound.certainties[at] ?? 'unchecked';
    if (silent({ clause: act.clause, certainty }, context)) continue;
    if (
      context.keep === 'relevant' &&
      !(screen.mayTouch(at, judged) && mayLieThere(act, answers, context.map))
    )
      continue;
    const indication = indicate(bound, act, certainty, judged, answers, context);
    if (context.keep !== 'relevant' || indication.outcome !== 'not-applicable') found.push(indication);
  }
  return found;
}

/** Whether the event may lie where a clause speaks of, for any whom it binds and under any map: false is certain. */
function mayLieThere(act: CompiledAct, answers: Answers, only: string | undefined): boolean {
  return mapsAsked(act, only).some((map) =>
    act.actors.some((actor) => weighPlaces(actor, answers.under(map)).probability > 0),
  );
}

/** The maps under which a clause is judged; none is one answer without a map. */
function mapsAsked(act: CompiledAct, only: string | undefined): readonly (string | undefined)[] {
  if (act.maps.length === 0) return [undefined];
  return only !== undefined && act.maps.includes(only) ? [only] : act.maps;
}

/** An unchecked clause is silent in a mission until an operator confirmed it by name, with a source. */
export function silent(
  { clause, certainty }: { readonly clause: Pick<Clause, 'id'>; readonly certainty: Certainty },
  { mode = 'mission', confirmed = [] }: EvaluationContext,
): boolean {
  if (mode === 'all' || certainty !== 'unchecked') return false;
  return !confirmed.some((one) => one.clause === clause.id && one.by !== '' && one.source !== '');
}

/** What one clause comes to under one map: for each whom it binds, and together. */
interface Judgement extends UnderMap {
  readonly missing?: string;
  readonly exception?: string;
  readonly ifBy: { readonly [actor: string]: Outcome };
  readonly says: readonly string[];
}

function indicate(
  bound: Bound,
  act: CompiledAct,
  certainty: Certainty,
  judged: JudgedEvent,
  answers: Answers,
  context: EvaluationContext,
): Indication {
  const { agreement } = bound.compiled;
  const { map: only } = context;
  const hushed = ({ clause }: CompiledAct) =>
    silent({ clause, certainty: certaintyOf(agreement, clause, bound.facts) }, context);
  const conditions = [
    activityCondition(bound, act, judged),
    weaponCondition(bound, act, judged),
    edgeCondition(act, judged),
  ];
  const maps = mapsAsked(act, only);
  const each = maps.map((map) => judgement(bound, act, judged, conditions, answers.under(map), hushed));
  const [first] = each;
  if (first === undefined) throw new Error('a clause was judged under no map');
  const agreed = each.every((one) => one.outcome === first.outcome && one.probability === first.probability);
  const together = agreed ? first : disagreeing(each);
  return {
    incident: judged.event.id,
    agreement: agreement.agreement,
    version: agreement.version,
    revision: agreement.revision,
    clause: act.clause.id,
    outcome: together.outcome,
    probability: together.probability,
    ...(together.missing === undefined ? {} : { missing: together.missing }),
    ...(together.exception === undefined ? {} : { exception: together.exception }),
    ifBy: together.ifBy,
    certainty,
    because: [
      timeStep(bound, act, judged),
      ...conditions.flatMap((one) => (one === undefined ? [] : [one.because])),
      ...together.says,
      ...(only !== undefined && maps[0] === only ? [`map: judged under ${only} alone`] : []),
      AT_ITS_WORD,
      ...(act.clause.readings ?? []).map((reading) => `reading: ${reading}`),
      anchorStep(act.clause, certainty),
    ],
    ...(maps.length < 2
      ? {}
      : {
          maps: Object.fromEntries(
            maps.map((map, at) => [
              map,
              { outcome: each[at]?.outcome ?? 'undetermined', probability: each[at]?.probability ?? null },
            ]),
          ),
        }),
  };
}

/** Where the maps of record differ, which of them holds is the missing fact; each answer stands beside it. */
function disagreeing(each: readonly Judgement[]): Judgement {
  const [first] = each;
  const actors = Object.keys(first?.ifBy ?? {});
  const same = each.every(({ outcome }) => outcome === first?.outcome);
  const says = each.flatMap((one) => one.says);
  if (same && first !== undefined)
    return {
      ...first,
      probability: leastOf(each),
      says: [...new Set([...says, 'maps of record differ: the least probability is given'])],
    };
  return {
    outcome: 'undetermined',
    probability: null,
    missing: 'map of record',
    ifBy: Object.fromEntries(
      actors.map((actor) => [
        actor,
        each.every(({ ifBy }) => ifBy[actor] === first?.ifBy[actor])
          ? (first?.ifBy[actor] ?? 'undetermined')
          : 'undetermined',
      ]),
    ),
    says: [...new Set([...says, 'maps of record differ: which one holds is not for a machine to say'])],
  };
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

function judgement(
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
    const missing = bound.periods[actor.row]?.missing ?? 'the hour from which the clause binds';
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
function ifByOf({ compiled }: Bound, each: readonly ActorJudged[]): { readonly [actor: string]: Outcome } {
  const outcomes = new Map<string, Outcome>(compiled.parties.map((party) => [party, 'not-applicable']));
  for (const { actor, outcome } of each) outcomes.set(actor.actor, outcome);
  return Object.fromEntries(outcomes);
}

function timeStep(bound: Bound, act: CompiledAct, judged: JudgedEvent): string {
  const { from, to } = judged;
  const when = from === to ? formatMoment(from) : `${formatMoment(from)} to ${formatMoment(to)}`;
  const shares = act.actors.map(({ row }) => timeShares(bound, act, row, from, to));
  const weight = (index: number) => (shares[index]?.sure ?? 0) * 2 + (shares[index]?.possible ?? 0);
  const at = shares.reduce((best, _one, index) => (weight(index) > weight(best) ? index : best), 0);
  const { sure, possible } = shares[at] ?? { sure: 0, possible: 0 };
  const period = bound.periods[act.actors[at]?.row ?? 0];
  const start = period?.says ?? '';
  if (period?.never !== undefined) return `time: ${period.never}`;
  if (period?.occasions !== undefined) {
    const { opens, says } = saidOccasion(period.occasions, from, to);
    return `time: ${opens ? `${quantiseProbability(sure)} of ${when} lies in a time of the clause, ` : ''}${says}`;
  }
  if (possible === 0 && period !== undefined && from >= period.endLatest)
    return `time: ${when} lies after the clause has ended`;
  if (possible === 0) return `time: ${when} lies before the clause takes effect, ${start}`;
  if (sure === 0) return `time: whether ${when} lies after the clause takes effect is open, ${start}`;
  if (sure === 1) return `time: ${when} lies after the clause takes effect, ${start}`;
  return `time: ${quantiseProbability(sure)} of ${when} lies in the time of the clause, ${start}`;
}

// KNOWN: without this step a probability of 1 would read as certainty; fusion's evidence scores will take its place.
const AT_ITS_WORD =
  'sources: taken at their word; how far they can be relied on is not part of the probability';
