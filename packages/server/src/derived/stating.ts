import { type MissionView, stateBriefly, stateOf } from '@armistice/core/mission';
import { type Json, PUBLIC } from '@armistice/core/record';
import type { Disk } from '../record/disk.ts';
import type { Content } from '../record/draft.ts';

// Rows of so many incidents go out as a file with each statement. More would take seconds each time, and the root says
// the same of them: whoever has the record makes them anew.
const MOST_ROWS = 10_000;

/** The next statement of a state, its rows written beside it; undefined where it says what the last one said. */
export async function statementOf(
  state: MissionView,
  disk: Disk,
  last: string | undefined,
): Promise<Content | undefined> {
  const brief = stateBriefly(state);
  if (last === brief.statement.roots.public) return undefined;
  const filed = state.incidents.size > MOST_ROWS ? undefined : stateOf(state);
  const { statement } = filed ?? brief;
  // The file first: a statement never names what is not there.
  if (filed !== undefined)
    await disk.replace(`public/derived/${statement.size}/incidents.ndjson`, filed.rows);
  return { kind: 'statement', audience: PUBLIC, body: { open: statement as unknown as Json } };
}
