import type { Agglomeration } from './agglomerate.ts';
import type { Constraints } from './constraints.ts';
import type { Edges } from './edges.ts';
import type { Evidence } from './evidence.ts';
import type { Group } from './groups.ts';
import { REPEATS, type Rows } from './rows.ts';

/** What evidence would do to incidents that were decided or published: for a person to decide. */
export type GroupProposal =
  | { readonly type: 'merge'; readonly groups: readonly [Group, Group]; readonly score: number }
  | { readonly type: 'split'; readonly group: Group; readonly parts: readonly (readonly number[])[] };

/** Evidence against what stands: pairs of decided groups that would join, and decided groups that would part. */
export function proposalsOf(
  decided: readonly Group[],
  rows: Rows,
  edges: Edges,
  evidence: Evidence,
  agglomeration: Agglomeration,
  groupOf: (row: number) => Group | undefined,
  /** What people joined and parted, without what was published. */
  said: Constraints,
  isDecided: (group: Group) => boolean,
): readonly GroupProposal[] {
  const proposals: GroupProposal[] = [];
  const standing = new Set(decided);
  for (const group of decided) {
    const parts = agglomeration.run(group.founders, said);
    if (parts.length > 1) proposals.push({ type: 'split', group, parts });
    for (const other of neighbours(group, edges, groupOf)) {
      if (!isDecided(other)) continue;
      // Of two that are both asked about, the first one tells.
      if (standing.has(other) && rows.compare(firstOf(group), firstOf(other)) >= 0) continue;
      if (apart(group, other, rows, said)) continue;
      const score = gain(group, other, evidence);
      if (score > 0) proposals.push({ type: 'merge', groups: [group, other], score });
    }
  }
  return proposals;
}

function firstOf({ founders }: Group): number {
  return founders[0] as number;
}

function neighbours(
  group: Group,
  edges: Edges,
  groupOf: (row: number) => Group | undefined,
): ReadonlySet<Group> {
  const found = new Set<Group>();
  for (const row of group.founders)
    for (let e = edges.first(row); e >= 0; e = edges.next(e)) {
      const other = groupOf(edges.to(e));
      if (other !== undefined && other !== group && other.founders.includes(edges.to(e))) found.add(other);
    }
  return found;
}

function apart(a: Group, b: Group, rows: Rows, said: Constraints): boolean {
  return a.founders.some((one) =>
    b.founders.some(
      (other) =>
        said.parted(one, other) ||
        (rows.source[one] === rows.source[other] && !rows.is(one, REPEATS) && !rows.is(other, REPEATS)),
    ),
  );
}

function gain(a: Group, b: Group, evidence: Evidence): number {
  evidence.ensure(4);
  for (const [slot, { founders }] of [a, b].entries())
    founders.forEach((row, at) => {
      evidence.load(at === 0 ? slot : 2, row);
      if (at > 0) evidence.merge(slot, 2, slot);
    });
  return evidence.gain(0, 1);
}
