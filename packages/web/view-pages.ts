import { readFile } from 'node:fs/promises';
import type { Plugin, Rolldown } from 'vite';

type Bundle = Rolldown.OutputBundle;

const IMPORTED = /'?([\w-]+)'?:\s*\{\s*load: async \(\) => \(await import\('\.\/([^']+)'\)/g;
/** What finds the view by its name. */
const FINDER = 'src/view-named.tsx';

/** The module of each view, as the table of views names it. */
export function viewsIn(table: string): ReadonlyMap<string, string> {
  return new Map([...table.matchAll(IMPORTED)].map(([, view = '', module = '']) => [view, `src/${module}`]));
}

/**
 * Writes for each view the page that names its files, so that a browser asks for them beside those of the page: on a bad line each
 * step from one file to the next costs as much as the file.
 */
export function viewPages(table: string): Plugin {
  return {
    name: 'view-pages',
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const page = bundle['index.html'];
        if (page?.type !== 'asset') throw new Error('the build made no index.html');
        const html = String(page.source);
        for (const [view, module] of viewsIn(await readFile(table, 'utf8'))) {
          const needed = [...neededFor(bundle, [FINDER, module])].filter((name) => !html.includes(name));
          const source = html.replace('</head>', `${needed.map(linkOf).join('')}</head>`);
          this.emitFile({ type: 'asset', fileName: `views/${view}.html`, source });
        }
      },
    },
  };
}

function linkOf(name: string): string {
  const how = name.endsWith('.css') ? 'rel="preload" as="style"' : 'rel="modulepreload"';
  return `<link ${how} crossorigin href="/${name}">`;
}

function neededFor(bundle: Bundle, modules: readonly string[]): ReadonlySet<string> {
  const needed = new Set<string>();
  const take = (name: string): void => {
    const part = bundle[name];
    if (needed.has(name) || part?.type !== 'chunk') return;
    needed.add(name);
    for (const other of part.imports) take(other);
    const { viteMetadata } = part as { viteMetadata?: { importedCss: Set<string> } };
    for (const style of viteMetadata?.importedCss ?? []) needed.add(style);
  };
  for (const module of modules) {
    const made = Object.values(bundle).find(
      (part) => part.type === 'chunk' && part.moduleIds.some((id) => id.endsWith(`/${module}`)),
    );
    if (made === undefined) throw new Error(`the build made nothing of ${module}`);
    take(made.fileName);
  }
  return needed;
}
