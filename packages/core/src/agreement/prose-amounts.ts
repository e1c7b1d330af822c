import type { Agreement } from './agreement.ts';
import type { Amount } from './amount-form.ts';
import type { LimitClause } from './clauses.ts';
import { listOf } from './lists.ts';
import { numberNamed } from './numbers.ts';
import { mayAccept } from './prose-quotas.ts';
import { readNumberName, readQuantity } from './quantity.ts';

// Numbers read aloud: ceilings and floors, computed or named.

/** The floor and the ceiling of a limit, as "at least 30 cm" or "at most 75". */
export function bounds(agreement: Agreement, clause: LimitClause, most: Amount | undefined): string {
  const upper =
    most === undefined
      ? ''
      : `${mayAccept(clause) ? 'up to' : 'at most'} ${about(clause)}${amount(agreement, most)}`;
  const least = clause['at-least'];
  const lower = least === undefined ? '' : `at least ${amount(agreement, least)}`;
  return [lower, upper].filter((one) => one !== '').join(' and ');
}

/** A distance or number as stated; where it is named, what it is stands beside its name. */
export function stated(agreement: Agreement, text: string): string {
  const { name = '' } = readQuantity(text) === undefined ? (readNumberName(text) ?? {}) : {};
  const is = name === '' ? undefined : numberNamed(agreement, name)?.is;
  return is === undefined ? text : `${text} (${is})`;
}

function about({ about: margin }: LimitClause): string {
  if (margin === undefined || margin === false) return '';
  return margin === true ? 'about ' : `about (${margin} more is still that) `;
}

function amount(agreement: Agreement, of: Amount): string {
  if (typeof of !== 'object') return stated(agreement, String(of));
  const cap = of['at-most'] === undefined ? '' : `, and no more than ${of['at-most']}`;
  const whole =
    of['of-number'] ??
    of['of-fact'] ??
    (of['of-clause'] === undefined ? '' : `clause ${listOf(of['of-clause']).slice(0, 3).join(', ')}`);
  if (of.share !== undefined) return `${of.share} of ${whole}, rounded ${of.round}${cap}`;
  if (of['one-per'] !== undefined) return `one for each ${of['one-per']} or part of ${whole}${cap}`;
  if (of['as-many-as'] !== undefined) return `as many as ${of['as-many-as']}${cap}`;
  return `the sum of clauses ${(of['sum-of'] ?? []).join(', ')}${cap}`;
}
