import type { Advice } from './advice.ts';
import type { Agreement } from './agreement.ts';
import type { Clause } from './clauses.ts';
import { plainEvent } from './lists.ts';

const SECTIONS = ['lines', 'zones', 'weapons', 'things', 'activities', 'events'] as const;

/** What is declared, and stands in no clause and in no other definition. What is only named like it does not count. */
export function leftovers(agreement: Agreement): readonly Advice[] {
  const used = new Set([...agreement.clauses.flatMap(namesInClause), ...namesInDefinitions(agreement)]);
  return SECTIONS.flatMap((section) =>
    Object.keys(agreement[section] ?? {})
      .filter((id) => !used.has(id))
      .filter((id) => section !== 'weapons' || !tellsOfType(agreement, id))
      .map((id) => {
        const path = `${section}.${id}`;
        return {
          code: 'agreement/gap',
          path,
          message: `${path}: no clause mentions "${id}"; is a clause missing, or is it left over?`,
        };
      }),
  );
}

/** Every word of a clause that can stand for something declared: all but what it says about its own text. */
function namesInClause(clause: Clause): readonly string[] {
  const { id: _id, ref: _ref, anchor: _anchor, readings: _readings, 'stated-as': _stated, ...says } = clause;
  const rows = clause.verb === 'limit' && typeof clause.limit === 'object' ? Object.keys(clause.limit) : [];
  return [...rows, ...wordsIn(says)];
}

function wordsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [plainEvent(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(wordsIn) : [];
}

function namesInDefinitions({ zones = {}, weapons = {}, bodies = {} }: Agreement): readonly string[] {
  return [
    ...Object.values(zones).flatMap(({ inside, belt }) => [inside ?? [], belt?.['of-line'] ?? []].flat()),
    ...Object.values(weapons).flatMap((one) => [...(one['any-of'] ?? []), ...(one.except ?? [])]),
    ...Object.values(bodies).flatMap(({ members = [] }) => members),
  ];
}

/** A type that the text names needs no clause of its own: it gives whatever bears its name a kind or a calibre. */
function tellsOfType({ weapons = {} }: Agreement, id: string): boolean {
  const { types, kind, calibre } = weapons[id] ?? {};
  return types !== undefined && (kind !== undefined || (calibre !== undefined && /^\d/.test(calibre)));
}
