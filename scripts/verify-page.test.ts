import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { firefox } from './engines/firefox.ts';
import { requireProgram, whySkipped } from './engines/program.ts';
import { type SampleLog, sampleLog, writeLog } from './verify-page/sample-log.ts';
import { buildVerifyPage } from './verify-page.ts';

// The page as people get it: one file opened from a disk, and folders of a log chosen and dropped as people do.

let folder = '';
let html = '';
let address = '';
let sample: SampleLog;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'armistice-page-'));
  html = await buildVerifyPage();
  await writeFile(join(folder, 'verify.html'), html);
  address = pathToFileURL(join(folder, 'verify.html')).href;
  sample = sampleLog(300);
  await writeLog(join(folder, 'whole'), sample.files);
  await writeLog(join(folder, 'altered'), altered('tile/entries/000', 5000));
  await writeLog(join(folder, 'shorter'), sampleLog(290).files);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function altered(path: string, at: number): SampleLog['files'] {
  const bytes = new Uint8Array(sample.files.get(path) ?? []);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return new Map([...sample.files, [path, bytes]]);
}

test('the page is one file that allows its own script and style and nothing else', () => {
  const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html) ?? [];
  const [, script = ''] = /<script type="module">([\s\S]*?)<\/script>/.exec(html) ?? [];
  const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(html) ?? [];
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    `script-src ${hash(script)} 'wasm-unsafe-eval'`,
    `style-src ${hash(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  const markup = html.replace(script, '').replace(style, '');
  expect(markup).not.toMatch(/\b(?:src|href)=/);
  expect(html).not.toMatch(/https?:/);
});

describe('the page opened from a disk in Chromium', () => {
  let browser: Browser | undefined;
  let page: Page;
  const requests: string[] = [];
  const why = whySkipped('chromium');

  beforeAll(async () => {
    if (why !== undefined) return;
    browser = await playwright.launch({ executablePath: requireProgram('chromium') });
    page = await browser.newPage();
    page.on('request', (request) => requests.push(request.url()));
    page.on('pageerror', (error) => requests.push(`error: ${error.message}`));
  });
  afterAll(() => browser?.close());

  /** Opens the page anew, chooses a folder by the button, checks it and gives all that the result says. */
  async function check(name: string, trust: string, earlier?: string): Promise<string> {
    await page.goto(address);
    await page.setInputFiles('#folder', join(folder, name));
    await page.fill('#trust', trust);
    if (earlier !== undefined) await page.setInputFiles('#earlier', earlier);
    await page.click('#check');
    await page.waitForSelector('#report .verdict');
    return page.innerText('#result');
  }

  const inChromium = (title: string, run: () => Promise<void>) =>
    test(title, async (context) => {
      if (why !== undefined) context.skip(why);
      await run();
    });

  inChromium('finds a whole log whole, under a policy whose quorum co-signed it', async () => {
    const said = await check('whole', sample.policy);
    expect(said).toContain('All 300 entries are as the log signed them, and your quorum co-signed it.');
    expect(said).toContain('Met for the whole record.');
    expect(said).not.toContain('What does not hold');
  });

  inChromium('says that nobody else vouches when only the key of the log was given', async () => {
    const said = await check('whole', sample.vkey);
    expect(said).toContain('You named no witness, so nobody else vouches for it here.');
  });

  inChromium('names the altered entry, what was expected and what was found', async () => {
    const said = await check('altered', sample.policy);
    expect(said).toMatch(/\d+ things do not hold\. Keep this copy: it is evidence\./);
    expect(said).toMatch(/Entry \d+ does not have the hash .*\s+Expected\s+\S+=\s+Found\s+\S+=/);
    expect(await page.isVisible('#keep')).toBe(false);
  });

  inChromium('tells that entries were taken away since the checkpoint that was kept', async () => {
    const said = await check('shorter', sample.policy, join(folder, 'whole/checkpoint'));
    expect(said).toContain('Shorter than it was: entries were taken away.');
    expect(said).toMatch(/Entry 290 is missing/);
  });

  inChromium('tells that nothing changed since the checkpoint that was kept', async () => {
    expect(await check('whole', sample.policy, join(folder, 'whole/checkpoint'))).toContain('Unchanged.');
  });

  inChromium('tells that the log is not the one whose checkpoint was kept', async () => {
    const said = await check('whole', sample.policy, join(folder, 'shorter/checkpoint'));
    expect(said).toContain('Not the same record: something from before was rewritten.');
  });

  inChromium('does not accuse a log by an earlier checkpoint that the log never signed', async () => {
    const genuine = await readFile(join(folder, 'whole/checkpoint'), 'utf8');
    await writeFile(join(folder, 'false'), genuine.replace('\n300\n', '\n301\n'));
    const said = await check('whole', sample.policy, join(folder, 'false'));
    expect(said).toContain('The check did not finish, so it says nothing about the record');
    expect(said).toContain('not signed by the log that you named');
  });

  inChromium('keeps the checkpoint of a whole log as a file, byte for byte', async () => {
    await check('whole', sample.policy);
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('#keep-button')]);
    expect(download.suggestedFilename()).toBe('checkpoint');
    expect(await readFile(await download.path())).toEqual(await readFile(join(folder, 'whole/checkpoint')));
  });

  inChromium('takes a folder that is dropped on it', async () => {
    await page.goto(address);
    const session = await page.context().newCDPSession(page);
    const box = await page.locator('#drop').boundingBox();
    const at = { x: (box?.x ?? 0) + 20, y: (box?.y ?? 0) + 20 };
    const data = { items: [], files: [join(folder, 'whole')], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', { type, ...at, data });
    }
    await page.waitForFunction(() => document.querySelector('#chosen')?.textContent?.startsWith('Chosen'));
    await page.fill('#trust', sample.policy);
    await page.click('#check');
    await page.waitForSelector('#report .verdict');
    expect(await page.innerText('#report')).toContain('All 300 entries are as the log signed them');
  });

  inChromium('says what is missing instead of checking without it', async () => {
    await page.goto(address);
    await page.click('#check');
    expect(await page.innerText('#chosen')).toBe('Choose the record’s folder first.');
    await page.setInputFiles('#folder', join(folder, 'whole/tile'));
    expect(await page.innerText('#chosen')).toContain('There is no file named checkpoint in it');
    await page.setInputFiles('#folder', join(folder, 'whole'));
    await page.fill('#trust', `${sample.vkey.slice(0, -4)}AAA=`);
    await page.click('#check');
    expect(await page.innerText('#trust-wrong')).toMatch(/key/);
    expect(await page.isVisible('#report')).toBe(false);
  });

  inChromium('can be used with the keyboard alone', async () => {
    await page.goto(address);
    const stops: string[] = [];
    for (let i = 0; i < 4; i += 1) {
      await page.keyboard.press('Tab');
      stops.push(await page.evaluate(() => document.activeElement?.id ?? ''));
    }
    expect(stops).toEqual(['folder', 'trust', 'earlier', 'check']);
    await page.setInputFiles('#folder', join(folder, 'whole'));
    await page.focus('#trust');
    await page.keyboard.insertText(sample.policy);
    await page.focus('#check');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#report .verdict');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('result');
  });

  inChromium('has no barrier that axe can find, in light and in dark', async () => {
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await check('altered', sample.policy);
      const session = await page.context().newCDPSession(page);
      const run = `${axe}; axe.run().then(({ violations }) => JSON.stringify(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])))`;
      const { result } = await session.send('Runtime.evaluate', { expression: run, awaitPromise: true });
      expect(JSON.parse(String(result.value))).toEqual([]);
    }
  });

  inChromium('asks for nothing but itself, and may not', async () => {
    await check('whole', sample.policy);
    const session = await page.context().newCDPSession(page);
    const expression = "fetch('http://127.0.0.1:9/').then(() => 'sent', (error) => String(error))";
    const { result } = await session.send('Runtime.evaluate', { expression, awaitPromise: true });
    expect(result.value).toMatch(/Failed to fetch/);
    expect(requests.filter((url) => url !== address && !url.startsWith('blob:'))).toEqual([]);
  });
});

describe('the page opened from a disk in Firefox', () => {
  test('finds a whole log whole and an altered one altered', async (context) => {
    const why = whySkipped(firefox.program, 'firefox-esr');
    if (why !== undefined) context.skip(why);
    const tab = await firefox.open();
    try {
      await tab.goto(address);
      expect(await tab.evaluate(checkInPage(sample.files, sample.policy))).toContain(
        'All 300 entries are as',
      );
      const files = altered('tile/entries/000', 5000);
      expect(await tab.evaluate(checkInPage(files, sample.policy))).toContain('things do not hold');
    } finally {
      await tab.close();
    }
  });
});

/**
 * Firefox's protocol cannot choose a folder. So the files are made in the page, and say of themselves, as files of a
 * chosen folder do, where they lay in it; all from the change of the field onwards is the page's own doing.
 */
function checkInPage(files: SampleLog['files'], trust: string): string {
  const listed = Array.from(files, ([path, bytes]) => [`log/${path}`, Buffer.from(bytes).toString('base64')]);
  return `(async () => {
    const chosen = new DataTransfer();
    const paths = new Map();
    for (const [path, text] of ${JSON.stringify(listed)}) {
      const name = 'file-' + paths.size;
      paths.set(name, path);
      chosen.items.add(new File([Uint8Array.from(atob(text), (one) => one.charCodeAt(0))], name));
    }
    Object.defineProperty(File.prototype, 'webkitRelativePath', { configurable: true, get() { return paths.get(this.name); } });
    const folder = document.querySelector('#folder');
    folder.files = chosen.files;
    folder.dispatchEvent(new Event('change'));
    document.querySelector('#trust').value = ${JSON.stringify(trust)};
    document.querySelector('#report').replaceChildren();
    document.querySelector('#check').click();
    while (document.querySelector('#report .verdict') === null) await new Promise((done) => setTimeout(done, 20));
    return document.querySelector('#report .verdict').textContent;
  })()`;
}
