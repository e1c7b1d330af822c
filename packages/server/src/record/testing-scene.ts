// Test-only: a machine with a log on it, for a test to damage.
import { type OpenOptions, openLog } from './folder.ts';
import { copyOf, Fate, faultyDisk, type MemoryDisk, memoryDisk } from './testing.ts';
import { Life, mixedReport, openReport, sealedReport } from './testing-life.ts';
import { Outside, wrongs } from './testing-outside.ts';

/** The only segment of a small log. */
export const WAL = 'private/wal/000000000000000.wal';

/** A machine on which a log lives, whose disks a test can damage. */
export interface Scene {
  readonly folder: string;
  readonly disk: MemoryDisk;
  readonly stateDisk: MemoryDisk;
  readonly outside: Outside;
  readonly fate: Fate;
  readonly life: Life;
  readonly notices: string[];
}

/** `folder` is for the lock alone. */
export function sceneOn(folder: string, disk: MemoryDisk, stateDisk: MemoryDisk, outside: Outside): Scene {
  const fate = new Fate();
  const look = (path: string) => (path === 'public/checkpoint' ? outside.look(disk) : Promise.resolve());
  const life = new Life(
    { folder, disk: faultyDisk(disk, fate, look), stateDisk: faultyDisk(stateDisk, fate) },
    outside,
  );
  return { folder, disk, stateDisk, outside, fate, life, notices: [] };
}

/** A log of 264 entries in two bundles and five batches, closed. */
export async function closedLog(folder: string): Promise<Scene> {
  const scene = sceneOn(folder, memoryDisk(), memoryDisk(), new Outside());
  const { life } = scene;
  await life.init();
  await life.open();
  await life.append(...Array.from({ length: 256 }, (_, i) => openReport(`report ${i}`)));
  await life.append(mixedReport('mixed'), sealedReport('sealed'));
  await life.opened.log.publish();
  await life.append(openReport('near the end'), openReport('nearer'));
  await life.append(sealedReport('sealed'), openReport('at the end'));
  await life.close();
  return scene;
}

/** The same log again, for a test to damage. */
export function sceneOf(made: Scene): Scene {
  const outside = new Outside();
  outside.kept.push(...made.outside.kept);
  for (const [size, root] of made.outside.roots) outside.roots.set(size, root);
  return sceneOn(made.folder, copyOf(made.disk), copyOf(made.stateDisk), outside);
}

/** Opens it, appends, and answers everything that is wrong afterwards. */
export async function goesOn(scene: Scene, options: Partial<OpenOptions> = {}): Promise<string[]> {
  const { life, notices, outside, disk } = scene;
  const { log, operator } = await openLog({
    ...life.options,
    ...options,
    onNotice: (message) => notices.push(message),
  });
  try {
    await log.publish();
    const before = await wrongs(disk, outside);
    outside.keep(await log.append([log.draft(sealedReport('afterwards'), operator)]));
    await log.publish();
    return [...before, ...(await wrongs(disk, outside))];
  } finally {
    await log.close();
  }
}

/** What a person reads when the log does not open. */
export async function refusal({ life }: Scene): Promise<Error> {
  const opened = await openLog(life.options).catch((error: Error) => error);
  if (opened instanceof Error) return opened;
  await opened.log.close();
  throw new Error('it opened');
}

export function flip(disk: MemoryDisk, path: string, at = -1): void {
  const bytes = Uint8Array.from(disk.files.get(path) ?? []);
  const place = at < 0 ? Math.floor(bytes.length / 2) : at;
  bytes[place] = (bytes[place] ?? 0) ^ 0x11;
  disk.files.set(path, bytes);
}

/** Where each frame of the write-ahead log ends. */
export function frameEnds(disk: MemoryDisk): number[] {
  const bytes = Buffer.from(disk.files.get(WAL) ?? []);
  const ends: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    at += 20 + bytes.readUInt32BE(at + 4) + 4;
    ends.push(at);
  }
  return ends;
}

export function cutTo(disk: MemoryDisk, length: number): void {
  disk.files.set(WAL, (disk.files.get(WAL) ?? new Uint8Array()).slice(0, length));
}
