import type { Locator } from 'playwright-core';
import { PeoplePages } from './people-pages.ts';

/** The record as a person reads and checks it: its list, one entry, and the receipts that they hold. */
export class EntriesPage extends PeoplePages {
  async openList(query = ''): Promise<void> {
    await this.open(`/entries${query}`);
    await this.page.locator('[data-searched]').waitFor();
  }

  async openEntry(index: number): Promise<void> {
    await this.open(`/entries/${index}`);
    await this.page.locator('[data-proof]').waitFor({ timeout: 60_000 });
  }

  sought(name: string): Locator {
    return this.page.locator(`main form [name="${name}"]`);
  }

  /** Types into a field and sends the form, by the keyboard alone. */
  async search(name: string, text: string): Promise<void> {
    await this.sought(name).focus();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.type(text);
    await this.page.keyboard.press('Enter');
    await this.page.waitForURL((url) => url.searchParams.get(name) === text);
  }

  /** Places of the entries that are listed. */
  async listed(): Promise<readonly number[]> {
    const rows = this.page.locator('main [data-entry]');
    return rows.evaluateAll((found) => found.map((one) => Number((one as HTMLElement).dataset.entry)));
  }

  /** Whether the proof of the entry shown here held in this browser. */
  async proved(): Promise<boolean> {
    return (await this.page.locator('[data-proof]').getAttribute('data-proof')) === 'true';
  }

  /** Whether what the page shows was found to be what the browser read: `same`, `partly` compared, or `other`. */
  shownAs(): Promise<string | null> {
    return this.page.locator('[data-shown]').getAttribute('data-shown');
  }

  async paste(receipt: string): Promise<void> {
    await this.sought('receipt').fill(receipt);
  }

  /** Gives a file as one chooses it from a disk. */
  async chooseFile(receipt: string): Promise<void> {
    await this.page
      .locator('main input[type="file"]')
      .setInputFiles({ name: 'receipt.txt', mimeType: 'text/plain', buffer: Buffer.from(receipt) });
    await this.page.waitForFunction(
      (length) => document.querySelector<HTMLTextAreaElement>('[name="receipt"]')?.value.length === length,
      receipt.length,
    );
  }

  /** Checks what stands in the form by keyboard, and tells what was found. */
  async verdict(): Promise<string | null> {
    await this.page.locator('main form:has([name="receipt"]) button[type="submit"]:enabled').focus();
    await this.page.keyboard.press('Enter');
    const found = this.page.locator('[data-receipt]');
    await found.waitFor({ timeout: 60_000 });
    return found.getAttribute('data-receipt');
  }

  /** Where the panels of the page begin, in pixels from its top, from the receipt on. */
  tops(): Promise<readonly number[]> {
    return this.page
      .locator('section:has([name="receipt"]), section:has([name="receipt"]) ~ section')
      .evaluateAll((found) => found.map((one) => Math.round(one.getBoundingClientRect().top + scrollY)));
  }
}
