import type { Decision } from '../fusion/index.ts';
import type { Pair, Said } from './grouping.ts';

/** A word to fusion that an incident was decided on or published. */
export type Frozen = Decision & { readonly type: 'freeze' };

/** A person's word about pairs as fusion takes it, a decision a pair. */
export function decisionsOf({ type, pairs }: Said): readonly Decision[] {
  return pairs.map((reports) => ({ type, reports }));
}

/** Freezes in force of reports that one of these pairs had joined before, where the last word of them was to join. */
export function frozenOnJoins(decisions: readonly Decision[], pairs: readonly Pair[]): readonly Frozen[] {
  if (lastWord(decisions, pairs)?.type !== 'join') return [];
  const found = new Map<string, Frozen>();
  const joined: Pair[] = [];
  for (const decision of decisions) {
    if (decision.type === 'join' && pairs.some((pair) => isSame(pair, decision.reports)))
      joined.push(decision.reports);
    if (decision.type === 'thaw') found.delete(decision.id);
    if (
      decision.type === 'freeze' &&
      joined.some((pair) => pair.every((key) => decision.reports.includes(key)))
    )
      found.set(decision.id, decision);
  }
  return [...found.values()];
}

/** Freezes in force of one side of a pair that was split before, where the last word of the pairs was to split. */
export function frozenOnParts(decisions: readonly Decision[], pairs: readonly Pair[]): readonly Frozen[] {
  if (lastWord(decisions, pairs)?.type !== 'split') return [];
  /** By id; undefined where none of its reports was split from another of these when it was frozen first. */
  const frozen = new Map<string, Frozen | undefined>();
  const wanted = new Set(pairs.map(nameOf));
  const parted = new Map<string, readonly string[]>();
  for (const decision of decisions) {
    if (decision.type === 'thaw') frozen.delete(decision.id);
    else if (decision.type === 'freeze') {
      const isNew = !frozen.has(decision.id) || frozen.get(decision.id) !== undefined;
      if (isNew) frozen.set(decision.id, isPart(decision, parted.values()) ? decision : undefined);
    } else {
      const name = nameOf(decision.reports);
      if (decision.type === 'split' && wanted.has(name)) parted.set(name, decision.reports);
      else parted.delete(name);
    }
  }
  return [...frozen.values()].filter((one) => one !== undefined);
}

/** Whether it holds one side of a pair, and not the other. */
function isPart({ reports }: Frozen, parted: Iterable<readonly string[]>): boolean {
  const held = new Set(reports);
  for (const [a = '', b = ''] of parted) if (held.has(a) !== held.has(b)) return true;
  return false;
}

function lastWord(decisions: readonly Decision[], pairs: readonly Pair[]): Decision | undefined {
  const wanted = new Set(pairs.map(nameOf));
  return decisions.findLast(
    ({ type, reports }) => (type === 'join' || type === 'split') && wanted.has(nameOf(reports)),
  );
}

function isSame(one: Pair, other: readonly string[]): boolean {
  return nameOf(one) === nameOf(other);
}

/** The same for a pair in either order. */
export function nameOf([a = '', b = '']: readonly string[]): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}
