import { formatMoment } from '@armistice/core/base';
import { countUnder, EACH_EXPLOSION } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import { DAY_MS } from '../exercise/rows.ts';
import { type CoverageBook, dateOf } from './coverage-book.ts';
import { erratumTo, splitAfter } from './second-look.ts';
import type { Person, Staff } from './staff.ts';

// The daily report: for the day before, with its cut-off at midnight UTC, its rule, its count and its coverage.

const ISSUER: Person = 'exercise-duty-officer';

/** The number of the daily report about a day, counted from 1970-01-01 UTC. */
export function bulletinNumber(day: number): string {
  return `EXERCISE ${dateOf(day)}`;
}

/**
 * Issues the daily report about a day, puts the one before right where that came out otherwise, and states what the record
 * comes to; both parties attest the statement. What was issued is not issued again.
 */
export async function issueDaily(staff: Staff, book: CoverageBook, day: number): Promise<void> {
  const { mission } = staff;
  if (mission.view.bulletins.has(bulletinNumber(day))) return;
  await staff.write(book.sums(staff, day));
  await staff.write(splitAfter(staff, bulletinNumber(day - 1)));
  await staff.write(erratumTo(staff, bulletinNumber(day - 1)));
  const { view } = mission;
  const stretch = { from: day * DAY_MS, to: (day + 1) * DAY_MS };
  // Taken in one go: what is filed from now on is not among its input.
  const size = view.size;
  const figures = countUnder(view, { ...stretch, rule: EACH_EXPLOSION, audience: PUBLIC });
  const { rule, version } = EACH_EXPLOSION;
  const body = {
    ...{ number: bulletinNumber(day), type: 'daily', size, rule: { rule, version }, figures },
    ...{ from: formatMoment(stretch.from), to: formatMoment(stretch.to) },
  };
  await staff.write([{ kind: 'bulletin', body, by: staff.key(ISSUER) }]);
  const before = mission.lastStatement?.index;
  await mission.state();
  const stated = mission.lastStatement;
  if (stated === undefined || stated.index === before) return;
  const { index: statement, root } = stated;
  await staff.write(
    staff.parties.map((party) => ({
      kind: 'attestation',
      body: { statement, audience: PUBLIC, root },
      by: staff.key(party),
    })),
  );
}
