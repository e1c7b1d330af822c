import { createHash } from 'node:crypto';
import type { Plugin, Rolldown } from 'vite';

/** Name of the field form's service worker: it lies beside the page, so that its scope can be `/field`. */
export const FIELD_WORKER = 'field-worker';

// What the form needs to start without a server: the page, how it finds the view, the view itself, the words of every
// language, the typefaces.
const NEEDED = [
  /^src\/view-named\.tsx$/,
  /^src\/screens\/field\/field-page\.tsx$/,
  /^src\/i18n\/(people|field)\/[\w-]+\.ts$/,
  /^src\/i18n\/\w\w\.ts$/,
];
const PARTS = [/^src\/ui\/(person|look-as)\.tsx$/];

/** Writes into the service worker which files it keeps, and a version that follows from their contents. */
export const fieldFiles: Plugin = {
  name: 'field-files',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      const worker = bundle[`${FIELD_WORKER}.js`];
      if (worker?.type !== 'chunk') throw new Error(`the build made no ${FIELD_WORKER}.js`);
      if (worker.imports.length > 0)
        throw new Error(`${FIELD_WORKER}.js must stand alone: ${worker.imports}`);
      const files = [...neededIn(bundle)].sort();
      const version = createHash('sha256');
      for (const name of [...files, 'index.html']) version.update(contentOf(bundle[name]));
      worker.code = worker.code
        .replace(/[`'"]FIELD_FILES[`'"]/, files.map((name) => JSON.stringify(`/${name}`)).join(','))
        .replaceAll('FIELD_VERSION', version.digest('hex').slice(0, 16));
    },
  },
};

type Bundle = Rolldown.OutputBundle;

function neededIn(bundle: Bundle): ReadonlySet<string> {
  const needed = new Set<string>();
  const take = (name: string): void => {
    const part = bundle[name];
    if (needed.has(name) || part === undefined) return;
    needed.add(name);
    if (part.type !== 'chunk') return;
    for (const other of part.imports) take(other);
    const { viteMetadata } = part as { viteMetadata?: { importedCss: Set<string> } };
    for (const style of viteMetadata?.importedCss ?? []) take(style);
  };
  const wanted = [...NEEDED, ...PARTS];
  for (const part of Object.values(bundle)) {
    if (part.type === 'chunk') {
      const made = [part.facadeModuleId, ...part.moduleIds].filter((id) => id !== null).map(nameIn);
      if (part.name === 'index' || made.some((id) => wanted.some((one) => one.test(id)))) take(part.fileName);
    } else if (/\.woff2$|icon.*\.svg$/.test(part.fileName)) take(part.fileName);
  }
  return needed;
}

/** Where a module lies below this package. */
function nameIn(id: string): string {
  return /packages\/web\/(src\/[^?]+)/.exec(id)?.[1] ?? id;
}

function contentOf(part: Rolldown.OutputAsset | Rolldown.OutputChunk | undefined): string | Uint8Array {
  if (part === undefined) return '';
  return part.type === 'chunk' ? part.code : part.source;
}
