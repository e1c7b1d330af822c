import type { Browser, Page } from 'playwright-core';
import { reader } from '../browser.ts';

/** A page of the room as somebody uses it: what went wrong in it, and who looks. */
export class RoomPage {
  readonly page: Page;
  readonly url: string;
  /** What went wrong in the page so far: script errors, breaches of its own policy. Refusals are the server's to give. */
  readonly faults: string[] = [];

  constructor(page: Page, url: string) {
    this.page = page;
    this.url = url;
    // A machine that also builds and tests is slow; what never comes still fails.
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('console', (message) => {
      const refused = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !refused) this.faults.push(message.text());
    });
  }

  /** In the exercise: looks as a simulated member from now on; asked of the server, as soon as it knows its members. */
  async lookAs(handle: string): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      const answer = await this.page.request.post(`${this.url}/api/switch`, {
        data: { as: handle },
        headers: { origin: this.url },
      });
      if (answer.ok()) break;
      if (tries === 60) throw new Error(`nobody looks as ${handle}: ${answer.status()}`);
      await this.page.waitForTimeout(500);
    }
    if (this.page.url().startsWith(this.url)) await this.page.reload();
  }

  /** Waits until the page says something. */
  async said(words: string | RegExp): Promise<void> {
    await this.page.getByText(words).first().waitFor();
  }
}

/** The first page as somebody sees it who has just come; as the public without a handle. */
export async function firstPageOf(
  browser: Browser,
  url: string,
  handle: string | undefined,
  how = reader('en'),
): Promise<RoomPage> {
  const one = new RoomPage(await (await browser.newContext(how)).newPage(), url);
  if (handle !== undefined) await one.lookAs(handle);
  await one.page.goto(url);
  await one.page.locator('main h1').first().waitFor();
  return one;
}
