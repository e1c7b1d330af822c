import type { Locator } from 'playwright-core';
import { PeoplePages } from './people-pages.ts';

/** The view of one incident as a person works with it. */
export class IncidentPage extends PeoplePages {
  async incident(id: string): Promise<void> {
    await this.page.goto(`${this.url}/incidents/${id}`);
    await this.page.locator('[data-headline]').waitFor();
  }

  headline(): Promise<string> {
    return this.page.locator('[data-headline]').innerText();
  }

  /** How many reports the incident has. */
  reports(): Promise<number> {
    return this.page.locator('[data-report]').count();
  }

  /** Waits until it has so many: the record takes a moment, and the page shows nothing before it has. */
  async hasReports(count: number): Promise<void> {
    await this.page.waitForFunction(
      (wanted) => document.querySelectorAll('[data-report]').length === wanted,
      count,
    );
  }

  /** What can be done, by its name; opened. */
  async act(name: string): Promise<Locator> {
    const act = this.page.locator(`[data-act="${name}"]`);
    await act.waitFor();
    if ((await act.getAttribute('open')) === null) await act.locator('summary').click();
    return act;
  }

  /** Sends the form of an act, and answers what became of it. */
  async send(act: Locator): Promise<string> {
    await act.locator('[data-do]').click();
    // What is refused is told in a sentence: whoever reads a failed test needs it.
    const told = act.locator('[data-became], [data-fault], [data-deed] [aria-invalid="true"]').first();
    await told.waitFor();
    return (await told.getAttribute('data-became')) ?? `refused: ${await act.innerText()}`;
  }

  /** What stands on an axis. */
  axis(name: string): Promise<string> {
    return this.page.locator(`[data-axis="${name}"]`).innerText();
  }

  /** In the exercise: makes a key for the party or body of somebody, and has another person agree to it. */
  async introduceKey(handle: string): Promise<void> {
    await this.open('/rights');
    await this.lookAs(handle);
    await this.open('/account');
    await this.button('Make a key').click();
    await this.button('Ask for it to be introduced').click();
    await this.page.getByText('Another person must agree before it counts.').waitFor();
    await this.open('/rights');
    await this.lookAs('exercise-head');
    await this.open('/proposals');
    const proposal = this.page.locator('[data-proposal="introduce-key"]').first();
    await proposal.getByRole('button', { name: 'Agree' }).click();
    await this.confirm();
    await proposal.waitFor({ state: 'detached' });
  }

  /** Waits until the browser has proved entries against a record that grows, and says whether they hold. */
  async holds(holds: boolean): Promise<void> {
    await this.page.locator(`[data-holds="${holds}"]`).waitFor({ timeout: 60_000 });
  }
}
