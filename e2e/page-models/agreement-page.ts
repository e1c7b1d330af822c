import type { Locator, Page } from 'playwright-core';
import { openRequests } from '../views-named.ts';

export const SEPARATION = '/agreements/exercise-separation';

/** A 122 mm howitzer on the north side, well within 15 km of the line, after the last day of the withdrawal. */
export const NORTH_OF_THE_LINE =
  '?at=42.1,-28.2&radius=0&kind=presence&weapon=howitzer&calibre=122&time=2026-12-01T13:00:00Z';

/** The page of an agreement as a person uses it. */
export class AgreementPage {
  readonly page: Page;
  /** What went wrong in the page so far: script errors, refused resources, breaches of its own policy. */
  readonly faults: string[] = [];
  /** Hosts that the page asked for anything. */
  readonly hosts = new Set<string>();

  constructor(page: Page) {
    this.page = page;
    openRequests(page);
    // A machine that also builds and tests is slow; what never comes still fails.
    page.setDefaultTimeout(60_000);
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.faults.push(message.text());
    });
    page.on('request', (request) => this.hosts.add(new URL(request.url()).host));
  }

  /** Opens an agreement and waits until its clauses, and its map where it has one, are there. */
  async open(url: string, path: string = SEPARATION): Promise<void> {
    await this.page.goto(`${url}${path}`);
    await this.page.locator('[data-clause]').first().waitFor();
    if (path.startsWith(SEPARATION)) await this.page.locator('[data-ready="true"]').waitFor();
  }

  clause(id: string): Locator {
    return this.page.locator(`[data-clause="${id}"]`);
  }

  map(): Locator {
    return this.page.locator('[role="application"]');
  }

  panel(): Locator {
    return this.page.locator('section[data-try-out]');
  }

  /** Ids of the clauses that speak of the event, in their order. */
  async speaking(): Promise<readonly (string | null)[]> {
    const all = await this.page.locator('[data-speaks]').all();
    return Promise.all(all.map((one) => one.getAttribute('data-speaks')));
  }

  /** Waits until exactly these clauses speak. */
  async untilSpeak(...ids: readonly string[]): Promise<void> {
    await this.page.waitForFunction(
      (wanted) =>
        [...document.querySelectorAll<HTMLElement>('[data-speaks]')]
          .map((one) => one.dataset.speaks)
          .join(' ') === wanted,
      ids.join(' '),
    );
  }

  /** Types a place into the field, as a person at a keyboard does. */
  async typePlace(text: string): Promise<void> {
    const field = this.page.locator('input[name="place"]');
    await field.fill(text);
    await field.press('Enter');
  }

  /** A picture of the map as drawn, as bytes: to see that something on it changed. */
  async drawn(): Promise<Buffer> {
    return this.page.locator('[data-ready="true"]').screenshot();
  }

  /** The map once everything has come that it asks for, and nothing on it changes any more. */
  async settled(): Promise<Buffer> {
    // Towns are asked for last, when the browser is idle, and their source is named with them.
    await this.page.locator('aside').getByText('GeoNames').first().waitFor();
    const open = openRequests(this.page);
    let calm = 0;
    let before = await this.drawn();
    for (let times = 0; times < 200; times++) {
      await this.page.waitForTimeout(250);
      const now = await this.drawn();
      calm = now.equals(before) && open.size === 0 ? calm + 1 : 0;
      if (calm === 3) return now;
      before = now;
    }
    throw new Error(`the map does not come to rest; open: ${[...open].map((one) => one.url()).join(' ')}`);
  }
}
