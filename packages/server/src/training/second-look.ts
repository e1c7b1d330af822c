import { readMoment } from '@armistice/core/base';
import {
  countUnder,
  EACH_EXPLOSION,
  type Incident,
  type MissionView,
  type Published,
} from '@armistice/core/mission';
import { type Json, PUBLIC } from '@armistice/core/record';
import { type Act, type Person, SIMULATED, type Staff } from './staff.ts';

// The day after a daily report: the analyst takes apart what fusion joined, and what was published is put right with both
// figures and the entries that made the difference.

const ANALYST: Person = 'exercise-analyst';
const MOST = 100;

/** A split of one incident that a daily report told of, by the analyst; none where that was done before. */
export function splitAfter(staff: Staff, number: string): readonly Act[] {
  const { view } = staff.mission;
  const published = view.bulletins.get(number);
  if (published === undefined || wasSplit(view, published)) return [];
  const joined = reportedOn(view, published).filter(isToBeSplit);
  const incident = joined.toSorted((a, b) => (a.id < b.id ? -1 : 1))[0];
  const [last, ...others] = incident?.reports.toReversed() ?? [];
  if (last === undefined) return [];
  const reason = `${SIMULATED} On a second look this report tells of another event than the others.`;
  return [{ kind: 'split', body: { reports: [last], from: others, reason }, by: staff.key(ANALYST) }];
}

/** The erratum to a daily report whose count came out otherwise since, with both figures; none where there is one already. */
export function erratumTo(staff: Staff, number: string): readonly Act[] {
  const { view } = staff.mission;
  const published = view.bulletins.get(number);
  if (published === undefined || published.touched.length === 0 || published.errata.length > 0) return [];
  const { from, to } = stretchOf(published);
  const is = countUnder(view, { from, to, rule: EACH_EXPLOSION, audience: PUBLIC }).count;
  const was = (published.body.figures as { readonly count?: Json } | undefined)?.count;
  if (was === undefined || JSON.stringify(was) === JSON.stringify(is)) return [];
  const body = {
    ...{ bulletin: number, changes: [{ figure: 'count', was, is }] },
    because: published.touched.slice(0, 1000),
    reason: `${SIMULATED} What came to light since the cut-off, and what the analyst told apart.`,
  };
  return [{ kind: 'erratum', body, by: staff.key(ANALYST) }];
}

function stretchOf({ body }: Published): { readonly from: number; readonly to: number } {
  return { from: readMoment(body.from) ?? 0, to: readMoment(body.to) ?? 0 };
}

function wasSplit({ linkings }: MissionView, { acts }: Published): boolean {
  return acts.some((index) => linkings.get(index)?.type === 'split');
}

function reportedOn(view: MissionView, published: Published): readonly Incident[] {
  const { from, to } = stretchOf(published);
  return [...view.incidents.values()].filter(({ basis, occurred }) => {
    const at = readMoment(occurred.to) ?? 0;
    return basis === PUBLIC && at >= from && at < to;
  });
}

/** Fire that several told of, on which nobody has adopted or attributed anything. */
function isToBeSplit({ kind, diffuse, reports, finding, attribution, number }: Incident): boolean {
  const fire = kind === 'explosion' || kind.endsWith('-fire') || kind === 'burst';
  const open = finding === 'none' && attribution === 'undetermined' && number === undefined;
  return fire && open && !diffuse && reports.length > 1 && reports.length <= MOST;
}
