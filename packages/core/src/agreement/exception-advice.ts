import { boundBy } from './actors.ts';
import type { Advice } from './advice.ts';
import type { Agreement } from './agreement.ts';
import type { Clause, PermitClause } from './clauses.ts';
import { KINDS } from './kinds.ts';
import { listOf } from './lists.ts';
import { type Armoury, armouryOf } from './weapon.ts';

/** What an exception names and can never lift: clauses that forbid no such act, nobody bound, nothing of the kind. */
export function exceptionAdvice(agreement: Agreement, clause: PermitClause, path: string): readonly Advice[] {
  const lifted = liftedAdvice(agreement, clause, path);
  return lifted.length > 0 ? lifted : strangersTo(agreement, clause, path);
}

function liftedAdvice(agreement: Agreement, clause: PermitClause, path: string): readonly Advice[] {
  const say = (message: string): Advice => ({
    code: 'agreement/unreachable-exception',
    path: `${path}.lifts`,
    message: `${path}.lifts: the exception in clause ${clause.id} ${message}`,
  });
  return listOf(clause.lifts).flatMap((id) => {
    const lifted = agreement.clauses.find((one) => one.id === id);
    if (lifted === undefined) return [];
    if (
      lifted.id === clause.id ||
      lifted.verb === 'permit' ||
      lifted.verb === 'define' ||
      lifted.verb === 'not-counted'
    )
      return [say(`lifts clause ${id}, which forbids and limits nothing`)];
    const bound = boundBy(agreement, lifted);
    if (!boundBy(agreement, clause).some((one) => bound.includes(one)))
      return [
        say(
          `is for those whom clause ${id} does not bind, so that it can never be used; let clause ${id} bind "anyone"`,
        ),
      ];
    const acts = lifted.verb === 'forbid' ? listOf(lifted.forbid) : ['presence'];
    if (
      lifted.verb !== 'limit' &&
      clause.permit !== 'holding' &&
      !listOf(clause.permit).some((one) => acts.includes(one))
    )
      return [
        say(
          `permits ${listOf(clause.permit).join(', ')}, and clause ${id} forbids ${acts.join(', ')}: it lifts nothing`,
        ),
      ];
    if (lifted.verb === 'limit' && clause.permit !== 'holding')
      return [say(`lifts a limit; write "permit: holding" and a number`)];
    return [];
  });
}

/** Kinds of an exception that no clause which it lifts speaks of: police, where armed persons are forbidden. */
function strangersTo(agreement: Agreement, clause: PermitClause, path: string): readonly Advice[] {
  const ids = listOf(clause.lifts);
  const of = agreement.clauses.flatMap((one) => (ids.includes(one.id) ? [goodsOf(one)] : []));
  // A clause that names no kind speaks of every kind.
  if (of.length === 0 || of.some((words) => words.length === 0)) return [];
  const armoury = armouryOf(agreement);
  const kinds = kindsUnder(agreement);
  return listOf(clause.of)
    .filter((word) => !of.flat().some((other) => meet(armoury, [...kinds, word, other], word, other)))
    .map((word) => {
      const [first = ''] = ids;
      const words = [...(of[0] ?? []), word].join(', ');
      return {
        code: 'agreement/unreachable-exception',
        path: `${path}.of`,
        message:
          `${path}.of: clause ${clause.id} permits ${word}, and no clause that it lifts (${ids.join(', ')}) speaks of ${word}, ` +
          `so that it lifts nothing: if ${word} is among what clause ${first} forbids, write there of: [${words}]; else take ${word} out here`,
      };
    });
}

function goodsOf(clause: Clause): readonly string[] {
  if (clause.verb === 'forbid' || clause.verb === 'require') return listOf(clause.of);
  if (clause.verb !== 'limit' || clause.per !== undefined || clause.each !== undefined) return [];
  return typeof clause.limit === 'string' ? [clause.limit] : Object.keys(clause.limit);
}

function kindsUnder({ weapons = {}, things = {} }: Agreement): readonly string[] {
  const own = Object.values(weapons).flatMap(({ kind = [] }) => kind);
  return [...new Set([...KINDS, ...own, ...Object.keys(things)])];
}

/** Whether anything can be both: of its kind alone, as calibres and types are not known here. */
function meet(armoury: Armoury, kinds: readonly string[], one: string, other: string): boolean {
  return kinds.some(
    (kind) =>
      armoury.belongs({ class: kind }, one).is !== 'no' &&
      armoury.belongs({ class: kind }, other).is !== 'no',
  );
}
