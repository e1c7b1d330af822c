import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BidiResult, connectBidi } from './bidi.ts';
import { asJson, type Engine, type Tab } from './engine.ts';
import { requireProgram } from './program.ts';

/** Debian's Firefox: another engine than the one Node has, and so a second opinion on every bit. */
export const firefox: Engine = { name: 'Firefox', program: 'firefox-esr', open };

async function open(): Promise<Tab> {
  const program = requireProgram('firefox-esr');
  const profile = mkdtempSync(join(tmpdir(), 'armistice-firefox-'));
  const flags = [
    '--headless',
    '--no-remote',
    '--profile',
    profile,
    '--remote-debugging-port',
    '0',
    'about:blank',
  ];
  // A home of its own: Firefox refuses to start where the home folder belongs to somebody else.
  const env = { ...process.env, HOME: profile, MOZ_CRASHREPORTER_DISABLE: '1' };
  const browser = spawn(program, flags, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise<void>((done) => browser.once('exit', () => done()));
  const bidi = await connectBidi(await addressOf(browser));
  const tree = await bidi.send('browsingContext.getTree', {});
  const [{ context } = { context: '' }] = tree.contexts as readonly { readonly context: string }[];

  return {
    goto: async (url) => {
      await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' });
    },
    evaluate: async (expression) => {
      const params = { target: { context }, awaitPromise: true, expression: asJson(expression) };
      return JSON.parse(textOf(await bidi.send('script.evaluate', params)));
    },
    close: async () => {
      await bidi.send('browser.close', {}).catch(() => browser.kill());
      await ended;
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

function addressOf(browser: ChildProcess): Promise<string> {
  return new Promise((done, failed) => {
    let said = '';
    browser.stderr?.on('data', (text: Buffer) => {
      said += text.toString();
      const [, address] = /WebDriver BiDi listening on (ws:\S+)\s/.exec(said) ?? [];
      if (address !== undefined) done(address);
    });
    browser.once('error', failed);
    browser.once('exit', (code) => failed(new Error(`Firefox ended with code ${code}: ${said}`)));
  });
}

function textOf(answer: BidiResult): string {
  if (answer.type === 'exception') {
    const { text } = answer.exceptionDetails as { readonly text: string };
    throw new Error(text);
  }
  return String((answer.result as { readonly value: unknown }).value);
}
