import type { Locator, Page } from 'playwright-core';

export type TamperChoice = 'body' | 'entry' | 'last' | 'size';

/** What one verifier's column says. */
export interface Column {
  readonly who: string;
  readonly intact: boolean;
  readonly entry: number | undefined;
}

/** The first page as a person uses it. */
export class FirstPage {
  readonly page: Page;
  /** What went wrong in the page so far: script errors, refused resources, breaches of its own policy. */
  readonly faults: string[] = [];
  /** Hosts that the page asked for anything. */
  readonly hosts = new Set<string>();

  constructor(page: Page) {
    this.page = page;
    // A machine that also builds and tests is slow; what never comes still fails.
    page.setDefaultTimeout(60_000);
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('console', (message) => {
      // A verifier looks for what may not be there: co-signatures not yet given, full tiles in place of partial ones.
      const missing = message.text().includes('404');
      if (message.type() === 'error' && !missing) this.faults.push(message.text());
    });
    page.on('request', (request) => this.hosts.add(new URL(request.url()).host));
  }

  /** Opens the page and waits until the record was checked. */
  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.answer('integrity').waitFor();
  }

  step(name: 'report' | 'entry' | 'incident' | 'indication' | 'record'): Locator {
    return this.page.locator(`section#${name}`);
  }

  answer(name: string): Locator {
    return this.page.locator(`[data-answer="${name}"]`);
  }

  /** How each of the five answers came out. */
  async standings(): Promise<Readonly<Record<string, string>>> {
    const standings: Record<string, string> = {};
    for (const answer of await this.page.locator('[data-answer]').all()) {
      const name = await answer.getAttribute('data-answer');
      standings[name ?? ''] = (await answer.getAttribute('data-standing')) ?? '';
    }
    return standings;
  }

  async tamper(choice: TamperChoice): Promise<void> {
    await this.page.locator(`#tamper input[value="${choice}"]`).check();
    await this.page.locator('#tamper button').first().click();
    await this.page.locator('[data-copy="altered"]').waitFor();
  }

  async putBack(): Promise<void> {
    await this.page.locator('#tamper button').nth(1).click();
    await this.page.locator('[data-copy="restored"]').waitFor();
  }

  async columns(): Promise<readonly Column[]> {
    const columns: Column[] = [];
    for (const column of await this.page.locator('[data-verifier]').all()) {
      const entry = column.locator('[data-entry]');
      columns.push({
        who: (await column.getAttribute('data-verifier')) ?? '',
        intact: (await column.getAttribute('data-intact')) === 'true',
        entry: (await entry.count()) === 0 ? undefined : Number(await entry.getAttribute('data-entry')),
      });
    }
    return columns;
  }

  async choose(language: string): Promise<void> {
    await this.page.locator('header select[name="language"]').selectOption(language);
    await this.page.locator(`html[lang="${language}"]`).waitFor();
  }
}
