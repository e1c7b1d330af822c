import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hex, sha256, utf8 } from '../record/index.ts';
import { RowTree, rowHash } from './row-tree.ts';

/** The root as docs/formats/statement.md has it, over rows sorted by id. */
function asWritten(rows: readonly (readonly [id: string, hash: Uint8Array])[], depth = 0): Uint8Array {
  const [first, ...others] = rows;
  if (first === undefined) return new Uint8Array(0);
  if (others.length === 0) return first[1];
  const digits = Map.groupBy(rows, ([id]) => Number.parseInt(id.charAt(depth), 16));
  const parts = [...digits]
    .sort(([a], [b]) => a - b)
    .flatMap(([digit, some]) => [Uint8Array.of(digit), asWritten(some, depth + 1)]);
  return sha256(Uint8Array.of(1), ...parts);
}

test('rows that come, change and go in any order leave the root that the rows alone have', () => {
  // Few digits, so that ids share long beginnings.
  const id = fc.string({ unit: fc.constantFrom('0', '1', 'f'), minLength: 6, maxLength: 6 });
  const acts = fc.array(fc.tuple(id, fc.option(fc.string(), { nil: undefined })), { maxLength: 80 });
  fc.assert(
    fc.property(acts, (all) => {
      const tree = new RowTree();
      const standing = new Map<string, Uint8Array>();
      for (const [name, text] of all) {
        if (text === undefined) {
          tree.delete(name);
          standing.delete(name);
        } else {
          const hash = rowHash(utf8(text));
          tree.put(name, hash);
          standing.set(name, hash);
        }
        const rows = [...standing].sort(([a], [b]) => (a < b ? -1 : 1));
        expect(hex(tree.root())).toBe(hex(asWritten(rows)));
      }
    }),
  );
});
