// Test-only: what the page has names for.
import { readdir } from 'node:fs/promises';
import type { Page } from 'playwright-core';

const WORDS = [
  new URL('../packages/web/src/i18n/', import.meta.url),
  new URL('../packages/core/src/words/', import.meta.url),
];

interface EntryPage {
  readonly entries: readonly { readonly body?: { readonly source: string; readonly name?: string } }[];
  readonly next?: number;
}

/** Names of sources by their handles, as the record has them. */
export async function sourceNames(
  ask: (path: string) => Promise<unknown>,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (let before = ''; ; ) {
    const page = (await ask(`/api/entries?kind=source&limit=200${before}`)) as EntryPage;
    for (const { body } of page.entries) if (body?.name !== undefined) names.set(body.source, body.name);
    if (page.next === undefined) return names;
    before = `&before=${page.next}`;
  }
}

/** What the record has under an id alone: members, and the areas for which coverage is kept. */
export async function nameless(ask: (path: string) => Promise<unknown>): Promise<readonly string[]> {
  const { members } = (await ask('/api/members')) as {
    readonly members: readonly { readonly handle: string }[];
  };
  const { areas } = (await ask('/api/coverage')) as { readonly areas: readonly { readonly area: string }[] };
  return [...members.map(({ handle }) => handle), ...areas.map(({ area }) => area)];
}

/** Words with a hyphen that the page's own English has. */
export async function hyphenated(): Promise<readonly string[]> {
  const said = await Promise.all(WORDS.map(englishIn));
  return said
    .flat()
    .flatMap((text) =>
      [...text.matchAll(/[a-z][a-z0-9]*(?:[-_][a-z0-9]+)+/gi)].map(([word]) => word.toLowerCase()),
    );
}

/** Every text of the files of English below a folder. */
async function englishIn(folder: URL): Promise<readonly string[]> {
  const files = (await readdir(folder, { recursive: true })).filter((name) =>
    /(^|[/-])en(-\w+)?\.ts$/.test(name),
  );
  const modules = await Promise.all(
    files.map((name) => import(new URL(name, folder).href) as Promise<object>),
  );
  return modules.flatMap((one) => textsIn(Object.values(one)));
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Asks the server as whoever looks through a page. */
export function asker({ request }: Pick<Page, 'request'>, url: string): (path: string) => Promise<unknown> {
  return async (path) => {
    const answer = await request.get(`${url}${path}`);
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()}`);
    return answer.json();
  };
}
