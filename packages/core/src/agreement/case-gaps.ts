import type { Agreement } from './agreement.ts';
import type { Cases, Expectation } from './case-form.ts';
import type { Clause } from './clauses.ts';

// How many worked cases are enough: what a clause says must be seen to hold and seen not to hold.

/** Clauses that lack the cases which their verb asks for, in words; nothing where all have them. */
export function caseGaps(agreement: Agreement, { cases }: Cases): readonly string[] {
  const expected = cases.flatMap((worked): readonly Expectation[] => [
    ...(worked.expect ?? []),
    ...(worked.rows ?? []).map(({ is: _is, ...row }) => ({ clause: worked.clause ?? '', ...row })),
  ]);
  const shown = cases.flatMap((worked) => {
    if (worked.shows !== undefined && worked.gives !== undefined)
      return [{ clause: worked.shows, outcome: String(worked.gives) }];
    const outcomes = [...(worked.expect ?? []), ...(worked.rows ?? [])].map((one) =>
      JSON.stringify([one.outcome, one.status, one.due, one.allowed, one.counted, one['if-by'], one.missing]),
    );
    return worked.shows === undefined ? [] : outcomes.map((outcome) => ({ clause: worked.shows, outcome }));
  });
  return agreement.clauses.flatMap((clause) =>
    gapsOf(clause, expected, shown).map((gap) => `clause ${clause.id}: ${gap}`),
  );
}

function gapsOf(
  clause: Clause,
  expected: readonly Expectation[],
  shown: readonly { readonly clause: string | undefined; readonly outcome: string }[],
): readonly string[] {
  const own = expected.filter((one) => one.clause === clause.id);
  const broken = own.some(
    ({ outcome, status }) => outcome === 'breach' || status === 'overdue' || status === 'met-late',
  );
  // Of an approximate ceiling without a margin nothing above it is a breach for sure.
  const open =
    clause.verb === 'limit' && clause.about === true && own.some(({ missing }) => missing === 'margin');
  const kept = own.some(
    ({ outcome, status }) =>
      outcome === 'not-applicable' || status === 'met' || status === 'due' || status === 'not-bound',
  );
  switch (clause.verb) {
    case 'forbid':
    case 'limit':
      return gaps(
        [broken || open, 'no case in which it is breached or overdue'],
        [kept, 'no case in which it is kept or does not apply'],
      );
    case 'require': {
      // Without a deadline nothing can be overdue: open and met are its two sides.
      const timeless =
        clause.until === undefined && clause.before === undefined && clause.every === undefined;
      const open = own.some(
        ({ status }) => status === 'due' || status === 'undetermined' || status === 'overdue',
      );
      return gaps(
        [broken || (timeless && open), 'no case in which it is breached or overdue'],
        [kept, 'no case in which it is kept or does not apply'],
      );
    }
    case 'permit': {
      const lifted =
        expected.some(({ exception }) => exception === clause.id) ||
        expected.some((one) => hasPermittedActor(one, clause));
      const lifts = [clause.lifts].flat();
      const not = expected.some(
        (one) =>
          lifts.includes(one.clause) && one.exception !== clause.id && one.outcome !== 'not-applicable',
      );
      return gaps([lifted, 'no case that it lifts'], [not, 'no case that it does not lift']);
    }
    case 'define':
    case 'not-counted': {
      const outcomes = new Set(shown.filter((one) => one.clause === clause.id).map(({ outcome }) => outcome));
      return gaps([
        outcomes.size >= 2,
        `fewer than two cases that say "shows: ${clause.id}" and come out differently`,
      ]);
    }
  }
}

/** An exception for a body that the clause does not bind as a party shows under `if-by` alone. */
function hasPermittedActor(one: Expectation, clause: Extract<Clause, { readonly verb: 'permit' }>): boolean {
  const lifts = [clause.lifts].flat();
  return lifts.includes(one.clause) && Object.values(one['if-by'] ?? {}).includes('permitted');
}

function gaps(...checks: readonly (readonly [boolean, string])[]): readonly string[] {
  return checks.flatMap(([found, gap]) => (found ? [] : [gap]));
}
