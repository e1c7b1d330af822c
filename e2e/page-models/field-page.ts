import type { Locator, Page } from 'playwright-core';

export const PASSPHRASE = 'night ferry copper lamp';

/** The field form as a monitor uses it. */
export class FieldPages {
  readonly page: Page;
  /** What went wrong in the page so far: script errors, breaches of its own policy. */
  readonly faults: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('console', (message) => {
      const network = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !network) this.faults.push(message.text());
    });
  }

  async open(url: string): Promise<void> {
    await this.page.goto(`${url}/field`);
    await this.page.locator('main h1').waitFor();
  }

  /** Until everything that the form needs lies on the device. */
  async isKeptForOffline(): Promise<void> {
    await this.page.locator('[data-offline-ready="true"]').waitFor();
  }

  async begin(passphrase = PASSPHRASE): Promise<void> {
    await this.page.locator('input[name="passphrase"]').fill(passphrase);
    await this.page.locator('input[name="again"]').fill(passphrase);
    await this.page.locator('input[name="again"]').press('Enter');
    await this.page.locator('[data-begin="report"]').waitFor();
  }

  async unlock(passphrase = PASSPHRASE): Promise<void> {
    await this.page.locator('input[name="passphrase"]').fill(passphrase);
    await this.page.locator('input[name="passphrase"]').press('Enter');
  }

  /** By hand, from where one begins. */
  async lock(): Promise<void> {
    await this.page.locator('[data-lock]').click();
    await this.page.locator('input[name="passphrase"]').waitFor();
  }

  /** Files with a device's token from now on. */
  async fileAs(token: string): Promise<void> {
    await this.page.locator('[data-settings]').click();
    await this.field('token').fill(token);
    await this.field('token').press('Enter');
    await this.page.getByText('As a device, with its own token').waitFor();
    await this.page.locator('[data-back]').click();
  }

  /** Holds the button that destroys everything, and does not let go. */
  async hold(): Promise<void> {
    const button = this.page.locator('[data-wipe-now]');
    for (let tries = 0; ; tries++) {
      await button.hover();
      await this.page.mouse.down();
      // What comes above may have moved it away in between.
      const isHeld = await button.evaluateAll((all) =>
        all.every((one) => (one as HTMLElement).dataset.pressed === 'true'),
      );
      if (isHeld || tries === 3) return;
      await this.page.mouse.up();
    }
  }

  async choose(name: string, value: string): Promise<void> {
    await this.page.locator(`input[name="${name}"][value="${value}"]`).check({ force: true });
  }

  field(name: string): Locator {
    return this.page.locator(`main input[name="${name}"], main textarea[name="${name}"]`);
  }

  /** Five bursts of mortars, 3 to 5 km south-west of where one stands. */
  async fill(text: string, source = 'patrol-3'): Promise<void> {
    await this.page.locator('[data-begin="report"]').click();
    await this.choose('kind', 'mortar-fire');
    await this.choose('ago', '5');
    await this.field('from').first().waitFor();
    await this.page
      .locator('input[name="from"][type="text"], input[name="from"]:not([type])')
      .fill('42 2.802 N 28 1.872 W');
    await this.choose('wind', 'sw');
    await this.choose('distance', '3000-5000');
    await this.field('least').fill('5');
    await this.choose('means', 'heard');
    await this.field('text').fill(text);
    await this.field('source').fill(source);
  }

  async send(): Promise<void> {
    await this.page.locator('[data-send]').click();
    await this.page.locator('[data-begin="report"]').waitFor();
  }

  /** How each report stands, newest first. */
  standings(): Promise<readonly string[]> {
    return this.page
      .locator('[data-standing]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-standing') ?? ''));
  }

  async stands(how: string): Promise<void> {
    await this.page.locator(`[data-standing="${how}"]`).first().waitFor();
  }

  /** Goes on by Tab alone until what is focused is this. */
  async tabTo(selector: string): Promise<void> {
    await this.page.locator(selector).first().waitFor({ state: 'attached' });
    for (let presses = 0; presses < 150; presses += 1) {
      const there = await this.page.evaluate(
        (wanted) => document.activeElement?.matches(wanted) === true,
        selector,
      );
      if (there) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`no Tab leads to ${selector}`);
  }
}
