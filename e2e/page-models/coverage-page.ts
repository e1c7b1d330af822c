import type { Locator } from 'playwright-core';
import { PeoplePages } from './people-pages.ts';

/** What a cell of the table says of itself, and what it shows. */
export interface ShownCell {
  readonly observed: string;
  /** How many periods it stands for: those before anything is on record stand as one. */
  readonly periods: number;
  readonly incidents: string | undefined;
  readonly text: string;
}

/** The view of coverage and access. */
export class CoveragePage extends PeoplePages {
  async openTable(query: string = ''): Promise<void> {
    await this.open(`/coverage${query}`);
    await this.page.locator('[data-withheld]').waitFor();
  }

  row(name: string): Locator {
    return this.page.locator(`tr[data-name="${name}"]`);
  }

  /** Every cell of the table, or of one row. */
  async cells(name?: string): Promise<readonly ShownCell[]> {
    const cells = (name === undefined ? this.page.locator('main table') : this.row(name)).locator(
      'td[data-observed]',
    );
    return cells.evaluateAll((found) =>
      found.map((one) => {
        const { observed = '', incidents } = (one as HTMLElement).dataset;
        // Without the marks that keep directions apart.
        const periods = (one as HTMLTableCellElement).colSpan;
        return {
          observed,
          periods,
          incidents,
          text: (one.textContent ?? '').replaceAll(/[\u2066-\u2069]/g, ''),
        };
      }),
    );
  }

  /** A folded form, opened. */
  async form(kind: 'coverage' | 'access'): Promise<Locator> {
    const form = this.page.locator(`details[data-file="${kind}"]`);
    await form.waitFor();
    if ((await form.getAttribute('open')) === null) await form.locator('summary').click();
    return form;
  }
}
