import { boundBy } from './actors.ts';
import type { Advice } from './advice.ts';
import type { Agreement } from './agreement.ts';
import type { Clause, RequireClause } from './clauses.ts';
import { listOf } from './lists.ts';
import { type CountedTime, isCounted } from './times.ts';

// "Until day 14" ends with that day, "from day 14" begins with it. Two clauses that both name it leave a day on which a
// ban is breached by what still has until midnight to be done.

const UNITS = ['days', 'working-days', 'weeks', 'months', 'years'] as const;

/** Bans that begin on the last day on which a duty may still be done. */
export function lastDayAdvice(agreement: Agreement): readonly Advice[] {
  const duties = agreement.clauses.filter(
    (one): one is RequireClause => one.verb === 'require' && counted(one.until) !== undefined,
  );
  return agreement.clauses.flatMap((ban, at) => {
    const from = counted(ban.from);
    if (from === undefined || !forbidsStaying(ban)) return [];
    const duty = duties.find((one) => sameDay(counted(one.until), from) && concernsSame(agreement, one, ban));
    if (duty === undefined) return [];
    const path = `clauses[${at}].from`;
    const [unit, number] = lengthOf(from);
    const later =
      unit === 'days' || unit === 'working-days'
        ? `write from: { ${unit}: ${number + 1}, after: ${from.after} } in clause ${ban.id}`
        : `let clause ${ban.id} begin a day later`;
    return [
      {
        code: 'agreement/last-day',
        path,
        message:
          `${path}: clause ${duty.id} may be kept until the end of the day on which clause ${ban.id} begins, so that on that day ` +
          `what nobody is late with is already a breach: ${later}, or say both in clause ${duty.id}, ` +
          'with "of" and the place that must be left: once its time is over it forbids what is still there',
      },
    ];
  });
}

function counted(time: Clause['from']): CountedTime | undefined {
  return time !== undefined && isCounted(time) && time.after !== undefined && time.hours === undefined
    ? time
    : undefined;
}

function lengthOf(time: CountedTime): readonly [unit: string, number: number] {
  const unit = UNITS.find((one) => time[one] !== undefined) ?? 'days';
  return [unit, time[unit] ?? 0];
}

function sameDay(duty: CountedTime | undefined, ban: CountedTime): boolean {
  const first = ({ 'first-day': said = 'not counted' }: CountedTime) => said;
  return (
    duty !== undefined &&
    duty.after === ban.after &&
    first(duty) === first(ban) &&
    String(lengthOf(duty)) === String(lengthOf(ban))
  );
}

/** Only what was to be gone or reduced by then can still be there: an act forbidden from then on is another matter. */
function forbidsStaying(clause: Clause): boolean {
  return clause.verb === 'limit' || (clause.verb === 'forbid' && listOf(clause.forbid).includes('presence'));
}

function concernsSame(agreement: Agreement, duty: RequireClause, ban: Clause): boolean {
  const bound = boundBy(agreement, ban);
  if (!boundBy(agreement, duty).some((one) => bound.includes(one))) return false;
  const [of, banned] = [listOf(duty.of), 'of' in ban ? listOf(ban.of) : []];
  return of.length === 0 || banned.length === 0 || of.some((one) => banned.includes(one));
}
