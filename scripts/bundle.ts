import { mkdir, rename, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { bundleRecord, maxBundleBytes } from './bundle-record.ts';
import { buildVerifyPage } from './verify-page.ts';

// `npm run bundle`: the record as one module, and the page that uses it, for people who have neither npm nor a network.

const dist = resolve(import.meta.dirname, '../dist');
await mkdir(dist, { recursive: true });

/** Whoever reads meanwhile gets the whole old file or the whole new one. */
async function put(name: string, content: string | Uint8Array): Promise<void> {
  const half = resolve(dist, `${name}.${process.pid}`);
  await writeFile(half, content);
  await rename(half, resolve(dist, name));
}

const { code, size } = await bundleRecord();
await put('verify.mjs', code);
console.log(
  `dist/verify.mjs   ${size.toLocaleString('en')} bytes of at most ${(maxBundleBytes - 1).toLocaleString('en')}`,
);

const page = await buildVerifyPage();
await put('verify.html', page);
console.log(`dist/verify.html  ${Buffer.byteLength(page).toLocaleString('en')} bytes`);
