import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { buildWeb } from '../packages/web/build.ts';

test('what the first page loads to work, fonts apart, is below 200 kB compressed', async () => {
  const assets = join(await buildWeb(), 'assets');
  const needed = (await readdir(assets)).filter((name) =>
    /^(index|en|verification\.worker)-.*\.(js|css)$/.test(name),
  );
  const sizes = await Promise.all(
    needed.map(async (name) => gzipSync(await readFile(join(assets, name))).length),
  );
  // A page built under a test run is the page that is served: no library in its development form.
  for (const name of needed) expect(await readFile(join(assets, name), 'utf8')).not.toContain('jsxDEV');
  expect(needed.some((name) => name.startsWith('verification.worker'))).toBe(true);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(200_000);
});
