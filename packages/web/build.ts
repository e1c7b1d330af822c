import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type InlineConfig, type Plugin } from 'vite';
import { FIELD_WORKER, fieldFiles } from './field-files.ts';
import { packFiles } from './packed-files.ts';
import { viewPages } from './view-pages.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const dist = join(here, 'dist');

/** What the page may do at all. Hashing in WebAssembly needs its own word; nothing is ever evaluated from text. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const contentPolicy: Plugin = {
  name: 'content-policy',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY },
      injectTo: 'head-prepend',
    },
  ],
};

// Shades of colours in which nothing of ours is drawn: a third of the styles that the first page sends.
const UNUSED = /--mantine-color-(?:cyan|grape|indigo|lime|orange|pink|violet|yellow)-[\w-]+:[^;}]+;?/g;

const withoutUnusedShades: Plugin = {
  name: 'without-unused-shades',
  generateBundle: (_options, bundle) => {
    for (const file of Object.values(bundle))
      if (file.type === 'asset' && file.fileName.endsWith('.css'))
        file.source = String(file.source).replaceAll(UNUSED, '');
  },
};

// What every view stands on, but for what begins it: that waits for the view, and nothing may wait for it in turn.
const PAGE = /^(?!.*(src\/field-worker\/|src\/main\.tsx|index\.html))/;
// What several views stand on, but for words: those of one language are not sent with another's. In many small files texts are
// packed worse, and on a bad line each file is a wait.
const ROOM =
  /packages\/web\/src\/(ui|people|map|screens)\/|core\/src\/(?!words)|node_modules\/@(mantine|tanstack)/;

const ROOM_WORDS = /web\/src\/i18n\/([a-z-]+)\/[a-z]+\.ts$/;

/** How the page is built; `outDir` elsewhere for a test. */
export function webConfig(outDir: string = dist): InlineConfig {
  return {
    root: here,
    configFile: false,
    logLevel: 'warn',
    mode: 'production',
    // Whoever builds, a test run included, gets what is served: the libraries without their development checks.
    define: { 'process.env.NODE_ENV': JSON.stringify('production') },
    oxc: { jsx: { runtime: 'automatic', development: false } },
    resolve: { conditions: ['@armistice/source', 'module', 'browser', 'production'] },
    plugins: [contentPolicy, withoutUnusedShades, fieldFiles, viewPages(join(here, 'src/views.ts'))],
    worker: { format: 'es' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      // Everything is a file of its own: a policy without data: URLs would refuse fonts and workers set into scripts.
      assetsInlineLimit: 0,
      // The map engine and its worker; what a view needs is held to a weight by a test.
      chunkSizeWarningLimit: 1_200,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: {
          index: join(here, 'index.html'),
          [FIELD_WORKER]: join(here, 'src/field-worker/worker.ts'),
        },
        output: {
          codeSplitting: {
            groups: [
              { name: 'base', tags: ['$initial'], test: PAGE, priority: 2 },
              { name: 'room', test: ROOM, priority: 1, minShareCount: 3 },
            ],
          },
          // Each room has an `en.ts`: its file is called by the room too, so that one sees whose words a view waits for.
          chunkFileNames: ({ name, facadeModuleId }) => {
            const room = ROOM_WORDS.exec(facadeModuleId ?? '')?.[1];
            return room === undefined ? 'assets/[name]-[hash].js' : `assets/${room}-words-${name}-[hash].js`;
          },
          // A service worker keeps its name: the browser asks for it again to see whether there is a newer one.
          entryFileNames: ({ name }) => (name === FIELD_WORKER ? '[name].js' : 'assets/[name]-[hash].js'),
        },
        onLog: (level, log, handle) => {
          // "use client" means something to frameworks that render on a server; this page has none.
          if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log);
        },
      },
    },
  };
}

/** Builds the page where its sources are newer than what was built last. Answers the folder to serve. */
export async function buildWeb(): Promise<string> {
  const built = await stat(join(dist, 'index.html')).then(
    (file) => file.mtimeMs,
    () => 0,
  );
  const sources = [
    join(here, 'src'),
    join(here, 'public'),
    join(here, 'index.html'),
    join(here, 'field-files.ts'),
    join(here, 'packed-files.ts'),
    join(here, 'view-pages.ts'),
    join(here, 'build.ts'),
    join(here, '../core/src'),
  ];
  const newest = Math.max(...(await Promise.all(sources.map(newestIn))));
  if (newest > built) await rebuild();
  return dist;
}

/** Builds beside what is there and changes places at the end: a server that runs meanwhile never serves half a page. */
async function rebuild(): Promise<void> {
  const aside = join(here, `.build-${process.pid}`);
  await build(webConfig(join(aside, 'next', 'dist')));
  await packFiles(join(aside, 'next', 'dist'));
  await mkdir(join(aside, 'last'), { recursive: true });
  // The first build has nothing to put aside; of two builders at once the later one finds its place taken, by the same page.
  await rename(dist, join(aside, 'last', 'dist')).catch(() => undefined);
  await rename(join(aside, 'next', 'dist'), dist).catch(() => undefined);
  await rm(aside, { recursive: true, force: true });
}

async function newestIn(path: string): Promise<number> {
  const found = await stat(path);
  if (!found.isDirectory()) return found.mtimeMs;
  const names = (await readdir(path)).filter((name) => !/\.test\.tsx?$/.test(name));
  return Math.max(found.mtimeMs, ...(await Promise.all(names.map((name) => newestIn(join(path, name))))));
}
