import type { Agreement } from './agreement.ts';
import { Answers, recordedAreas } from './answers.ts';
import type { Areas } from './area.ts';
import { bindFacts } from './bind.ts';
import { certaintyOf } from './certainty.ts';
import type { Clause } from './clauses.ts';
import { type CompiledAct, compileAgreement } from './compile.ts';
import { Evaluation, mapsAsked } from './evaluation.ts';
import type { EvaluatedIncident, Indication } from './event.ts';
import type { Fact } from './facts.ts';
import type { Certainty } from './ids.ts';
import { edgeCondition, judgedEvent, weighPlaces } from './judge.ts';
import { alike, disagreeing, judgement } from './judgement.ts';
import type { PreparedAct } from './prepared.ts';
import { Screen } from './screen.ts';
import { judgedSimply } from './simple.ts';
import { explained } from './trace.ts';

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

/**
 * What the clauses of an agreement have to say of an incident, in the order of the text. The reasons are put into words
 * when they are read: neither the incident nor the facts may be changed in place until then.
 */
export function evaluate(
  agreement: Agreement,
  incident: EvaluatedIncident,
  context: EvaluationContext = {},
): readonly Indication[] {
  const bound = bindFacts(compileAgreement(agreement), context.facts);
  const screen = Screen.of(bound);
  const judged = judgedEvent(incident);
  const answers = new Answers(bound, judged, context.areas ?? recordedAreas(bound));
  const of = new Evaluation(bound, screen, judged, answers, context.map);
  return context.keep === 'relevant' ? relevant(of, context) : each(of, context);
}

/** Of every clause that an event can touch. */
function each(of: Evaluation, context: EvaluationContext): readonly Indication[] {
  const found: Indication[] = [];
  for (const [at, prepared] of of.screen.acts.entries())
    if (!hushed(prepared, context)) found.push(indicate(of, at, prepared, context));
  return found;
}

/** Of those alone that apply, or may: most are ruled out by a look at tables. */
function relevant(of: Evaluation, context: EvaluationContext): readonly Indication[] {
  const { screen, row, judged } = of;
  const { candidates, missing } = row;
  const found: Indication[] = [];
  for (let nth = 0; nth < candidates.length; nth += 1) {
    const at = candidates[nth] as number;
    const prepared = screen.acts[at] as PreparedAct;
    if (hushed(prepared, context)) continue;
    const { act, simple } = prepared;
    if (simple !== undefined) {
      const indication = judgedSimply(of, at, prepared, simple, missing[nth]);
      if (indication !== undefined) found.push(indication);
      continue;
    }
    if (!screen.mayBind(at, judged.from, judged.to) || !mayLieThere(act, of)) continue;
    const indication = indicate(of, at, prepared, context);
    if (indication.outcome !== 'not-applicable') found.push(indication);
  }
  return found;
}

/** Whether the event may lie where a clause speaks of, for any whom it binds and under any map: false is certain. */
function mayLieThere(act: CompiledAct, { answers, map: only }: Evaluation): boolean {
  return mapsAsked(act, only).some((map) =>
    act.actors.some((actor) => weighPlaces(actor, answers.under(map)).probability > 0),
  );
}

function hushed({ act, certainty }: PreparedAct, context: EvaluationContext): boolean {
  return certainty === 'unchecked' && silent({ clause: act.clause, certainty }, context);
}

/** An unchecked clause is silent in a mission until an operator confirmed it by name, with a source. */
export function silent(
  { clause, certainty }: { readonly clause: Pick<Clause, 'id'>; readonly certainty: Certainty },
  { mode, confirmed }: EvaluationContext,
): boolean {
  if (mode === 'all' || certainty !== 'unchecked') return false;
  return confirmed?.some((one) => one.clause === clause.id && one.by !== '' && one.source !== '') !== true;
}

/** One clause judged in full, under each map. */
function indicate(
  of: Evaluation,
  at: number,
  { act, certainty }: PreparedAct,
  context: EvaluationContext,
): Indication {
  const { bound, judged, answers, row } = of;
  const { agreement } = bound.compiled;
  const hushes = ({ clause }: CompiledAct) =>
    silent({ clause, certainty: certaintyOf(agreement, clause, bound.facts) }, context);
  const conditions = [row.activity[at], row.weapon[at], edgeCondition(act, judged)];
  const maps = mapsAsked(act, of.map);
  const under = maps.map((map) => judgement(bound, act, judged, conditions, answers.under(map), hushes));
  const [first] = under;
  if (first === undefined) throw new Error('a clause was judged under no map');
  const agreed = under.every((one) => alike(one, first));
  const together = agreed ? first : disagreeing(under);
  const indication = explained(
    {
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
    },
    of,
    at,
    together.says,
  );
  if (maps.length < 2) return indication;
  // After the reasons, which every copy would read.
  return Object.assign(indication, {
    maps: Object.fromEntries(
      maps.map((map, nth) => [
        map,
        { outcome: under[nth]?.outcome ?? 'undetermined', probability: under[nth]?.probability ?? null },
      ]),
    ),
  });
}
