import type { Dirent } from 'node:fs';
import { type FileHandle, lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LOGS, ROOMS, type Way, wayOf } from './chosen.ts';

/** Where a mission's files lie. The vault may lie on another disk than the rest. */
export interface BackupPlace {
  readonly folder: string;
  /** Default: `vault/` in the folder. */
  readonly vault?: string;
}

/** A file to be taken: its name in the backup, where it lies now, and how it is taken. */
export interface Found {
  readonly name: string;
  readonly path: string;
  readonly way: Way;
}

/** Where a file lies, by its name in a backup. */
export function pathOf({ folder, vault }: BackupPlace, name: string): string {
  return vault !== undefined && name.startsWith('vault/')
    ? join(vault, name.slice('vault/'.length))
    : join(folder, name);
}

/** Every file that a backup takes, what was signed first. Links and whatever else is no file are left where they are. */
export async function filesOf(place: BackupPlace): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const room of ROOMS) await walk(place, room, found);
  return found.toSorted((a, b) => turnOf(a) - turnOf(b));
}

/** What others saw before what was signed: then the one is never beyond the other, whatever is signed meanwhile. */
function turnOf({ name, way }: Found): number {
  if (way !== 'first') return 3;
  return name.startsWith('witnesses/') ? 0 : name.endsWith('signed.json') ? 2 : 1;
}

async function walk(place: BackupPlace, at: string, found: Found[]): Promise<void> {
  for (const entry of await entriesOf(pathOf(place, `${at}/`))) {
    const name = `${at}/${entry.name}`;
    if (entry.isDirectory()) await walk(place, name, found);
    const way = entry.isFile() ? wayOf(name) : undefined;
    if (way !== undefined) found.push({ name, path: pathOf(place, name), way });
  }
}

async function entriesOf(path: string): Promise<readonly Dirent[]> {
  const entries = await orNothing(readdir(path, { withFileTypes: true }));
  return (entries ?? []).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What must not change while a backup is made, as a text: an erasure or a drop in between would be half in it. */
export async function standingOf(place: BackupPlace): Promise<string> {
  const parts: string[] = [];
  for (const log of LOGS) {
    const segments = `${log}private/wal`;
    for (const { name } of await entriesOf(pathOf(place, segments))) {
      const file = await orNothing(lstat(pathOf(place, `${segments}/${name}`)));
      // Rewritten without a body, it is another file.
      parts.push(`${segments}/${name} ${file?.ino ?? 'gone'}`);
    }
    if ((await orNothing(lstat(pathOf(place, `${log}private/erasing.json`)))) !== undefined)
      parts.push(`erasing ${log}`);
  }
  for (const { name } of await entriesOf(pathOf(place, 'vault/'))) {
    const inside = name.startsWith('identities-') ? await entriesOf(pathOf(place, `vault/${name}`)) : [];
    parts.push(name, ...inside.map((one) => one.name));
  }
  return parts.join('\n');
}

/** Whether an erasure was begun and is not done. */
export function isErasing(standing: string): boolean {
  return /^erasing /m.test(standing);
}

/** New segments and identities may have come; nothing that was there may have gone or become another. */
export function onlyGrew(before: string, after: string): boolean {
  const now = new Set(after.split('\n'));
  return before.split('\n').every((line) => now.has(line)) && !isErasing(after);
}

/** Opens a file; undefined where it went away meanwhile. */
export function openIfThere(path: string): Promise<FileHandle | undefined> {
  return orNothing(open(path, 'r'));
}

async function orNothing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
