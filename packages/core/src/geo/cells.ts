import { foundInBelt } from './belt.ts';
import { type Box, partOfBox, radiusOf } from './box.ts';
import { narrowBelts, type OpenBelts } from './cell-belts.ts';
import { addLeaf, answerLeaf, type Leaves, newLeaves, settledInLeaf } from './cell-leaves.ts';
import { narrowPolygon, type OpenPolygon, wholePolygon, withinOpenPolygon } from './cell-polygon.ts';
import { writeVector } from './ellipsoid.ts';
import type { BeltGroup, FeaturePolygon } from './features.ts';
import type { Position } from './place.ts';
import { seek } from './seek.ts';
import { inFrame } from './zone.ts';

/** What of a cell is not the same all over it: polygons and belts whose border may run through. */
interface OpenCell {
  readonly box: Box;
  /** The mask of all that is settled in the cell, by number in `masks`. */
  readonly settled: number;
  readonly polygons: readonly OpenPolygon[];
  readonly belts: readonly OpenBelts[];
  /** Positions that were answered one by one here. */
  hits: number;
}

/**
 * The plane of an agreement in cells: blocks of 8 × 8 within cells of other blocks, six levels deep. A cell is looked
 * at when the first position falls into it, and divided when more keep falling where a border runs. This is a cache:
 * it changes with use, answers do not.
 */
export interface Cells {
  readonly box: Box;
  readonly words: number;
  readonly groups: readonly BeltGroup[];
  readonly polygons: readonly FeaturePolygon[];
  /** The words of all cells two levels deep that were reached, as in `blocks`: most positions end here. */
  readonly top: Int32Array;
  /** Blocks, 64 words each. 0: not looked at; 1 … : settled, a mask's number + 1; from LEAF on: a leaf; from BLOCK on: a block; below 0: an open cell. */
  blocks: Int32Array;
  blockCount: number;
  /** The open cell that each block divides. */
  readonly divided: OpenCell[];
  readonly open: OpenCell[];
  readonly leaves: Leaves;
  masks: Uint32Array;
  maskCount: number;
  readonly maskNumbers: Map<string, number>;
}

/** Cells along one side at the finest of six levels: 8 to the sixth. */
const ACROSS = 262_144;
const TOP_SHIFT = 15;
const SECOND_SHIFT = 12;
const BLOCK = 0x40000000;
const LEAF = 0x20000000;
/** Beyond this nothing more is divided; positions in open cells are then answered one by one. */
const MOST_OPEN = 200_000;
/** An open cell is divided once it has cost about as much as looking at the cells in it will. */
const HITS_BEFORE_DIVIDING = 32;
/** So few edges are as quickly gone through as another block. */
const FEW_EDGES = 4;

export function newCells(parts: Pick<Cells, 'box' | 'words' | 'groups' | 'polygons'>): Cells {
  const cells: Cells = {
    ...parts,
    top: new Int32Array(64 * 64),
    blocks: new Int32Array(64 * 64),
    blockCount: 1,
    divided: [],
    open: [],
    leaves: newLeaves(),
    masks: new Uint32Array(64 * parts.words),
    maskCount: 0,
    maskNumbers: new Map(),
  };
  cells.divided.push({
    box: parts.box,
    settled: maskNumber(cells, new Uint32Array(parts.words)),
    polygons: parts.polygons.map((_, number) => wholePolygon(parts.polygons, number)),
    belts: parts.groups.map(({ belts }, group) => ({ group, belts: [...belts.keys()] })),
    hits: 0,
  });
  return cells;
}

/** See `classify`. */
export function classifyInto(cells: Cells, positions: Float64Array, masks: Uint32Array): void {
  const { box, words } = cells;
  const xScale = ACROSS / (box.east - box.west);
  const yScale = ACROSS / (box.north - box.south);
  for (let i = 0; 2 * i + 1 < positions.length; i++) {
    const x = inFrame(positions[2 * i] as number);
    const y = positions[2 * i + 1] as number;
    const across = (x - box.west) * xScale;
    const up = (y - box.south) * yScale;
    // Written so that what is not a number falls outside too.
    if (!(across >= 0 && across < ACROSS && up >= 0 && up < ACROSS)) {
      masks.fill(0, i * words, (i + 1) * words);
      continue;
    }
    const word = settle(cells, across | 0, up | 0);
    if (word < 0) {
      answer(cells, cells.open[~word] as OpenCell, x, y, masks, i * words);
      continue;
    }
    const from = words * (word < LEAF ? word - 1 : settledInLeaf(cells.leaves, word - LEAF));
    for (let w = 0; w < words; w++) masks[i * words + w] = cells.masks[from + w] as number;
    if (word >= LEAF) answerLeaf(cells.leaves, word - LEAF, x, y, masks, i * words);
  }
}

/** Walks down to the finest cell there is; gives its word, of a settled cell or of an open one. */
function settle(cells: Cells, across: number, up: number): number {
  const at = ((up >> SECOND_SHIFT) << 6) | (across >> SECOND_SHIFT);
  const word = cells.top[at] as number;
  if (word > 0 && word < BLOCK) return word;
  if (word >= BLOCK) return descend(cells, across, up, word - BLOCK, SECOND_SHIFT - 3, -1);
  return descend(cells, across, up, 0, TOP_SHIFT, at);
}

/** Walks down from a block whose cells are of a size; enters what it finds two levels deep at `top`. */
function descend(cells: Cells, across: number, up: number, from: number, size: number, top: number): number {
  let block = from;
  for (let shift = size; ; shift -= 3) {
    const at = block * 64 + (((up >> shift) & 7) << 3) + ((across >> shift) & 7);
    let word = cells.blocks[at] as number;
    if (word === 0) word = look(cells, block, at, across >> shift, up >> shift, shift);
    if (word < 0) {
      const cell = cells.open[~word] as OpenCell;
      if (!worthDividing(cells, cell, shift)) return word;
      word = BLOCK + addBlock(cells, cell);
      cells.blocks[at] = word;
    }
    if (top >= 0 && (shift === SECOND_SHIFT || (shift > SECOND_SHIFT && word < BLOCK))) cells.top[top] = word;
    if (word < BLOCK) return word;
    block = word - BLOCK;
  }
}

function worthDividing(cells: Cells, cell: OpenCell, shift: number): boolean {
  cell.hits += 1;
  return cell.hits > HITS_BEFORE_DIVIDING && shift > 0 && openCount(cells) < MOST_OPEN;
}

function openCount({ open, leaves }: Cells): number {
  return open.length + leaves.count;
}

function fewEdges({ polygons, belts }: Narrowed): boolean {
  return belts.length === 0 && polygons.reduce((sum, { edges }) => sum + edges.length, 0) <= FEW_EDGES;
}

function addBlock(cells: Cells, cell: OpenCell): number {
  const block = cells.blockCount++;
  if (cells.blocks.length < 64 * cells.blockCount) {
    const larger = new Int32Array(2 * cells.blocks.length);
    larger.set(cells.blocks);
    cells.blocks = larger;
  }
  cells.divided[block] = cell;
  return block;
}

/** Looks at a cell for the first time: settles what can be settled from what was open in the cell around it. */
function look(cells: Cells, block: number, at: number, column: number, row: number, shift: number): number {
  const around = cells.divided[block] as OpenCell;
  const box = partOfBox(cells.box, column, row, (1 << shift) / ACROSS);
  const centre = [(box.west + box.east) / 2, (box.south + box.north) / 2] as const;
  const narrowed = narrow(cells, around, box, centre, radiusOf(box));
  const settled = maskNumber(cells, narrowed.mask);
  const { polygons, belts } = narrowed;
  let word: number;
  if (polygons.length + belts.length === 0) word = settled + 1;
  else if (fewEdges(narrowed)) word = LEAF + addLeaf(cells.leaves, settled, polygons);
  else word = ~(cells.open.push({ box, settled, polygons, belts, hits: 0 }) - 1);
  cells.blocks[at] = word;
  return word;
}

/** What is settled all over a part of an open cell, and what is left open there. */
export interface Narrowed {
  readonly mask: Uint32Array;
  readonly polygons: readonly OpenPolygon[];
  readonly belts: readonly OpenBelts[];
}

function narrow(cells: Cells, around: OpenCell, box: Box, centre: Position, radius: number): Narrowed {
  const mask = cells.masks.slice(around.settled * cells.words, (around.settled + 1) * cells.words);
  const set = (feature: number) => {
    mask[feature >>> 5] = (mask[feature >>> 5] as number) | (1 << (feature & 31));
  };
  const polygons: OpenPolygon[] = [];
  for (const polygon of around.polygons) {
    const narrowed = narrowPolygon(polygon, box);
    if (narrowed === 'inside') set(polygon.of.feature);
    else if (narrowed !== 'outside') polygons.push(narrowed);
  }
  const belts: OpenBelts[] = [];
  for (const open of around.belts) {
    const narrowed = narrowBelts(cells.groups[open.group] as BeltGroup, open, centre, radius, set);
    if (narrowed.belts.length > 0) belts.push(narrowed);
  }
  return { mask, polygons, belts };
}

/** What is settled within a radius in metres of a position, all of which lies in a box, and what is left open. */
export function openWithin(cells: Cells, box: Box, centre: Position, radius: number): Narrowed {
  const { west, south, east, north } = cells.box;
  if (box.east < west || box.west > east || box.north < south || box.south > north)
    return { mask: new Uint32Array(cells.words), polygons: [], belts: [] };
  const [xScale, yScale] = [ACROSS / (east - west), ACROSS / (north - south)];
  const [left, right] = [(box.west - west) * xScale, (box.east - west) * xScale];
  const [bottom, top] = [(box.south - south) * yScale, (box.north - south) * yScale];
  let around = cells.divided[0] as OpenCell;
  if (!(left >= 0 && right < ACROSS && bottom >= 0 && top < ACROSS))
    return narrow(cells, around, box, centre, radius);
  for (let [block, shift] = [0, TOP_SHIFT]; shift >= 0; shift -= 3) {
    const [column, row] = [(left | 0) >> shift, (bottom | 0) >> shift];
    if (column !== (right | 0) >> shift || row !== (top | 0) >> shift) break;
    const at = block * 64 + ((row & 7) << 3) + (column & 7);
    let word = cells.blocks[at] as number;
    if (word === 0) word = look(cells, block, at, column, row, shift);
    if (word < 0) {
      const cell = cells.open[~word] as OpenCell;
      around = cell;
      if (!worthDividing(cells, cell, shift)) break;
      word = BLOCK + addBlock(cells, cell);
      cells.blocks[at] = word;
    }
    // What is open in a leaf is told from the cell around it.
    if (word >= LEAF && word < BLOCK) break;
    if (word < LEAF)
      return {
        mask: cells.masks.slice((word - 1) * cells.words, word * cells.words),
        polygons: [],
        belts: [],
      };
    block = word - BLOCK;
    around = cells.divided[block] as OpenCell;
  }
  return narrow(cells, around, box, centre, radius);
}

function maskNumber(cells: Cells, mask: Uint32Array): number {
  const key = mask.join();
  const known = cells.maskNumbers.get(key);
  if (known !== undefined) return known;
  const number = cells.maskCount++;
  if (cells.masks.length < cells.maskCount * cells.words) {
    const larger = new Uint32Array(2 * cells.masks.length);
    larger.set(cells.masks);
    cells.masks = larger;
  }
  cells.masks.set(mask, number * cells.words);
  cells.maskNumbers.set(key, number);
  return number;
}

const point = new Float64Array(3);

/** Answers one position in an open cell: what is settled there, and every open polygon and belt by itself. */
function answer(cells: Cells, cell: OpenCell, x: number, y: number, masks: Uint32Array, into: number): void {
  const { words } = cells;
  const { polygons, belts } = cell;
  for (let w = 0; w < words; w++) masks[into + w] = cells.masks[cell.settled * words + w] as number;
  for (let k = 0; k < polygons.length; k++) {
    const polygon = polygons[k] as OpenPolygon;
    if (!withinOpenPolygon(polygon, x, y)) continue;
    const { feature } = polygon.of;
    masks[into + (feature >>> 5)] = (masks[into + (feature >>> 5)] as number) | (1 << (feature & 31));
  }
  if (belts.length > 0) answerBelts(cells, belts, x, y, masks, into);
}

function answerBelts(
  cells: Cells,
  open: readonly OpenBelts[],
  x: number,
  y: number,
  masks: Uint32Array,
  into: number,
): void {
  writeVector(x, y, point, 0);
  const [px, py, pz] = [point[0] as number, point[1] as number, point[2] as number];
  for (const { group, belts } of open) {
    const { line, belts: all, features } = cells.groups[group] as BeltGroup;
    seek(line, px, py, pz);
    for (const number of belts) {
      const belt = all[number];
      if (belt === undefined || !foundInBelt(belt, px, py, pz)) continue;
      const feature = features[number] as number;
      masks[into + (feature >>> 5)] = (masks[into + (feature >>> 5)] as number) | (1 << (feature & 31));
    }
  }
}
