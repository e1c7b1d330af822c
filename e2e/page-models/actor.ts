import type { BrowserContext, Locator, Page } from 'playwright-core';

/** Somebody at the page: everything that they do is counted, as a person would count it. */
export class Actor {
  readonly page: Page;
  readonly #done: string[];

  constructor(page: Page, done: string[]) {
    this.page = page;
    this.#done = done;
  }

  /** Begins as a simulated member; the list of what is done is shared among all who take part. */
  static async as(context: BrowserContext, url: string, member: string, done: string[]): Promise<Actor> {
    const page = await context.newPage();
    const actor = new Actor(page, done);
    done.push(`${member}: opens the address`);
    await page.goto(url);
    await page.locator('h1').first().waitFor();
    // By the switcher of the exercise, as a new user would.
    done.push(`${member}: chooses whom to look as`);
    await page.getByRole('combobox', { name: /look as/i }).selectOption(member);
    await page.locator('nav a[href="/queue"], nav a[href="/proposals"]').first().waitFor();
    return actor;
  }

  async press(what: Locator, says: string): Promise<void> {
    this.#done.push(says);
    await what.click();
  }

  async type(where: Locator, text: string, says: string): Promise<void> {
    this.#done.push(says);
    await where.fill(text);
  }

  async choose(where: Locator, value: string, says: string): Promise<void> {
    this.#done.push(says);
    await where.selectOption(value);
  }
}
