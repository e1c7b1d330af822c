import type { Locator } from 'playwright-core';
import { SEPARATION } from './agreement-page.ts';
import { RoomPage } from './room-page.ts';

/** The page of an adopted agreement, as somebody reads where its clauses stand. */
export class StandingPage extends RoomPage {
  async openStanding(): Promise<void> {
    await this.page.goto(`${this.url}${SEPARATION}`);
    await this.page.locator('[data-due]').waitFor();
    await this.page.locator('[data-clause-standing]').first().waitFor();
  }

  /** What stands first in the list: overdue and due, in its order. */
  owed(): Promise<readonly { readonly clause: string; readonly status: string }[]> {
    return this.page.locator('[data-due] > ul > [data-obligation]').evaluateAll((all) =>
      all.map((one) => ({
        clause: (one as HTMLElement).dataset.obligation ?? '',
        status: (one as HTMLElement).dataset.status ?? '',
      })),
    );
  }

  standingOf(clause: string): Locator {
    return this.page.locator(`[data-clause-standing="${clause}"]`);
  }

  /** Of each party, by its name, where its duty under a clause stands. */
  async statusesOf(clause: string): Promise<ReadonlyMap<string, string>> {
    const duties = await this.standingOf(clause)
      .locator('[data-status]')
      .evaluateAll((all) =>
        all.map((one) => [
          one.querySelector('bdi')?.textContent ?? '',
          (one as HTMLElement).dataset.status ?? '',
        ]),
      );
    return new Map(duties.map(([party = '', status = '']) => [party, status]));
  }

  /** Every word that is said of where the agreement stands. */
  async wholeStanding(): Promise<string> {
    const all = await this.page.locator('[data-due], [data-clause-standing], [data-history]').allInnerTexts();
    return all.join('\n');
  }
}
