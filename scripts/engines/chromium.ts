import { chromium as playwright } from 'playwright-core';
import { asJson, type Engine, type Tab } from './engine.ts';
import { requireProgram } from './program.ts';

/** The system's Chromium, driven by Playwright. */
export const chromium: Engine = { name: 'Chromium', program: 'chromium', open };

async function open(): Promise<Tab> {
  const browser = await playwright.launch({ executablePath: requireProgram('chromium') });
  const page = await browser.newPage();
  // Playwright's own evaluate goes through eval, which the policy of a strict page rightly forbids.
  const session = await page.context().newCDPSession(page);
  return {
    goto: async (url) => {
      await page.goto(url, { waitUntil: 'load' });
    },
    evaluate: async (expression) => {
      const params = { expression: asJson(expression), awaitPromise: true, returnByValue: true };
      const { result, exceptionDetails } = await session.send('Runtime.evaluate', params);
      if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description);
      return JSON.parse(String(result.value));
    },
    close: () => browser.close(),
  };
}
