import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Document, typstOf } from '@armistice/core/bulletin';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { BulletinRefused } from './problems.ts';

// PDF out of the same document as the HTML. Fonts come with the program and those of the machine are not asked, and no
// date goes in: the same bulletin is the same bytes on every machine with this version of the library.

const require = createRequire(import.meta.url);

/** What PDF is set in, as paths of packages. */
export const FONTS = [
  '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
  '@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf',
  '@expo-google-fonts/noto-sans-arabic/700Bold/NotoSansArabic_700Bold.ttf',
];
/** Nothing is read from there: every file of a document is handed over. */
const NOWHERE = '/armistice';

let compiler: NodeCompiler | undefined;

type Library = { readonly NodeCompiler: typeof NodeCompiler };

/** The library; undefined where it has no build for this machine, or where it is said to do without. */
function library(): Library | undefined {
  if (process.env.ARMISTICE_WITHOUT_PDF === '1') return undefined;
  try {
    return require('@myriaddreamin/typst-ts-node-compiler') as Library;
  } catch {
    return undefined;
  }
}

/** Whether PDF can be set on this machine. All else of a bulletin is made everywhere. */
export function setsPdf(): boolean {
  return compiler !== undefined || library() !== undefined;
}

/** The library is loaded when the first PDF is asked for: it is large, and whoever runs a witness needs none. */
function opened(): NodeCompiler {
  if (compiler !== undefined) return compiler;
  const found = library();
  if (found === undefined)
    throw new BulletinRefused(
      'bulletin/no-pdf',
      'this machine sets no PDF: take the HTML, which says the same and can be printed, or ask another mirror',
    );
  const fontBlobs = FONTS.map((path) => readFileSync(require.resolve(path)));
  compiler = found.NodeCompiler.create({ workspace: NOWHERE, fontArgs: [{ fontBlobs }] });
  return compiler;
}

/** The bulletin as PDF. */
export function pdfOf(document: Document): Uint8Array {
  const { source, files } = typstOf(document);
  const setter = opened();
  for (const { name, text } of files) setter.mapShadow(join(NOWHERE, name), Buffer.from(text));
  try {
    return new Uint8Array(setter.pdf({ mainFileContent: source }));
  } finally {
    for (const { name } of files) setter.unmapShadow(join(NOWHERE, name));
    setter.evictCache(0);
  }
}
