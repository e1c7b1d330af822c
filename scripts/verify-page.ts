import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { build } from 'esbuild';

const folder = resolve(import.meta.dirname, 'verify-page');

/**
 * Builds the page that checks a record from a disk: one HTML file with script and style inside. Its content security
 * policy allows exactly those two by their hashes and no connection at all, so the page cannot send what it reads.
 */
export async function buildVerifyPage(): Promise<string> {
  const template = await readFile(resolve(folder, 'page.html'), 'utf8');
  const style = await bundled('style.css');
  const script = (await bundled('app.ts')).replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
  const policy = [
    "default-src 'none'",
    // The bulk hasher is a WebAssembly module that the script makes; without the permission it falls back to JavaScript.
    `script-src '${hashOf(script)}' 'wasm-unsafe-eval'`,
    `style-src '${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return [
    [`content="default-src 'none'"`, `content="${policy}"`],
    ['<link rel="stylesheet" href="style.css">', `<style>${style}</style>`],
    ['<script type="module" src="app.ts"></script>', `<script type="module">${script}</script>`],
  ].reduce((page, [from = '', to = '']) => {
    if (page.split(from).length !== 2) throw new Error(`page.html must hold ${from} exactly once.`);
    // A function, because a replacement text gives $ a meaning.
    return page.replace(from, () => to);
  }, template);
}

async function bundled(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [resolve(folder, file)],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: ['es2022', 'chrome123', 'firefox120'],
    charset: 'utf8',
    minify: true,
    write: false,
    logLevel: 'silent',
  });
  return (outputFiles[0]?.text ?? '').trim();
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
