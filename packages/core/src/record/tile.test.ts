import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { consistencyRanges, type Hash, inclusionRanges, type ReadNode, rangeHash } from './merkle.ts';
import { nodesFromLeaves } from './nodes.ts';
import { outcome } from './testing.ts';
import {
  formatBundle,
  formatPlace,
  formatTilePath,
  MAX_ENTRY_BYTES,
  nodeInTile,
  parseBundle,
  parseTilePath,
  TILE_WIDTH,
  type Tile,
  tileOfNode,
  tileSpan,
  tilesBetween,
  tilesOfRanges,
  tileWidth,
} from './tile.ts';

const tiles = fc.record({
  level: fc.oneof(fc.constant('entries' as const), fc.integer({ min: 0, max: 63 })),
  place: fc.oneof(fc.nat({ max: 2000 }), fc.maxSafeNat()),
  width: fc.integer({ min: 1, max: 256 }),
});

describe('a tile path', () => {
  test('groups its digits by three, as the specification has it', () => {
    expect(formatPlace(1234067)).toBe('x001/x234/067');
    expect(formatPlace(0)).toBe('000');
    expect(formatPlace(999)).toBe('999');
    expect(formatPlace(1000)).toBe('x001/000');
    expect(formatTilePath({ level: 0, place: 1234067, width: 256 })).toBe('tile/0/x001/x234/067');
    expect(formatTilePath({ level: 'entries', place: 273, width: 112 })).toBe('tile/entries/273.p/112');
  });

  test('parse ∘ format is the identity', () => {
    fc.assert(
      fc.property(tiles, (tile) => {
        expect(parseTilePath(formatTilePath(tile))).toEqual({ ok: true, value: tile });
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['a level with a leading zero', 'tile/00/000'],
    ['level 64', 'tile/64/000'],
    ['a level of three digits', 'tile/100/000'],
    ['a negative level', 'tile/-1/000'],
    ['a place of one digit', 'tile/0/7'],
    ['a place of four digits', 'tile/0/1234'],
    ['a place without its x', 'tile/0/001/234'],
    ['an x before the last group', 'tile/0/x001/x234'],
    ['a group of zeros before', 'tile/0/x000/001'],
    ['an upper-case X', 'tile/0/X001/234'],
    ['a place beyond 2^53', 'tile/0/x999/x999/x999/x999/x999/999'],
    ['a width of 0', 'tile/0/000.p/0'],
    ['a width of 256', 'tile/0/000.p/256'],
    ['a width with a leading zero', 'tile/0/000.p/07'],
    ['a width with a sign', 'tile/0/000.p/+7'],
    ['a slash before', '/tile/0/000'],
    ['a slash behind', 'tile/0/000/'],
    ['a step up', 'tile/0/../0/000'],
    ['other entries', 'tile/entry/000'],
    ['a line feed behind', 'tile/0/000\n'],
    ['nothing', ''],
  ])('%s is refused', (_, path) => {
    expect(outcome(parseTilePath(path))).toBe('tile-path');
  });
});

describe('the tiles of a tree', () => {
  const paths = (from: number, to: number) => tilesBetween(from, to).map(formatTilePath);

  test('256 entries make one full tile and one hash above it', () => {
    expect(paths(0, 256)).toEqual(['tile/entries/000', 'tile/0/000', 'tile/1/000.p/1']);
  });

  test('70,000 entries make 273 full tiles and one of 112, one full above and one of 17, and one hash at the top', () => {
    const all = paths(0, 70_000);
    const level = (name: string) => all.filter((path) => path.startsWith(`tile/${name}/`));
    expect(level('0')).toHaveLength(274);
    expect(level('entries')).toHaveLength(274);
    expect(level('0').at(-1)).toBe('tile/0/273.p/112');
    expect(level('0').filter((path) => path.includes('.p/'))).toHaveLength(1);
    expect(level('1')).toEqual(['tile/1/000', 'tile/1/001.p/17']);
    expect(level('2')).toEqual(['tile/2/000.p/1']);
    expect(all).toHaveLength(274 * 2 + 3);
  });

  test('no empty tile is ever named', () => {
    fc.assert(
      fc.property(fc.nat({ max: 300_000 }), fc.nat({ max: 2000 }), (oldSize, more) => {
        for (const { level, place, width } of tilesBetween(oldSize, oldSize + more)) {
          expect(width).toBeGreaterThan(0);
          expect(width).toBe(tileWidth(level, place, oldSize + more));
        }
      }),
    );
  });

  /** Every tile of a tree by the plain rule: floor(size / 256^level) hashes at each level. */
  function allTiles(size: number): string[] {
    const all: string[] = [];
    for (let level = 0, hashes = size; hashes > 0; level++, hashes = Math.floor(hashes / 256)) {
      for (let place = 0; place * 256 < hashes; place++) {
        const width = Math.min(256, hashes - place * 256);
        for (const kind of level === 0 ? (['entries', 0] as const) : [level])
          all.push(formatTilePath({ level: kind, place, width }));
      }
    }
    return all;
  }

  test('growing adds exactly the tiles that the smaller tree did not have', () => {
    const sizes = fc.tuple(
      fc.oneof(fc.nat({ max: 700 }), fc.constantFrom(255, 256, 257, 65_279, 65_535, 65_536, 65_537, 131_072)),
      fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 600 })),
    );
    fc.assert(
      fc.property(sizes, ([oldSize, more]) => {
        const before = new Set(allTiles(oldSize));
        const expected = allTiles(oldSize + more).filter((path) => !before.has(path));
        expect(paths(oldSize, oldSize + more).sort()).toEqual(expected.sort());
      }),
      { numRuns: 60 },
    );
  });

  test('a span is 256 to the power of the level', () => {
    expect([0, 1, 2, 3].map(tileSpan)).toEqual([1, 256, 65_536, 16_777_216]);
  });
});

describe('hashes out of tiles', () => {
  const size = 70_000;
  const leaves = new Uint8Array(size * 32);
  for (let i = 0; i < size; i++) leaves.set(createHash('sha256').update(String(i)).digest(), i * 32);
  const fromLeaves = nodesFromLeaves(leaves);

  function fromTiles(held: ReadonlyMap<string, Tile>): ReadNode {
    return (node) => {
      const { level, place } = tileOfNode(node);
      const tile = held.get(`${level}/${place}`) as Tile;
      const bytes = new Uint8Array(tile.width * 32);
      for (let i = 0; i < tile.width; i++)
        bytes.set(fromLeaves({ level: level * 8, place: place * TILE_WIDTH + i }), i * 32);
      return nodeInTile(node, bytes);
    };
  }

  test('the tiles named for a proof are enough for it, and give the hashes of the tree', () => {
    for (const ranges of [
      inclusionRanges(0, size),
      inclusionRanges(69_999, size),
      inclusionRanges(65_535, size),
      consistencyRanges(12_345, size),
    ]) {
      const held = new Map(tilesOfRanges(ranges, size).map((tile) => [`${tile.level}/${tile.place}`, tile]));
      const read = fromTiles(held);
      const hex = (hash: Hash) => Buffer.from(hash).toString('hex');
      expect(ranges.map((range) => hex(rangeHash(range, read)))).toEqual(
        ranges.map((range) => hex(rangeHash(range, fromLeaves))),
      );
    }
  });

  test('the proof from 12,345 to 70,000 entries is 18 hashes', () => {
    expect(consistencyRanges(12_345, size)).toHaveLength(18);
  });

  test('a tile too short for a node says which', () => {
    expect(() => nodeInTile({ level: 1, place: 3 }, new Uint8Array(7 * 32))).toThrow('node 1/3');
  });
});

describe('a bundle of entries', () => {
  const entries = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 12 });

  test('parse ∘ format is the identity', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const bundle = formatBundle(list);
        const parsed = parseBundle(bundle, list.length);
        if (!parsed.ok) throw new Error(parsed.refusal.message);
        const { starts, ends } = parsed.value;
        expect(list.map((_, i) => [...bundle.subarray(starts[i], ends[i])])).toEqual(
          list.map((entry) => [...entry]),
        );
      }),
    );
  });

  test('an entry of 65,535 bytes fits, one of 65,536 does not', () => {
    const largest = formatBundle([new Uint8Array(MAX_ENTRY_BYTES)]);
    expect([largest[0], largest[1], largest.length]).toEqual([0xff, 0xff, 2 + 65_535]);
    expect(outcome(parseBundle(largest, 1))).toBe('accepted');
    expect(() => formatBundle([new Uint8Array(65_536)])).toThrow('65536 bytes');
  });

  const two = formatBundle([Uint8Array.of(1, 2, 3), Uint8Array.of(4)]);
  test.each([
    ['an entry too few', two, 3, 'bundle-short'],
    ['an entry too many', two, 1, 'bundle-long'],
    ['one byte missing', two.slice(0, -1), 2, 'bundle-short'],
    ['one byte more', Uint8Array.of(...two, 0), 2, 'bundle-long'],
    ['half a length', Uint8Array.of(...two, 0), 3, 'bundle-short'],
    ['a length that passes the end', Uint8Array.of(0xff, 0xff, 1), 1, 'bundle-short'],
    ['nothing', new Uint8Array(), 1, 'bundle-short'],
  ])('%s is refused', (_, bytes, width, code) => {
    expect(outcome(parseBundle(bytes, width))).toBe(code);
  });
});
