import { agreementStanding, MISSION, readBy } from '@armistice/core/mission';
import { Problem } from '../problems.ts';
import { coverageBeside } from './coverage.ts';
import type { Deriving } from './deriving.ts';

/** Incidents that a clause speaks of, by status. */
type Speaks = { readonly [status: string]: number };

/** Where each clause of an agreement stands, with the incidents that it speaks of and their coverage: JSON. */
export function standing(
  on: Deriving,
  audience: string,
  { id, at }: { readonly id: string; readonly at?: number },
): string {
  on.mustBeReady();
  const found = agreementStanding(on.view, {
    agreement: id,
    audience,
    ...(at === undefined ? {} : { at }),
  });
  if (found === undefined)
    throw new Problem('request/not-found', `this mission adopted no agreement "${id}"`);
  const assessedOnly = audience !== MISSION && on.view.rules.indications !== 'at-once';
  return JSON.stringify({
    ...found,
    speaks: speaksOf(on, id, audience, assessedOnly),
    assessedOnly,
    coverage: coverageBeside(on.view, audience),
  });
}

/** By clause. What nobody has assessed is left out where this audience is not told of its indications. */
function speaksOf(
  { folding }: Deriving,
  agreement: string,
  audience: string,
  assessedOnly: boolean,
): { readonly [clause: string]: Speaks } {
  const bases = readBy(audience);
  const speaks: { [clause: string]: { [status: string]: number } } = {};
  for (const [{ basis, status, clauses }, n] of folding.map.standing()) {
    if (n === 0 || !bases.includes(basis) || (assessedOnly && status === 'alleged')) continue;
    for (const name of clauses) {
      if (!name.startsWith(`${agreement}:`)) continue;
      const clause = name.slice(agreement.length + 1);
      const counts = speaks[clause] ?? {};
      counts[status] = (counts[status] ?? 0) + n;
      speaks[clause] = counts;
    }
  }
  // In one order, whatever came first: an answer says the same by the same bytes.
  const sorted = <T>(names: { readonly [name: string]: T }) =>
    Object.entries(names).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    sorted(speaks).map(([clause, counts]) => [clause, Object.fromEntries(sorted(counts))]),
  );
}
