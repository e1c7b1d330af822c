import type { Report } from '@armistice/core/mission';
import type { Incident } from './incident.ts';
import type { Chance } from './random.ts';
import type { AccountRole } from './rows.ts';

/** A Report on its way, and what it truly is. */
export interface Account {
  /** When it reaches the mission, UTC milliseconds. */
  readonly at: number;
  readonly report: Report;
  readonly role: AccountRole;
  /** What it describes; undefined for what never happened, and for a group report. */
  readonly incident?: Incident;
  readonly covers?: readonly Incident[];
  /** What it repeats. */
  readonly of?: Report;
}

function hexadecimal(bits: number, digits: number): string {
  return bits.toString(16).padStart(digits, '0').slice(-digits);
}

/** A UUID of version 7 (RFC 9562): its order is the order of filing. */
export function reportId(at: number, chance: Chance): string {
  const time = hexadecimal(at, 12);
  const [a, b, c] = [chance.bits(), chance.bits(), chance.bits()];
  const tail = hexadecimal(b, 8) + hexadecimal(c >>> 16, 4);
  const middle = hexadecimal(0x7000 | (a & 0xfff), 4);
  return `${time.slice(0, 8)}-${time.slice(8)}-${middle}-${hexadecimal(0x8000 | ((a >>> 12) & 0x3fff), 4)}-${tail}`;
}
