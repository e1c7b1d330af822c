import { readFile } from 'node:fs/promises';
import { expectAccepted } from '@armistice/core/base';
import { type ExercisePlace, readPlace } from './place.ts';

const FOLDER = new URL('../../../../exercise/place/', import.meta.url);

/** The place of the exercise that comes with Armistice. */
export async function loadPlace(): Promise<ExercisePlace> {
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(new URL(`${name}.geojson`, FOLDER), 'utf8'));
  const [line, towns, sources, zones] = await Promise.all(['line', 'towns', 'sources', 'zones'].map(read));
  return expectAccepted(readPlace({ line, towns, sources, zones }));
}
