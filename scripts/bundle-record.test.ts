import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bundleRecord, maxBundleBytes, verifierSurface } from './bundle-record.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'armistice-bundle-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Bundles `names` out of a small folder `record/` that may stand beside others. */
function bundle(
  names: readonly string[],
  index: string,
  others: Readonly<Record<string, string>> = {},
  maxBytes?: number,
) {
  for (const [file, text] of Object.entries({ 'record/index.ts': index, ...others })) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return bundleRecord(join(root, 'record'), names, maxBytes);
}

describe('the bundle of the record', () => {
  test('is one module that exports the public surface and imports nothing', async () => {
    const { code, size } = await bundle(['two'], "export { two } from './two.ts';", {
      'record/two.ts': 'export const two: number = 2;',
    });
    const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
      readonly two: number;
    };
    expect(module.two).toBe(2);
    expect(size).toBe(Buffer.byteLength(code));
    expect(code).not.toMatch(/\bimport\b/);
  });

  test('is refused when a file beside the folder gets in', async () => {
    const others = { 'base/index.ts': 'export const one = 1;' };
    await expect(bundle(['one'], "export { one } from '../base/index.ts';", others)).rejects.toThrow(
      /base\/index\.ts.*outside/,
    );
  });

  test('is refused for a file outside even when nothing of it is exported', async () => {
    const others = { 'base/index.ts': 'export const one = 1;' };
    const index = "export { one } from '../base/index.ts'; export const two = 2;";
    await expect(bundle(['two'], index, others)).rejects.toThrow(/base\/index\.ts.*outside/);
  });

  test('is refused when a name that it should export is gone', async () => {
    await expect(bundle(['verify'], 'export const two = 2;')).rejects.toThrow(/verify/);
  });

  test('is refused when a package is imported', async () => {
    await expect(
      bundle(['canonicalize'], "export { default as canonicalize } from 'canonicalize';"),
    ).rejects.toThrow(/index\.ts imports canonicalize/);
  });

  test('is refused when a module of Node is imported, even late', async () => {
    await expect(bundle(['a'], "export const a = () => import('node:fs');")).rejects.toThrow(
      /index\.ts imports node:fs/,
    );
  });

  test('is refused at the budget, with the largest files named', async () => {
    const others = { 'record/wide.ts': `export const wide = '${'w'.repeat(500)}';` };
    await expect(bundle(['wide'], "export { wide } from './wide.ts';", others, 500)).rejects.toThrow(
      /below 500.*Largest: wide\.ts 5/,
    );
    const { size } = await bundle(['wide'], "export { wide } from './wide.ts';", others, 600);
    await expect(bundle(['wide'], "export { wide } from './wide.ts';", others, size)).rejects.toThrow(
      /must stay below/,
    );
  });

  test('of this project stands alone, is below 60 KB and exports what verifying needs', async () => {
    const { code, size } = await bundleRecord();
    expect(size).toBeLessThan(maxBundleBytes);
    const module: object = await import(`data:text/javascript,${encodeURIComponent(code)}`);
    expect(Object.keys(module).sort()).toEqual([...verifierSurface].sort());
  });
});
