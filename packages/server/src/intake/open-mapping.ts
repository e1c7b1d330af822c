import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Gazetteer, readGazetteer } from './gazetteer.ts';
import { UnreadableSource } from './intake.ts';
import { type Mapping, parseMapping } from './mapping.ts';
import { BadMapping, isObject, readHead } from './mapping-head.ts';

const REMEDY = 'mend the mapping; docs/formats/mapping.md describes every member';

/** Reads a mapping file and the gazetteer that it names, which is looked for beside it. */
export async function openMapping(file: string): Promise<Mapping> {
  const value = parsed(file, await readFile(file, 'utf8'));
  const parse = (gazetteer?: Gazetteer) => {
    const read = parseMapping(value, gazetteer);
    if (read.ok) return read.value;
    throw new UnreadableSource(`${file}: ${read.refusal.message}`, REMEDY);
  };
  const form = headOf(value);
  if (form === undefined) return parse();
  const bytes = await readFile(join(dirname(file), form.file));
  return parse(readGazetteer(bytes, form));
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UnreadableSource(`${file} is not JSON: ${(error as Error).message}`, REMEDY);
  }
}

/** The gazetteer that a mapping names; a mapping that is wrong is told by whoever reads it whole. */
function headOf(value: unknown) {
  try {
    return isObject(value) ? readHead(value).gazetteerForm : undefined;
  } catch (error) {
    if (error instanceof BadMapping) return undefined;
    throw error;
  }
}
