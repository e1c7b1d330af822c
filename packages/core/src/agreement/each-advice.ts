import type { Advice } from './advice.ts';
import type { Agreement } from './agreement.ts';
import type { Clause } from './clauses.ts';
import { momentMs } from './count-from.ts';
import { plainEvent } from './lists.ts';
import { eachOf, occasionOf, windowsAreEmpty } from './occasions.ts';
import { isCounted } from './times.ts';

/** Where `each` is written and counts for nothing, or for more than is likely meant. */
export function eachAdvice(agreement: Agreement): readonly Advice[] {
  return agreement.clauses.flatMap((clause, at) => {
    const path = `clauses[${at}]`;
    const say = (code: string, field: string, message: string): Advice => ({
      code: `agreement/${code}`,
      path: `${path}.${field}`,
      message: `${path}.${field}: clause ${clause.id} ${message}`,
    });
    const event = occasionOf(clause);
    return [
      ...withoutEffect(clause).map(([field, of]) =>
        say(
          'each-without-effect',
          field,
          `counts from each ${of}, and here only the first ${of} counts; write "after: ${of}"`,
        ),
      ),
      ...(event === undefined ? [] : windowAdvice(agreement, clause, event, say)),
    ];
  });
}

/** A clause's times in which `each` stands and only the first occurrence counts. */
function withoutEffect(clause: Clause): readonly (readonly [field: string, event: string])[] {
  const { from, until, armed } = clause;
  const found: (readonly [string, string])[] = [];
  const note = (field: string, event: string | undefined) => {
    if (event !== undefined) found.push([field, event]);
  };
  note('armed.at', eachOf(armed?.at));
  if (clause.verb === 'permit' || clause.verb === 'forbid') return found;
  note('from', eachOf(from));
  if (clause.verb !== 'require') note('until', eachOf(until));
  else if (until !== undefined && isCounted(until)) {
    const perOccurrence =
      until.of === undefined &&
      clause.before === undefined &&
      clause.every === undefined &&
      clause.of === undefined;
    if (!perOccurrence) note('until', eachOf(until));
  }
  return found;
}

function windowAdvice(
  agreement: Agreement,
  clause: Clause,
  event: string,
  say: (code: string, field: string, message: string) => Advice,
): readonly Advice[] {
  const { from, until } = clause;
  if (until === undefined)
    return [
      say(
        'each-without-end',
        'from',
        `counts from each ${event} and has no "until", so that one ${event} lasts for ever; add until: { hours: 72, after: each ${event} }`,
      ),
    ];
  const field = eachOf(from) === event ? 'until' : 'from';
  const other = field === 'until' ? until : from;
  const base = other !== undefined && isCounted(other) ? (other.after ?? other.of) : undefined;
  if (base !== undefined && eachOf(other) !== event) {
    const remedy = plainEvent(base) === event ? `; write "each ${event}" there too` : '';
    return [
      say(
        'each-without-effect',
        field,
        `counts each ${event}, but here only the first ${plainEvent(base)}${remedy}`,
      ),
    ];
  }
  if (windowsAreEmpty(agreement, clause, event, momentMs(agreement['in-force'].utc)))
    return [
      say(
        'dead-clause',
        'until',
        `ends before it begins after each ${event}, and so never holds; look at "from" and "until"`,
      ),
    ];
  return [];
}
