import { formatPromisedEntry, nodesFromLeaves, rangeHash, splitOf, toBase64 } from '@armistice/core/record';

/**
 * The promises of a batch whose first entry has the index `first`, under one signed note; `hashes` are its leaf hashes,
 * 32 bytes each. Each is made when it is asked for by its place in the batch, and until then holds nothing of the entries.
 */
export function promisesOf(first: number, hashes: Uint8Array, note: string): (place: number) => string {
  let paths: readonly string[] | undefined;
  return (place) => {
    paths ??= pathsIn(hashes);
    const leaf = hashes.subarray(place * 32, place * 32 + 32);
    return formatPromisedEntry({ index: first + place, leaf }, paths[place] as string, note);
  };
}

/** The path of every leaf of a batch, from its sibling up, a hash a line: neighbours share what lies above both, so each node is written once. */
function pathsIn(hashes: Uint8Array): string[] {
  const nodes = nodesFromLeaves(hashes);
  const line = (from: number, to: number) => `${toBase64(rangeHash({ from, to }, nodes))}\n`;
  const paths: string[] = [];
  const walk = (from: number, to: number, above: string): void => {
    if (to - from === 1) {
      paths.push(above);
      return;
    }
    const middle = from + splitOf(to - from);
    walk(from, middle, line(middle, to) + above);
    walk(middle, to, line(from, middle) + above);
  };
  walk(0, hashes.length / 32, '');
  return paths;
}
