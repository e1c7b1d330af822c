import { quantiseProbability } from '../base/index.ts';
import { boundBy } from './actors.ts';
import type { Agreement } from './agreement.ts';
import { type AmountContext, type WorkedOut, workOut } from './amounts.ts';
import { bindFacts } from './bind.ts';
import type { Amount, LimitClause } from './clauses.ts';
import { compileAgreement } from './compile.ts';
import { indexFacts } from './count-from.ts';
import { type Count, countFor, type Ledger } from './counted.ts';
import { type EvaluationContext, silent } from './evaluate.ts';
import type { Outcome } from './event.ts';
import { consentOf } from './exceptions.ts';
import type { Fact } from './facts.ts';
import { countOf, flowRows, stretchOf } from './flows.ts';
import { heldAt } from './holdings.ts';
import type { Certainty } from './ids.ts';
import { listOf } from './lists.ts';
import { periodOf } from './period.ts';
import { readShare, shareOf } from './quantity.ts';

/** A ceiling (or floor) of one who is bound, with what is on record at a moment. Computed, never found. */
export interface Ceiling {
  readonly agreement: string;
  readonly version: number;
  readonly revision: number;
  readonly clause: string;
  readonly by: string;
  /** What is counted. */
  readonly of: string;
  /** What counts for sure; undefined where nothing is on record. */
  readonly counted?: number;
  /** The ceiling, worked out. */
  readonly allowed?: number;
  readonly outcome: Outcome;
  readonly missing?: string;
  readonly exception?: string;
  readonly because: readonly string[];
  readonly certainty: Certainty;
}

/** Every ceiling of an agreement at a moment, for each whom it binds, at every level that contains what is counted. */
export function ceilings(
  text: Agreement,
  facts: readonly Fact[],
  at: number,
  context: Pick<EvaluationContext, 'mode' | 'confirmed'> = {},
): readonly Ceiling[] {
  const index = indexFacts(facts);
  const { agreement, armoury } = compileAgreement(text);
  const ledger: Ledger = { agreement, armoury, facts: index, held: heldAt(index, at), at, list: facts };
  return agreement.clauses.flatMap((clause) => {
    if (clause.verb !== 'limit' || silent({ clause }, context)) return [];
    return bearers(agreement, clause).flatMap(([by, actors]) =>
      rowsOf(clause).map(([of, most]) => judged(ledger, clause, by, actors, of, most)),
    );
  });
}

/** Who bears a ceiling: each by itself, or a group as one. */
function bearers(
  agreement: Agreement,
  clause: LimitClause,
): readonly (readonly [string, readonly string[]])[] {
  if (clause.together !== true) return boundBy(agreement, clause).map((one) => [one, [one]]);
  return listOf(clause.by ?? 'any party').map((word) => [word, boundBy(agreement, { by: word })]);
}

function rowsOf(clause: LimitClause): readonly (readonly [string, Amount | undefined])[] {
  return typeof clause.limit === 'string'
    ? [[clause.limit, clause['at-most']]]
    : Object.entries(clause.limit);
}

function judged(
  ledger: Ledger,
  clause: LimitClause,
  by: string,
  actors: readonly string[],
  of: string,
  most: Amount | undefined,
): Ceiling {
  const { agreement, facts, at } = ledger;
  const period = periodOf(clause, { agreement, facts, actor: by });
  const flow = (name: string) =>
    flowRows(clause, facts, name, actors, stretchOf(agreement, clause, facts, by, at), at).reduce(
      (sum, row) => sum + countOf(row),
      0,
    );
  const context: AmountContext = { agreement, facts, actor: by, row: of, flow };
  const upper = most === undefined ? undefined : workOut(most, context);
  const lower = clause['at-least'] === undefined ? undefined : workOut(clause['at-least'], context);
  const base = heading(agreement, clause, by, of);
  const end = anchorStep(clause);
  if (period.never !== undefined || at < period.startEarliest || at >= period.endLatest)
    return {
      ...base,
      ...allowedOf(upper ?? lower),
      outcome: 'not-applicable',
      because: [`time: ${period.never ?? `the clause does not bind then (${period.says})`}`, end],
    };
  if (at < period.startLatest) {
    const missing = period.missing ?? 'the hour from which the clause binds';
    return {
      ...base,
      ...allowedOf(upper ?? lower),
      outcome: 'undetermined',
      missing,
      because: [`time: ${missing} has not happened`, end],
    };
  }
  const count = countFor(ledger, clause, by, actors, of);
  const unknown = [upper, lower].find((one) => one !== undefined && Object.hasOwn(one, 'missing'));
  if (unknown !== undefined)
    return {
      ...base,
      counted: count.sure,
      outcome: 'undetermined',
      missing: (unknown as { readonly missing: string }).missing,
      because: [unknown.says, ...count.says, end],
    };
  const verdict = compare(ledger, clause, by, actors, of, count, ceilingValue(upper), ceilingValue(lower));
  return {
    ...base,
    ...(count.known ? { counted: count.sure } : {}),
    ...allowedOf(upper ?? lower),
    ...verdict.part,
    because: [
      ...[upper, lower].flatMap((one) => (one === undefined ? [] : [`ceiling: ${one.says}`])),
      ...count.says,
      ...verdict.says,
      ...(clause.readings ?? []).map((reading) => `reading: ${reading}`),
      end,
    ],
  };
}

function heading(agreement: Agreement, clause: LimitClause, by: string, of: string) {
  return {
    agreement: agreement.agreement,
    version: agreement.version,
    revision: agreement.revision,
    clause: clause.id,
    by,
    of,
    certainty: clause.anchor.certainty,
  };
}

function ceilingValue(worked: WorkedOut | undefined): number | undefined {
  return worked !== undefined && Object.hasOwn(worked, 'value')
    ? (worked as { readonly value: number }).value
    : undefined;
}

function allowedOf(worked: WorkedOut | undefined): { readonly allowed?: number } {
  const value = ceilingValue(worked);
  return value === undefined ? {} : { allowed: value };
}

interface Verdict {
  readonly part: { readonly outcome: Outcome; readonly missing?: string; readonly exception?: string };
  readonly says: readonly string[];
}

function compare(
  ledger: Ledger,
  clause: LimitClause,
  by: string,
  actors: readonly string[],
  of: string,
  count: Count,
  most: number | undefined,
  least: number | undefined,
): Verdict {
  if (most !== undefined && count.sure > most) return lifted(ledger, clause, by, count.sure, most);
  if (least !== undefined && count.known && count.possible < least)
    return { part: { outcome: 'breach' }, says: [`${count.possible} is below ${least}`] };
  const within =
    (most === undefined || count.possible <= most) && (least === undefined || count.sure >= least);
  if (!within) return { part: { outcome: 'undetermined', missing: count.missing ?? 'holding' }, says: [] };
  return most === undefined
    ? { part: { outcome: 'not-applicable' }, says: [] }
    : perAsker(ledger, clause, by, actors, of, most);
}

/** A permit that raises a ceiling by number leaves the ceiling as it is: what lies above must be within the number. */
function lifted(
  { agreement, list, facts, at }: Ledger,
  clause: LimitClause,
  by: string,
  counted: number,
  most: number,
): Verdict {
  const bound = bindFacts(compileAgreement(agreement), list);
  const over = counted - most;
  const says = [`${quantiseProbability(counted)} is more than ${most}`];
  for (const permit of agreement.clauses) {
    if (permit.verb !== 'permit' || permit.permit !== 'holding' || !listOf(permit.lifts).includes(clause.id))
      continue;
    if (!boundBy(agreement, permit).includes(by) && !listOf(permit.by).includes(by)) continue;
    const period = periodOf(permit, { agreement, facts, actor: by });
    if (at < period.startLatest || at >= period.endEarliest) {
      says.push(`exception ${permit.id}: it does not hold at that time`);
      continue;
    }
    const consent = consentOf(bound, permit, at);
    const number = Math.min(
      permit.number ?? Number.POSITIVE_INFINITY,
      consent?.number ?? Number.POSITIVE_INFINITY,
    );
    if (consent !== undefined && !consent.given) says.push(`exception ${permit.id}: ${consent.because}`);
    else if (over > number)
      says.push(`exception ${permit.id}: it allows ${number} more, and there are ${over}`);
    else
      return {
        part: { outcome: 'permitted', exception: permit.id },
        says: [...says, `exception ${permit.id}: it allows ${number} more`],
      };
  }
  return { part: { outcome: 'breach' }, says };
}

/** No asker may use more than its share of another's quota. */
function perAsker(
  ledger: Ledger,
  clause: LimitClause,
  by: string,
  actors: readonly string[],
  of: string,
  most: number,
): Verdict {
  const within: Verdict = { part: { outcome: 'not-applicable' }, says: [] };
  const share = clause['per-asker'] === undefined ? undefined : readShare(clause['per-asker']);
  if (share === undefined) return within;
  const each = shareOf(Math.floor(most), share, clause.round ?? 'down');
  const stretch = stretchOf(ledger.agreement, clause, ledger.facts, by, ledger.at);
  const askers = new Map<string, number>();
  for (const row of flowRows(clause, ledger.facts, of, actors, stretch, ledger.at)) {
    const asker = row.fact.by ?? '';
    askers.set(asker, (askers.get(asker) ?? 0) + countOf(row));
  }
  const over = [...askers].find(([, count]) => count > each);
  if (over === undefined)
    return { ...within, says: [`no asker has more than ${each}, ${clause['per-asker']} of ${most}`] };
  return {
    part: { outcome: 'breach' },
    says: [`${over[0] || 'one asker'} has ${over[1]}, more than ${each}, ${clause['per-asker']} of ${most}`],
  };
}

function anchorStep(clause: LimitClause): string {
  const { article, paraphrase, certainty, words } = clause.anchor;
  const mark = certainty === 'primary' ? '' : ` [${certainty}]`;
  return `clause ${clause.id}, ${article}${mark}: ${paraphrase} (${words})`;
}
