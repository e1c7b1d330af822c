import { parseSource } from '@armistice/core/mission';
import { expect, test } from 'vitest';
import { loadPlace } from '../exercise/place-files.ts';
import { Areas } from './areas.ts';

test('every source of the exercise has a name of its own in the record, which is no handle', async () => {
  const sources = new Areas(await loadPlace()).registrations().map((body) => {
    const read = parseSource(body);
    if (!read.ok) throw new Error(read.refusal.message);
    return read.value;
  });
  expect(sources.length).toBeGreaterThan(100);
  const names = sources.map(({ name = '' }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { source, name = '' } of sources) {
    expect(name, source).toMatch(/^\p{Lu}[\p{L} ]*[:,]?( [\p{L}\d]+)?$/u);
    expect(name).not.toContain(source);
  }
  const called = new Map(sources.map(({ source, name }) => [source, name]));
  expect(
    ['post-7', 'media-lantern', 'liaison-south', 'liaison-north', 'hotline'].map((one) => called.get(one)),
  ).toEqual([...['Post 7', 'Media: Lantern', 'Liaison office, south', 'Liaison office, north', 'Hotline']]);
});
