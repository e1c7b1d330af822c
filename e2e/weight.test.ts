import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildWeb } from '../packages/web/build.ts';
import { viewsIn } from '../packages/web/view-pages.ts';

const root = await buildWeb();
const assets = join(root, 'assets');
const all = await readdir(assets);

/** Files of a view: an entry with everything that it imports at once, styles included; what it loads later is left out. */
async function neededFor(entry: RegExp, styles: RegExp = /^$/): Promise<ReadonlySet<string>> {
  const needed = new Set(all.filter((name) => styles.test(name)));
  const look = async (name: string): Promise<void> => {
    if (needed.has(name)) return;
    needed.add(name);
    const text = await readFile(join(assets, name), 'utf8');
    for (const [, imported = ''] of text.matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.m?js)["'`]/g))
      await look(imported);
  };
  for (const name of all.filter((one) => entry.test(one))) await look(name);
  return needed;
}

/** What is sent to a browser that unpacks gzip; what is short is sent as it is. */
async function compressed(names: Iterable<string>): Promise<number> {
  const sizes = await Promise.all(
    [...names].map(async (name) => {
      const path = join(assets, name);
      return (await stat(`${path}.gz`).catch(() => stat(path))).size;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

const FIRST = /^(index|en)-.*\.js$/;
const VERIFIER = /^verification\.worker-.*\.js$/;

test('what shows the first page, fonts apart, is below 150 kB compressed', async () => {
  const html = await readFile(join(root, 'index.html'), 'utf8');
  const linked = [...html.matchAll(/assets\/([\w.-]+\.(?:js|css))/g)].map(([, name]) => name ?? '');
  const needed = new Set([...(await neededFor(FIRST)), ...linked]);
  // A page built under a test run is the page that is served: no library in its development form.
  for (const name of needed) expect(await readFile(join(assets, name), 'utf8')).not.toContain('jsxDEV');
  expect([...needed].filter((name) => /map|agreement|verification/.test(name))).toEqual([]);
  expect(await compressed(needed)).toBeLessThan(150_000);
});

test('what verifies and re-computes the record here, fetched beside it, is below 150 kB', async () => {
  const verifier = await neededFor(VERIFIER);
  expect(verifier.size).toBeGreaterThan(0);
  expect(await compressed(verifier)).toBeLessThan(150_000);
});

test('time and list of the situation do not wait for the map engine', async () => {
  for (const name of await neededFor(/^situation-page-.*\.js$/))
    expect([name, (await readFile(join(assets, name), 'utf8')).includes('maplibregl')]).toEqual([
      name,
      false,
    ]);
  // The view that draws it has it, or the test would see nothing.
  const drawn = await Promise.all(
    [...(await neededFor(/^situation-map-.*\.js$/))].map((name) => readFile(join(assets, name), 'utf8')),
  );
  expect(drawn.filter((text) => text.includes('maplibregl'))).toHaveLength(1);
});

test('the words of an agreement are below 100 kB more, and the map is none of them', async () => {
  const first = await neededFor(FIRST);
  const page = await neededFor(/^agreement-page-.*\.js$/, /^agreement-page-.*\.css$/);
  const more = [...page].filter((name) => !first.has(name));
  expect(more.filter((name) => name.includes('map'))).toEqual([]);
  expect(await compressed(more)).toBeLessThan(100_000);
});

test('the page of every view names what the view is made of, in few files', async () => {
  const table = await readFile(join(root, '../src/views.ts'), 'utf8');
  const views = [...viewsIn(table).keys()];
  expect(views).toHaveLength(table.match(/load: async/g)?.length ?? -1);
  for (const view of views) {
    const html = await readFile(join(root, 'views', `${view}.html`), 'utf8');
    const named = [...html.matchAll(/(?:href|src)="\/assets\/([^"]+)"/g)].map(([, name = '']) => name);
    expect(named.length).toBeLessThan(25);
    const needed = await neededFor(
      new RegExp(`^(${named.filter((name) => name.endsWith('.js')).join('|')})$`),
    );
    expect([view, [...needed].filter((name) => !named.includes(name))]).toEqual([view, []]);
  }
});
