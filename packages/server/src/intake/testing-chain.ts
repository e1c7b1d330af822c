// Test-only: figures of daily summaries in the form of the list that a person read from them by hand.
import type { Tally } from './context.ts';

interface Figures {
  readonly donetsk?: number;
  readonly luhansk?: number;
  readonly prevDonetsk?: number;
  readonly prevLuhansk?: number;
}
export interface Issue extends Figures {
  readonly no: string;
  readonly issued: string;
  readonly periods?: readonly Figures[];
}
type Figure = Pick<Tally, 'area' | 'period' | 'count' | 'from' | 'issue' | 'issued'>;

/** The list that was read by hand. */
export function expectedChain(bytes: Uint8Array): readonly Issue[] {
  return (JSON.parse(new TextDecoder().decode(bytes)) as { reports: readonly Issue[] }).reports;
}

/** What was read by the program, issue by issue as the list has them. */
export function chainOf(tallies: readonly Figure[], expected: readonly Issue[]): readonly object[] {
  return expected.map(({ no }) => {
    const mine = tallies.filter(({ issue }) => issue === no);
    const periods = figuresOf(mine);
    const issued = mine[0]?.issued;
    return periods.length === 1 ? { no, issued, ...periods[0] } : { no, issued, periods };
  });
}

function figuresOf(tallies: readonly Figure[]): readonly Figures[] {
  const periods: { -readonly [K in keyof Figures]: Figures[K] }[] = [];
  for (const { area, period, count, from } of tallies) {
    const name = area.startsWith('Donetsk') ? 'donetsk' : 'luhansk';
    const first = periods.at(-1);
    const fresh =
      period === 'this' && (first === undefined || first[name] !== undefined || name === 'donetsk');
    if (fresh) periods.push({});
    const at = periods.at(-1);
    if (at === undefined || count === undefined) throw new Error(`no figure of ${area}, ${period}, ${from}`);
    const key = period === 'this' ? name : name === 'donetsk' ? 'prevDonetsk' : 'prevLuhansk';
    at[key] = count[0];
  }
  return periods;
}
