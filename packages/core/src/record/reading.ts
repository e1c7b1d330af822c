import { scanBodies } from './body-scan.ts';
import { type Leaf, parseLeaf } from './entry.ts';
import type { ReadEntry } from './entry-reading.ts';
import type { OpenPart } from './pack.ts';
import type { Problem } from './problem.ts';
import { type LogSource, readBundle } from './source.ts';
import { TILE_WIDTH } from './tile.ts';

/** What to read of a log. */
export interface ReadOptions {
  /** Entries in the log. */
  readonly size: number;
  /** First entry wanted. */
  readonly from: number;
  readonly audiences?: readonly string[];
  readonly open?: OpenPart;
}

/** Reads entries in order without proving anything: for whoever has verified the log, or writes it. Throws where entries are missing or damaged. */
export async function* readEntries(source: LogSource, options: ReadOptions): AsyncIterable<ReadEntry> {
  const { size, from, audiences = [], open } = options;
  const problems: Problem[] = [];
  const reading = { audiences, open, values: true };
  for (let place = Math.floor(from / TILE_WIDTH); place * TILE_WIDTH < size; place++) {
    const bundle = await readBundle(source, place, size, problems);
    if (bundle === undefined) throw new Error(problems[0]?.message ?? 'a bundle is missing');
    const leaves = Array.from(bundle.starts, (start, i) =>
      leafOf(bundle.bytes.subarray(start, bundle.ends[i]), place * TILE_WIDTH + i),
    );
    const { opened } = await scanBodies(source, place, leaves, reading);
    for (const [i, leaf] of leaves.entries()) {
      const index = place * TILE_WIDTH + i;
      if (index < from) continue;
      const outer = leaf.type === 'open' ? leaf.header : leaf.sealed;
      const header = leaf.type === 'open' ? leaf.header : opened[i]?.inner;
      yield {
        index,
        leaf,
        ...(header === undefined ? {} : { header: { ...header, at: outer.at } }),
        body: opened[i]?.fields ?? {},
        withheld: opened[i]?.withheld ?? {},
      };
    }
  }
}

function leafOf(bytes: Uint8Array, index: number): Leaf {
  const leaf = parseLeaf(bytes);
  if (!leaf.ok) throw new Error(`entry ${index}: ${leaf.refusal.message}`);
  return leaf.value;
}
