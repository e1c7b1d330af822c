import { formatMoment } from '../base/index.ts';
import type { LimitClause } from './clauses.ts';
import type { Count, Ledger } from './counted.ts';
import { valueField } from './deadline.ts';
import { countOf, flowRows, stretchOf } from './flows.ts';
import { listOf } from './lists.ts';
import { several } from './prose-quotas.ts';
import { readShare, shareOf } from './quantity.ts';
import type { Verdict } from './verdict.ts';

// A quota of what must be accepted binds the host below it and not above: to refuse what is within it is a breach, to
// refuse what is beyond it is not, and to accept that either.

/** What a quota to accept comes to for the host who bears it: whether it refused what it had to accept. */
export function acceptance(
  ledger: Ledger,
  clause: LimitClause,
  by: string,
  actors: readonly string[],
  of: string,
  count: Count,
  most: number,
): Verdict {
  const stretch = stretchOf(ledger.agreement, clause, ledger.facts, by, ledger.at);
  const accepted = flowRows(clause, ledger.facts, of, actors, stretch, ledger.at);
  const refused = flowRows(
    { ...clause, whose: 'by' },
    ledger.facts,
    clause.refusal ?? '',
    actors,
    stretch,
    ledger.at,
  );
  const each = partOf(clause, most);
  const askers = new Map<string, number>();
  let taken = 0;
  let next = 0;
  let open: string | undefined;
  const says = aboveWords(count, most);
  for (const refusal of refused) {
    for (let row = accepted[next]; row !== undefined && row.at <= refusal.at; row = accepted[next]) {
      const asker = askerOf(ledger, clause, row.fact.by ?? '');
      askers.set(asker, (askers.get(asker) ?? 0) + countOf(row));
      taken += countOf(row);
      next += 1;
    }
    const whom = valueField(refusal.fact, 'to');
    const said = `${clause.refusal} at ${formatMoment(refusal.at)}`;
    if (taken >= most) says.push(`${said}: ${taken} of ${most} had been accepted, and no more had to be`);
    else if (each !== undefined && typeof whom !== 'string') open ??= 'to';
    else if (each !== undefined && (askers.get(askerOf(ledger, clause, String(whom))) ?? 0) >= each)
      says.push(`${said}: ${String(whom)} had all that it may ask for, ${each}`);
    else {
      const unsaid = unplaced(ledger, clause, of, stretch.from, refusal.at);
      if (taken + unsaid >= most)
        return {
          part: { outcome: 'undetermined', missing: clause.whose ?? 'by' },
          says: [
            ...says,
            `${said}: ${taken} of ${most} are known to have been accepted, and ${unsaid} ${several(of, unsaid)} on record ${unsaid === 1 ? 'does' : 'do'} not say by whom: value.${clause.whose} is missing`,
          ],
        };
      return {
        part: { outcome: 'breach' },
        says: [...says, `${said}: ${taken} of the ${most} that must be accepted had been`],
      };
    }
  }
  if (open !== undefined)
    return {
      part: { outcome: 'undetermined', missing: open },
      says: [...says, 'a refusal does not say whom it refused'],
    };
  return { part: { outcome: 'not-applicable' }, says };
}

/** How many were accepted by somebody whom the record does not name: they may have filled the quota. */
function unplaced({ facts }: Ledger, clause: LimitClause, of: string, from: number, to: number): number {
  const { whose } = clause;
  if (whose === undefined || whose === 'by') return 0;
  const rows = (facts.get(of) ?? []).filter(
    ({ fact, at }) => at >= from && at <= to && valueField(fact, whose) === undefined,
  );
  return rows.reduce((sum, row) => sum + countOf(row), 0);
}

/** The words where more was accepted than must be: nobody is in breach by it. */
export function aboveWords({ sure }: Count, most: number): string[] {
  return sure > most
    ? [
        `${sure} is above the ${most} that must be accepted; more may be refused, and to accept it is no breach`,
      ]
    : [];
}

/** How much of a quota one asker may have; undefined where the clause does not say. */
export function partOf(clause: LimitClause, most: number): number | undefined {
  const part = clause['per-asker'];
  if (typeof part === 'number' || part === undefined) return part;
  const share = readShare(part);
  return share === undefined ? undefined : shareOf(Math.floor(most), share, clause.round ?? 'down');
}

/** Who asks: those who bear a limit as one also ask as one. */
export function askerOf({ agreement }: Ledger, clause: LimitClause, by: string): string {
  if (clause.together !== true) return by;
  return listOf(clause.by).find((word) => agreement.groups?.[word]?.of.includes(by)) ?? by;
}
