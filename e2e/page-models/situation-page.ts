import type { Locator, Page } from 'playwright-core';

/** The situation room as a person uses it. */
export class SituationPage {
  readonly page: Page;
  /** What went wrong in the page so far: script errors, refused resources, breaches of its own policy. */
  readonly faults: string[] = [];

  constructor(page: Page) {
    this.page = page;
    // A machine that also builds and tests is slow; what never comes still fails.
    page.setDefaultTimeout(60_000);
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.faults.push(message.text());
    });
  }

  /** Opens the room and waits until its map and its statement are there. */
  async open(url: string, search: string = ''): Promise<void> {
    await this.page.goto(`${url}/situation${search}`);
    await this.page.locator('[data-statement]').waitFor();
    await this.page.locator('[data-ready="true"]').waitFor();
  }

  /** Looks as a simulated member from now on. */
  async lookAs(url: string, as: string): Promise<void> {
    const answer = await this.page.request.post(`${url}/api/switch`, {
      data: { as },
      headers: { origin: url },
    });
    if (!answer.ok()) throw new Error(`nobody is called ${as}: ${answer.status()}`);
  }

  rows(): Locator {
    return this.page.locator('[data-incident]');
  }

  /** Ids of the incidents that the list shows, in its order. */
  ids(): Promise<readonly string[]> {
    return this.rows().evaluateAll((rows) => rows.map((row) => row.getAttribute('data-incident') ?? ''));
  }

  statement(): Promise<string> {
    return this.page.locator('[data-statement] strong').innerText();
  }

  strip(): Locator {
    return this.page.locator('[data-strip]');
  }

  thumb(which: 'from' | 'to'): Locator {
    return this.page.locator(`[data-thumb="${which}"]`);
  }

  summary(): Locator {
    return this.page.locator('[data-summary]');
  }

  /** Drags across the timeline, from and to in shares of its width. */
  async brush(from: number, to: number): Promise<void> {
    await this.strip().scrollIntoViewIfNeeded();
    const box = await this.strip().boundingBox();
    if (box === null) throw new Error('there is no timeline');
    const at = (share: number) => [box.x + share * box.width, box.y + box.height / 3] as const;
    await this.page.mouse.move(...at(from));
    await this.page.mouse.down();
    await this.page.mouse.move(...at((from + to) / 2), { steps: 4 });
    await this.page.mouse.move(...at(to), { steps: 4 });
    await this.page.mouse.up();
  }

  /** What the address says under a name. */
  said(name: string): string | null {
    return new URL(this.page.url()).searchParams.get(name);
  }
}
