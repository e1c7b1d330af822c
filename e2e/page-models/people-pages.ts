import type { Locator } from 'playwright-core';
import { RoomPage } from './room-page.ts';

export const PASSWORD = 'kettle orchid sunday bridge';

/** The pages about people as a person uses them. */
export class PeoplePages extends RoomPage {
  async open(path: string): Promise<void> {
    await this.page.goto(`${this.url}${path}`);
    await this.page.locator('main h1').waitFor();
    await this.page.locator('main > *').nth(1).waitFor();
  }

  field(name: string): Locator {
    return this.page.locator(`main input[name="${name}"]`);
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('main').getByRole('button', { name });
  }

  /** What the page says it is about. */
  heading(): Promise<string> {
    return this.page.locator('main h1').innerText();
  }

  /** The fault that is told, by its name; waits for one. */
  async fault(): Promise<string | null> {
    const told = this.page.locator('[data-fault]').first();
    await told.waitFor();
    return told.getAttribute('data-fault');
  }

  async signIn(handle: string, password: string): Promise<void> {
    await this.field('handle').fill(handle);
    await this.field('password').fill(password);
    await this.field('password').press('Enter');
  }

  async signOut(): Promise<void> {
    await this.button('Sign out').click();
    await this.field('handle').waitFor();
  }

  /** Waits for one's own account to be shown. */
  async arrived(): Promise<void> {
    await this.page.waitForURL('**/account');
    await this.page.getByText('Who you are here').waitFor();
  }

  /** In the exercise: looks as a simulated member from now on, by the switcher that a person uses. */
  async switchTo(handle: string): Promise<void> {
    await this.page.locator('select[name="look-as"]').selectOption(handle);
    await this.page
      .locator('header a[href="/account"]')
      .filter({ hasText: handle })
      .waitFor({ state: 'attached' });
  }

  /** Answers what the page asks before it does something. */
  async confirm(reason?: string): Promise<void> {
    const dialog = this.page.locator('dialog[open]');
    if (reason !== undefined) await dialog.locator('textarea').fill(reason);
    await dialog.locator('[data-do]').click();
    await dialog.waitFor({ state: 'detached' });
  }
}
