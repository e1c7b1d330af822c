import { quantiseProbability } from '../base/index.ts';
import { aboveWords, acceptance, askerOf, partOf } from './acceptance.ts';
import { boundBy } from './actors.ts';
import type { AreaAnswer } from './area.ts';
import { bindFacts } from './bind.ts';
import type { LimitClause, PermitClause } from './clauses.ts';
import { compileAgreement } from './compile.ts';
import { consented } from './consent.ts';
import { type Count, type Ledger, stock } from './counted.ts';
import { countOf, flowRows, stretchOf } from './flows.ts';
import { listOf } from './lists.ts';
import { periodOf, sharesOf } from './period.ts';
import { readShare, shareOf } from './quantity.ts';
import type { Verdict } from './verdict.ts';

/** How what counts compares with a ceiling and a floor, with the exceptions that raise it and what each asker has. */
export function verdictOf(
  ledger: Ledger,
  clause: LimitClause,
  by: string,
  actors: readonly string[],
  of: string,
  count: Count,
  most: number | undefined,
  least: number | undefined,
): Verdict {
  if (most !== undefined && clause.refusal !== undefined)
    return acceptance(ledger, clause, by, actors, of, count, most);
  if (most !== undefined && clause.accepting === true) {
    const asked = perAsker(ledger, clause, by, actors, of, most);
    return { ...asked, says: [...aboveWords(count, most), ...asked.says] };
  }
  if (most !== undefined && count.sure > most) return above(ledger, clause, by, actors, of, count.sure, most);
  if (least !== undefined && count.known && count.possible < least)
    return { part: { outcome: 'breach' }, says: [`${count.possible} is below ${least}`] };
  const within =
    (most === undefined || count.possible <= most) && (least === undefined || count.sure >= least);
  if (!within) return { part: { outcome: 'undetermined', missing: count.missing ?? 'holding' }, says: [] };
  return most === undefined
    ? { part: { outcome: 'not-applicable' }, says: [] }
    : perAsker(ledger, clause, by, actors, of, most);
}

/** Above a ceiling: a breach, unless exceptions cover what is above it or the ceiling is said to be approximate. */
function above(
  ledger: Ledger,
  clause: LimitClause,
  by: string,
  actors: readonly string[],
  of: string,
  counted: number,
  most: number,
): Verdict {
  const found = lifted(ledger, clause, by, actors, of, counted, most);
  const { about } = clause;
  if (found.part.outcome !== 'breach' || about === undefined || about === false) return found;
  if (about === true)
    return {
      part: { outcome: 'undetermined', missing: 'margin' },
      says: [...found.says, `"about ${most}": how far it may be passed is not said`],
    };
  const share = readShare(about) ?? { numerator: 0, denominator: 1 };
  const farthest = most + shareOf(most, share, 'down');
  const said = `"about ${most}" is read as at most ${farthest}, ${about} above it`;
  return counted > farthest
    ? { ...found, says: [...found.says, said] }
    : { part: { outcome: 'not-applicable' }, says: [...found.says, said] };
}

/**
 * A permit that raises a ceiling by number leaves the ceiling as it is: what lies above must be within the number, and
 * of the kind and in the place that the permit is for.
 */
function lifted(
  ledger: Ledger,
  clause: LimitClause,
  by: string,
  actors: readonly string[],
  of: string,
  counted: number,
  most: number,
): Verdict {
  const { agreement, list, facts, at } = ledger;
  const bound = bindFacts(compileAgreement(agreement), list);
  const over = counted - most;
  const says = [`${quantiseProbability(counted)} is more than ${most}`];
  let open: string | undefined;
  for (const permit of agreement.clauses) {
    if (permit.verb !== 'permit' || permit.permit !== 'holding' || !listOf(permit.lifts).includes(clause.id))
      continue;
    if (!boundBy(agreement, permit).includes(by) && !listOf(permit.by).includes(by)) continue;
    const period = periodOf(permit, { agreement, facts, actor: by });
    if (sharesOf(period, at, at).sure < 1) {
      says.push(`exception ${permit.id}: it does not hold at that time`);
      continue;
    }
    const inZones = (zones: readonly string[]) => liesAbove(ledger, clause, actors, of, zones, over);
    const consent = consented(bound, permit, { actor: by, from: at, to: at, count: over, inZones });
    const covered = coveredBy(ledger, clause, permit, actors);
    const number = Math.min(
      permit.number ?? Number.POSITIVE_INFINITY,
      (consent?.given === 'yes' ? consent.number : undefined) ?? Number.POSITIVE_INFINITY,
      covered,
    );
    if (consent?.given === 'no') says.push(`exception ${permit.id}: ${consent.because}`);
    else if (over > number)
      says.push(
        number === covered
          ? `exception ${permit.id}: it is for ${kindsOf(permit)}, of which ${covered} are on record, and there are ${over} above`
          : `exception ${permit.id}: it allows ${number} more, and there are ${over}`,
      );
    else if (consent?.given === 'unknown') {
      open ??= consent.missing;
      says.push(`exception ${permit.id}: ${consent.because}`);
    } else
      return {
        part: { outcome: 'permitted', exception: permit.id },
        says: [...says, `exception ${permit.id}: it allows ${number} more`],
      };
  }
  return {
    part: open === undefined ? { outcome: 'breach' } : { outcome: 'undetermined', missing: open },
    says,
  };
}

/** Whether what lies above a ceiling can lie in the zones that a consent names: as many must be held there. */
function liesAbove(
  ledger: Ledger,
  clause: LimitClause,
  actors: readonly string[],
  of: string,
  zones: readonly string[],
  over: number,
): AreaAnswer {
  const named = zones.join(', ');
  if (clause.per !== undefined || clause.each !== undefined)
    return { missing: 'zone', says: `what is counted has no place; the consent is for ${named}` };
  const { sure, possible } = stock(ledger, { ...clause, in: zones }, actors, of);
  const says = `${sure} of ${of} are on record in ${named}, and there are ${over} above`;
  return sure < over && possible >= over
    ? { missing: 'zone', says }
    : { probability: sure >= over ? 1 : 0, says };
}

function kindsOf(permit: PermitClause): string {
  return listOf(permit.of).join(' or ');
}

/** How many of what is held a permit is for at all: of its kinds, in its place. */
function coveredBy(
  ledger: Ledger,
  clause: LimitClause,
  permit: PermitClause,
  actors: readonly string[],
): number {
  if (permit.of === undefined || clause.per !== undefined || clause.each !== undefined)
    return Number.POSITIVE_INFINITY;
  const place = permit.in === undefined ? clause : { ...clause, in: permit.in };
  return listOf(permit.of).reduce((sum, of) => sum + stock(ledger, place, actors, of).sure, 0);
}

/** No asker may use more than its part of another's quota. Those who bear the limit as one also ask as one. */
function perAsker(
  ledger: Ledger,
  clause: LimitClause,
  by: string,
  actors: readonly string[],
  of: string,
  most: number,
): Verdict {
  const within: Verdict = { part: { outcome: 'not-applicable' }, says: [] };
  const part = clause['per-asker'];
  const each = partOf(clause, most);
  if (each === undefined) return within;
  const said = typeof part === 'number' ? `${each}` : `${each}, ${part} of ${most}`;
  const stretch = stretchOf(ledger.agreement, clause, ledger.facts, by, ledger.at);
  const askers = new Map<string, number>();
  for (const row of flowRows(clause, ledger.facts, of, actors, stretch, ledger.at)) {
    const asker = askerOf(ledger, clause, row.fact.by ?? '');
    askers.set(asker, (askers.get(asker) ?? 0) + countOf(row));
  }
  const over = [...askers].find(([, count]) => count > each);
  if (over === undefined) return { ...within, says: [`no asker has more than ${said}`] };
  return {
    part: { outcome: 'breach', ...(over[0] === '' ? {} : { by: over[0] }) },
    says: [`${over[0] || 'one asker'} has ${over[1]} of what ${by} is asked for, more than ${said}`],
  };
}
