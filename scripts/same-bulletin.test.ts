import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { FONTS } from '../packages/server/src/bulletin/pdf.ts';
import { post, reported, testCase } from '../packages/server/src/desk/testing-case.ts';
import { whySkipped } from './engines/program.ts';
import { arm64, DEBIAN, hasLibraries } from './same-bulletin/arm64.ts';
import type { Found } from './same-bulletin/probe.ts';

// A bulletin made twice, on two machines, is the same file. The second machine is another kind of processor, emulated, in
// another time zone and language.

const MS = 600_000;
const NEPAL_IN_ARABIC = { TZ: 'Asia/Kathmandu', LC_ALL: 'ar_EG.UTF-8' };
const require = createRequire(resolve(import.meta.dirname, '../packages/server/src/bulletin/pdf.ts'));
const run = promisify(execFile);

function whyNot(): string | undefined {
  const why = whySkipped('qemu-aarch64', DEBIAN);
  if (why !== undefined || process.env.CI === 'true') return why;
  // An emulated processor is slow, and what it finds changes seldom.
  if (process.env.ARM64 !== '1') return 'takes a minute on an emulated machine: ARM64=1 runs it';
  if (hasLibraries()) return undefined;
  return `needs the libraries of an arm64 machine, which are not here: apt-get install ${DEBIAN}`;
}

test('an arm64 machine in another time zone and language makes every byte that was published here', {
  timeout: MS,
}, async (context) => {
  const why = whyNot();
  if (why !== undefined) return context.skip(why);
  const machine = await arm64().catch((error: Error) => error);
  if (machine instanceof Error) {
    if (process.env.CI === 'true') throw machine;
    return context.skip(`needs two packages of the registry: ${machine.message.split('\n')[0]}`);
  }
  const its = await testCase();
  const temporary = await mkdtemp(join(tmpdir(), 'armistice-arm64-'));
  try {
    for (const day of [18, 19, 20]) await reported(its, day);
    const daily = await published(its, { number: '14/2026', type: 'daily', from: '2026-11-20T00:00:00Z' });
    const weekly = await published(its, { number: '15/2026', type: 'weekly', from: '2026-11-14T00:00:00Z' });
    await its.here.mission.settled();
    const probe = join(temporary, 'probe.mjs');
    await build({
      entryPoints: [resolve(import.meta.dirname, 'same-bulletin/probe.ts')],
      ...{ bundle: true, platform: 'node', format: 'esm', conditions: ['@armistice/source'] },
      ...{ external: ['@myriaddreamin/*'], outfile: probe, logLevel: 'silent' },
    });
    const fonts = FONTS.map((path) => require.resolve(path));
    const args = [...machine.args, probe, join(its.here.folder, 'public'), machine.setter, ...fonts];
    const { stdout } = await run(machine.command, args, { env: { ...process.env, ...NEPAL_IN_ARABIC } });
    const { bulletins, ...where } = JSON.parse(stdout) as Found;
    expect(where).toEqual({ arch: 'arm64', zone: 'Asia/Katmandu', number: '١٬٢٣٤٫٥' });
    expect(Object.keys(daily)).toHaveLength(20);
    expect(bulletins).toEqual({ '14/2026': daily, '15/2026': weekly });
  } finally {
    await rm(temporary, { recursive: true });
    await its.end();
  }
});

/** Two people publish it; answers the hash of each of its files. */
async function published(its: Awaited<ReturnType<typeof testCase>>, asked: object) {
  const draft = { to: '2026-11-21T00:00:00Z', rule: { rule: 'each-explosion' }, ...asked };
  const { body } = (await post(its, '/api/bulletins/draft', 'duty-1', draft)).json();
  const { proposal } = (await post(its, '/api/entries', 'duty-1', { kind: 'bulletin', body })).json();
  const agreed = await post(its, `/api/proposals/${proposal}/agree`, 'head-1', {});
  expect(agreed.json()).toMatchObject({ state: 'done' });
  return body.files as { readonly [file: string]: string };
}
