import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type Document,
  documentOf,
  FORMATS,
  fileName,
  typstOf,
} from '../../packages/core/src/bulletin/index.ts';
import { hashText } from '../../packages/core/src/mission/index.ts';
import { PUBLIC } from '../../packages/core/src/record/index.ts';
import { fileOf, languagesOf, Maker } from '../../packages/server/src/bulletin/maker.ts';
import { folded } from '../../packages/server/src/cli/folded.ts';
import { openPlace } from '../../packages/server/src/cli/place.ts';

// Runs on another machine than the one that published: `node probe.mjs <public folder> <setter> <font>...`. The PDF's library
// has no build for that machine, so its WebAssembly build of the same version sets them.

/** What a machine found: which it is, how it writes time and numbers, and the hash of each file of each bulletin. */
export interface Found {
  readonly arch: string;
  readonly zone: string;
  readonly number: string;
  readonly bulletins: { readonly [number: string]: { readonly [file: string]: string } };
}

interface Setter {
  add_source(path: string, text: string): boolean;
  map_shadow(path: string, bytes: Uint8Array): boolean;
  reset_shadow(): void;
  compile(main: string, inputs: undefined, format: 'pdf', diagnostics: 3): { readonly result?: Uint8Array };
}

interface SetterLibrary {
  default(options: { readonly module_or_path: Uint8Array }): Promise<unknown>;
  readonly TypstCompilerBuilder: new () => {
    set_dummy_access_model(): void;
    add_raw_font(bytes: Uint8Array): Promise<void>;
    build(): Promise<Setter>;
  };
}

async function setterOf(folder: string, fonts: readonly string[]): Promise<Setter> {
  const at = (name: string) => join(folder, 'pkg', name);
  const library = (await import(pathToFileURL(at('typst_ts_web_compiler.mjs')).href)) as SetterLibrary;
  await library.default({ module_or_path: await readFile(at('typst_ts_web_compiler_bg.wasm')) });
  const builder = new library.TypstCompilerBuilder();
  builder.set_dummy_access_model();
  for (const font of fonts) await builder.add_raw_font(await readFile(font));
  return builder.build();
}

function pdfBy(setter: Setter, document: Document): Uint8Array {
  const { source, files } = typstOf(document);
  setter.reset_shadow();
  for (const { name, text } of files) setter.map_shadow(`/${name}`, new TextEncoder().encode(text));
  setter.add_source('/main.typ', source);
  const { result } = setter.compile('/main.typ', undefined, 'pdf', 3);
  if (result === undefined) throw new Error('the PDF was not set');
  return result;
}

const [folder = '', library = '', ...fonts] = process.argv.slice(2);
const place = await openPlace(folder);
const { bulletins } = await folded(place, PUBLIC);
const setter = await setterOf(library, fonts);
const made: { [number: string]: { [file: string]: string } } = {};
for (const { body, audience } of bulletins.values()) {
  const model = await new Maker(place.source).model(body, audience);
  const files: { [file: string]: string } = {};
  for (const language of languagesOf(body))
    for (const format of FORMATS) {
      const name = { language, format };
      const bytes = format === 'pdf' ? pdfBy(setter, documentOf(model, language)) : fileOf(model, name);
      files[fileName(name)] = hashText(bytes);
    }
  made[body.number] = files;
}
const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
const number = new Intl.NumberFormat().format(1234.5);
console.log(JSON.stringify({ arch: process.arch, zone, number, bulletins: made } satisfies Found));
