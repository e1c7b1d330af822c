// Test-only: a log with secrets in it, and a search for them in whatever form.
import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SALT_BYTES, toBase64Url } from '@armistice/core/record';
import { temporaryFolder } from '../witness/testing.ts';
import type { Content, Drafting } from './draft.ts';
import { type OpenLog, openLog } from './folder.ts';
import { initLog } from './founding.ts';
import { MISSION, ORIGIN } from './testing-life.ts';

/** A value that occurs nowhere by chance. */
export const secret = (what: string) => `${what}-${randomBytes(9).toString('hex')}`;

/** Remembers every salt and key that was drawn, with what it was drawn for. */
function recordingDrafting(): Drafting & { readonly drawn: Uint8Array[] } {
  const drawn: Uint8Array[] = [];
  const random = (bytes: number): Uint8Array => {
    const fresh = new Uint8Array(randomBytes(bytes));
    drawn.push(fresh);
    return fresh;
  };
  return { drawn, now: () => Date.now(), random, salt: () => toBase64Url(random(SALT_BYTES)) };
}

/** Every form in which bytes may stand in a file: as they are, in hex, in base64 at each of its three alignments. */
function formsOf(bytes: Uint8Array): Buffer[] {
  const raw = Buffer.from(bytes);
  const forms = [raw, Buffer.from(raw.toString('hex'))];
  for (const offset of [0, 1, 2]) {
    // Characters that depend on neighbouring bytes are left out at both ends.
    const text = Buffer.concat([Buffer.alloc(offset), raw])
      .toString('base64')
      .replace(/=+$/, '');
    const core = text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + raw.length) * 8) / 6));
    forms.push(Buffer.from(core), Buffer.from(core.replaceAll('+', '-').replaceAll('/', '_')));
  }
  return forms;
}

export interface Needle {
  readonly what: string;
  readonly forms: readonly Buffer[];
}

export const needle = (what: string, bytes: Uint8Array | string): Needle => ({
  what,
  forms: formsOf(typeof bytes === 'string' ? Buffer.from(bytes) : bytes),
});

/** Which needles stand where. */
export function found(needles: readonly Needle[], files: ReadonlyMap<string, Buffer>): string[] {
  return [...files].flatMap(([path, bytes]) =>
    needles
      .filter(({ forms }) => forms.some((form) => bytes.includes(form)))
      .map(({ what }) => `${what} in ${path}`),
  );
}

export async function filesBelow(folder: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, Buffer>();
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(folder.length + 1), await readFile(path));
  }
  return files;
}

/** A log on a real disk, open; pass Vitest's `onTestFinished`. */
export async function ripeLog(atEnd: (close: () => Promise<void>) => void) {
  const root = await temporaryFolder(atEnd);
  const place = { folder: join(root, 'log'), state: join(root, 'state') };
  const drafting = recordingDrafting();
  await initLog({ ...place, drafting, origin: ORIGIN, mission: MISSION });
  const open = await openLog({ ...place, drafting });
  atEnd(() => open.log.close());
  return { ...place, root, drafting, open };
}

/** Appends content; answers its index and what was drawn for it. */
export async function append(
  { open, drafting }: { readonly open: OpenLog; readonly drafting: ReturnType<typeof recordingDrafting> },
  content: Content,
  author: Parameters<OpenLog['log']['draft']>[1] = open.operator,
) {
  const before = drafting.drawn.length;
  const [entry] = await open.log.append([open.log.draft(content, author)]);
  // The nonce of a public header is no secret; it is the first that is drawn after the salts.
  const drawn = drafting.drawn.slice(before).filter((bytes) => bytes.length === 32);
  return { index: entry?.index ?? -1, drawn };
}

export function restricted(
  kind: string,
  values: { readonly view: string; readonly detail: string },
  audience: string,
): Content {
  const fields = [
    { name: 'handle', value: values.view, audience, part: 'view' },
    { name: 'text', value: values.detail, audience, part: 'detail' },
  ] as const;
  return { kind, audience, body: { fields } };
}

export function mixed(values: {
  readonly shown: string;
  readonly view: string;
  readonly detail: string;
}): Content {
  const fields = [
    { name: 'kind', value: values.shown, audience: 'public', part: 'view' },
    { name: 'place', value: values.view, audience: 'north', part: 'view' },
    { name: 'text', value: values.detail, audience: 'north', part: 'detail' },
  ] as const;
  return { kind: 'report', audience: 'public', body: { fields } };
}
