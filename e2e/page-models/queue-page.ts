import type { Locator } from 'playwright-core';
import { RoomPage } from './room-page.ts';

type Deed =
  | 'claim'
  | 'release'
  | 'handOver'
  | 'inquiry'
  | 'withdraw'
  | 'number'
  | 'assess'
  | 'grade'
  | 'join'
  | 'split'
  | 'undo'
  | 'attribute'
  | 'answer';

/** The queue as somebody of the staff works it off. */
export class QueuePages extends RoomPage {
  async open(search = ''): Promise<void> {
    await this.page.goto(`${this.url}/queue${search}`);
    await this.page.locator('main h1').waitFor();
  }

  rows(): Locator {
    return this.page.locator('[data-row]');
  }

  row(id: string): Locator {
    return this.page.locator(`[data-row="${id}"]`);
  }

  /** Ids of the rows in the order of the list. */
  ids(): Promise<readonly string[]> {
    return this.rows().evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.row ?? ''));
  }

  /** Chooses a row and waits until it is read. */
  async read(id: string): Promise<void> {
    await this.row(id).click();
    await this.page.locator(`section[data-reading="${id}"]`).waitFor();
  }

  /** The button that begins a deed. */
  deed(name: Deed): Locator {
    return this.page.locator(`[data-begin="${name}"]`);
  }

  /** Names of the deeds whose buttons are the main ones. */
  mainDeeds(): Promise<readonly string[]> {
    return this.page
      .locator('[data-begin][data-variant="filled"]')
      .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.begin ?? ''));
  }

  /** What the record says of who took the incident of a row and gave it back, the last one last. */
  async claimsOf(row: string): Promise<readonly string[]> {
    const path = `/api/incidents/${row.replace('incident-', '')}/account?audience=mission`;
    const answer = await this.page.request.get(`${this.url}${path}`);
    const { history } = (await answer.json()) as {
      readonly history: readonly { readonly kind: string; readonly body: { readonly released?: true } }[];
    };
    return history
      .filter(({ kind }) => kind === 'claim')
      .map(({ body }) => (body.released === true ? 'gave it back' : 'took it'));
  }

  /** Presses a key twice in the moment in which the page says something. */
  async pressOnceSaid(words: string, key: string): Promise<void> {
    await this.page.evaluate(
      ([wanted, pressed]) => {
        const watch = new MutationObserver(() => {
          if (!document.body.innerText.includes(wanted)) return;
          watch.disconnect();
          for (let times = 0; times < 2; times++)
            window.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, cancelable: true }));
        });
        watch.observe(document.body, { childList: true, subtree: true, characterData: true });
      },
      [words, key] as const,
    );
  }

  /** The form that is open beside what is read. */
  form(name: Deed): Locator {
    return this.page.locator(`section[data-form="${name}"]`);
  }

  /** Sends the open form, and waits until the keyboard is back at the row, which says what was done. */
  async send(name: Deed, row: string): Promise<string> {
    await this.form(name).locator('[data-do]').click();
    await this.form(name).waitFor({ state: 'detached' });
    await this.isAt(row);
    return this.row(row).locator('[data-done]').innerText();
  }

  /** Waits until the keyboard is at a row. */
  async isAt(row: string): Promise<void> {
    await this.page.waitForFunction(
      (id) => (document.activeElement as HTMLElement | null)?.dataset.row === id,
      row,
    );
  }

  dialog(): Locator {
    return this.page.locator('dialog[open]');
  }

  /** A field of the open form or dialog. */
  field(name: string): Locator {
    return this.page.locator(`section[data-form] [name="${name}"], dialog[open] [name="${name}"]`);
  }

  /** Does what the open dialog is for, and waits until it is gone. */
  async doIt(): Promise<void> {
    await this.dialog().locator('[data-do]').click();
    // Many are written one after the other.
    await this.dialog().waitFor({ state: 'detached', timeout: 60_000 });
  }

  undo(): Promise<void> {
    return this.page.locator('[data-undo]').click();
  }
}
