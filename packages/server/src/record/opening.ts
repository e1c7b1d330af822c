import {
  appendSubtree,
  applyKeyEntry,
  concat,
  EMPTY_FRONTIER,
  equalBytes,
  type Frontier,
  formatTilePath,
  frontierRoot,
  hashLeaf,
  type KeyRegister,
  NO_KEYS,
  openRegister,
  parseLeaf,
  type SignedCheckpoint,
  TILE_WIDTH,
  tileWidth,
} from '@armistice/core/record';
import type { Disk } from './disk.ts';
import { BelowFloor, type Floor, type Signed } from './floor.ts';
import { describeTree, type Published, type Waiting } from './publisher.ts';
import { readResume } from './resume.ts';
import { readFrontier } from './tree-reader.ts';
import { WalDamage, type WriteAheadLog } from './wal.ts';

const REMEDY =
  ". Nothing was changed. Bring them back from a mirror or a party's copy: armistice recover <folder> --from <mirror>; only if nobody has them, end this log: armistice recover <folder> --succeed";

/** Signed entries are gone from this folder. */
export class TailLost extends Error {
  readonly from: number;
  readonly to: number;

  constructor(from: number, to: number, who: string) {
    super(
      (from === to
        ? `entry ${from} is missing from this folder, but ${who}`
        : `entries ${from} to ${to} are missing from this folder, but ${who}`) + REMEDY,
    );
    this.name = 'TailLost';
    this.from = from;
    this.to = to;
  }
}

/** Where a log stands when it is opened. */
export interface Opened {
  readonly published: Published;
  readonly waiting: readonly Waiting[];
  readonly frontier: Frontier;
  readonly at: number;
  readonly register: KeyRegister;
  /** Whether the tiles had to be made anew from the write-ahead log, and why. */
  readonly rebuilt?: string;
}

/** Trees that others hold signed: each must be a prefix of this log. */
export interface KnownTree extends Signed {
  /** Completes "…, but <who>". */
  readonly who: string;
}

/** Reads a log back from its write-ahead log, and compares it with every tree that anyone is known to have signed. `checkpoint` is the one in the folder, if its signature holds; `rebuild` trusts no tile. */
export async function reopen(
  disk: Disk,
  wal: WriteAheadLog,
  floor: Floor,
  known: readonly KnownTree[],
  onProgress: (done: number, total: number) => void,
  published: { readonly checkpoint: SignedCheckpoint | undefined; readonly rebuild: boolean },
): Promise<Opened> {
  const trees = [...known];
  for (const copy of floor.copies) trees.push({ ...copy, who: 'a checkpoint that holds more was signed' });
  const { checkpoint, rebuild } = published;
  if (checkpoint !== undefined) trees.push({ ...checkpoint, who: 'its own checkpoint was signed with them' });
  for (const tree of trees) if (tree.size > wal.next) throw new TailLost(wal.next, tree.size - 1, tree.who);
  const quick = rebuild ? 'asked for' : await resumeTiles(disk, wal, checkpoint);
  const why = typeof quick === 'string' ? quick : await whyNotAsSigned(disk, trees, quick.published);
  // The write-ahead log decides: a tile that is damaged is no other history.
  if (typeof quick === 'string' || why !== undefined)
    return replay(disk, wal, undefined, trees, why, onProgress);
  return replay(disk, wal, quick, trees, undefined, onProgress);
}

/** Whether the published tiles hold every tree inside them that was signed; if not, what differs. */
async function whyNotAsSigned(
  disk: Disk,
  trees: readonly KnownTree[],
  published: Published,
): Promise<string | undefined> {
  for (const tree of trees) {
    if (tree.size === 0 || tree.size > published.size) continue;
    try {
      const { nodes } = await readFrontier(tree.size, (path) => readTileOrWider(disk, path));
      const root = frontierRoot({ size: tree.size, nodes });
      if (!equalBytes(root, tree.root)) return `the tiles do not make the tree of ${tree.size} entries`;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
  return undefined;
}

/** A smaller tree's partial tiles may be gone: any wider tile holds the same hashes. */
async function readTileOrWider(disk: Disk, path: string): Promise<Uint8Array | undefined> {
  const bytes = await disk.read(`public/${path}`);
  const [, whole, width] = /^(.*)\.p\/(\d+)$/.exec(path) ?? [];
  if (bytes !== undefined || whole === undefined) return bytes;
  const wider = (await disk.list(`public/${whole}.p`)).map(Number).find((one) => one >= Number(width));
  return disk.read(wider === undefined ? `public/${whole}` : `public/${whole}.p/${wider}`);
}

interface Resumed {
  readonly published: Published;
  readonly frontier: Frontier;
}

/** Takes up the published tiles where they agree with the checkpoint and the write-ahead log; answers why not otherwise. */
async function resumeTiles(
  disk: Disk,
  wal: WriteAheadLog,
  checkpoint: SignedCheckpoint | undefined,
): Promise<Resumed | string> {
  try {
    if (checkpoint === undefined) return wal.next === 0 ? 'new' : 'there is no sound checkpoint';
    const { size, root } = checkpoint;
    const frontier = await readFrontier(size, (path) => disk.read(`public/${path}`));
    if (!equalBytes(frontierRoot(frontier), root)) return 'the tiles do not make the checkpoint';
    const bundle = await bundleFromWal(wal, size - (size % TILE_WIDTH), size);
    const edges = await edgesOf(disk, size);
    const hashes = concat(bundle.map((entry) => entry.hash));
    if (edges === undefined || !equalBytes(edges[0] ?? new Uint8Array(), hashes))
      return 'the last tiles are missing or damaged';
    return { published: { size, root, bundle, edges }, frontier };
  } catch (error) {
    if (error instanceof WalDamage) throw error;
    return error instanceof Error ? error.message : String(error);
  }
}

async function bundleFromWal(wal: WriteAheadLog, from: number, to: number): Promise<Waiting[]> {
  const bundle: Waiting[] = [];
  if (from === to) return bundle;
  for await (const frame of wal.framesFrom(from)) {
    for (const [i, { leaf, records }] of frame.entries.entries()) {
      const index = frame.first + i;
      if (index >= from && index < to) bundle.push({ leaf, hash: hashLeaf(leaf), records });
    }
    if (frame.first + frame.entries.length >= to) break;
  }
  return bundle;
}

async function edgesOf(disk: Disk, size: number): Promise<Uint8Array[] | undefined> {
  const edges: Uint8Array[] = [];
  let atLevel = size;
  for (let level = 0; atLevel > 0; level++) {
    const place = Math.floor(atLevel / TILE_WIDTH);
    const width = tileWidth(level, place, size);
    const bytes =
      width === 0 ? new Uint8Array() : await disk.read(`public/${formatTilePath({ level, place, width })}`);
    if (bytes === undefined || bytes.length !== width * 32) return undefined;
    edges.push(bytes);
    atLevel = place;
  }
  return edges;
}

async function replay(
  disk: Disk,
  wal: WriteAheadLog,
  resumed: Resumed | undefined,
  trees: readonly KnownTree[],
  why: string | undefined,
  onProgress: (done: number, total: number) => void,
): Promise<Opened> {
  const published: Published = resumed?.published ?? {
    size: 0,
    root: frontierRoot(EMPTY_FRONTIER),
    bundle: [],
    edges: [],
  };
  const resume = await readResume(disk);
  const usable = resume !== undefined && resume.size <= wal.next ? resume : undefined;
  const state = {
    frontier: resumed?.frontier ?? EMPTY_FRONTIER,
    at: usable?.at ?? 0,
    register: usable?.register ?? NO_KEYS,
  };
  const waiting: Waiting[] = [];
  const from = Math.min(published.size, usable?.size ?? 0);
  for await (const frame of wal.framesFrom(from)) {
    for (const [i, { leaf, records }] of frame.entries.entries()) {
      const index = frame.first + i;
      if (index >= (usable?.size ?? 0)) noteKeys(state, leaf, index);
      if (index < published.size) continue;
      const hash = hashLeaf(leaf);
      waiting.push({ leaf, hash, records });
      state.frontier = appendSubtree(state.frontier, hash);
      compare(trees, state.frontier);
    }
    onProgress(frame.first + frame.entries.length, wal.next);
  }
  return { published, waiting, ...state, ...(why === undefined || why === 'new' ? {} : { rebuilt: why }) };
}

function noteKeys(state: { at: number; register: KeyRegister }, leaf: Uint8Array, index: number): void {
  const parsed = parseLeaf(leaf);
  if (!parsed.ok)
    throw new WalDamage(index, `entry ${index} in the write-ahead log is damaged: ${parsed.refusal.message}`);
  const outer = parsed.value.type === 'open' ? parsed.value.header : parsed.value.sealed;
  state.at = Math.max(state.at, outer.at);
  if (parsed.value.type !== 'open') return;
  const { header } = parsed.value;
  const register =
    index === 0
      ? openRegister(header)
      : header.kind === 'key'
        ? applyKeyEntry(state.register, header, index)
        : undefined;
  if (register?.ok === true) state.register = register.value;
}

/** Compares the log as it is read back with every tree of that size that was signed. */
function compare(trees: readonly KnownTree[], frontier: Frontier): void {
  for (const tree of trees) {
    if (tree.size !== frontier.size) continue;
    const root = frontierRoot(frontier);
    if (equalBytes(root, tree.root)) continue;
    throw new BelowFloor(
      `this folder holds other entries than were signed: at ${describeTree(tree.size, tree.root)} a tree was signed, here it is ${describeTree(tree.size, root)}. Nothing was changed. Put the right folder back, or recover it from a mirror: armistice recover <folder> --from <mirror>`,
      tree,
    );
  }
}
