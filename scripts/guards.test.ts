import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { boundaryRows } from './guards/boundaries.ts';
import { everywhereRows } from './guards/everywhere.ts';
import { purityRows } from './guards/purity.ts';
import { plugin, type Row, restrictedGlobals, restrictedImports } from './guards/row.ts';

// A boundary that does not fire looks exactly like a boundary that is kept. So every guard is made to fire here, on
// a skeleton outside the tree (a second root biome.json inside it would stop the real run). All rows share one run.

const root = resolve(import.meta.dirname, '..');
const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');

type Case = Row & { readonly file: string };

/** Each row gets a file of its own beside the file it stands for: `source.test.ts` → `row-12.test.ts`. */
const cases: readonly Case[] = [...boundaryRows, ...purityRows, ...everywhereRows].map((row, index) => ({
  ...row,
  file: row.where.replace('/source.', `/row-${index}.`),
}));

const ring = ['packages/server/src/ring-a.ts', 'packages/server/src/ring-b.ts'] as const;
const ringOfTypes = ['packages/core/src/geo/form-a.ts', 'packages/core/src/geo/form-b.ts'] as const;

let folder = '';
let refusals: ReadonlyMap<string, readonly string[]> = new Map();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'armistice-guards-'));
  const manifests = ['core', 'server', 'web'].map((name) => `packages/${name}/package.json`);
  for (const name of ['biome.json', 'biome', '.gitignore', 'package.json', ...manifests]) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  for (const { file, code } of cases) write(file, code);
  write(ring[0], "import { b } from './ring-b.ts';\nexport const a = () => b;");
  write(ring[1], "import { a } from './ring-a.ts';\nexport const b = () => a;");
  write(ringOfTypes[0], "import type { B } from './form-b.ts';\nexport type A = { readonly b: B };");
  write(ringOfTypes[1], "import type { A } from './form-a.ts';\nexport type B = { readonly a?: A };");
  refusals = lint(folder);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, code: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), `${code}\n`);
}

type Report = {
  readonly diagnostics: readonly {
    readonly severity: string;
    readonly category: string;
    readonly location: { readonly path: string };
  }[];
};

/** Runs Biome once over `at`; gives, for each file that has errors, their categories. */
function lint(at: string): ReadonlyMap<string, readonly string[]> {
  const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.'];
  const run = spawnSync(process.execPath, args, { cwd: at, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (!run.stdout.startsWith('{')) throw new Error(`Biome did not run: ${run.stdout}${run.stderr}`);
  const byFile = new Map<string, string[]>();
  for (const { severity, category, location } of (JSON.parse(run.stdout) as Report).diagnostics) {
    if (severity !== 'error') continue;
    byFile.set(location.path, [...(byFile.get(location.path) ?? []), category]);
  }
  return byFile;
}

describe('the guards of the workspace', () => {
  for (const { where, code, refusedBy, file } of cases) {
    if (refusedBy === null) {
      test(`${where} may hold: ${code}`, () => {
        const guards = [restrictedImports, restrictedGlobals, plugin];
        expect((refusals.get(file) ?? []).filter((category) => guards.includes(category))).toEqual([]);
      });
    } else {
      test(`${where} may not hold: ${code}`, () => {
        expect(refusals.get(file) ?? []).toContain(refusedBy);
      });
    }
  }

  test('two files may not import each other', () => {
    for (const file of ring) expect(refusals.get(file)).toContain('lint/suspicious/noImportCycles');
  });

  test('two files may not import each other, even for their types', () => {
    for (const file of ringOfTypes) expect(refusals.get(file)).toContain('lint/suspicious/noImportCycles');
  });
});
