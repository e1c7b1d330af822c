import type { Locator } from 'playwright-core';
import { broken, tooWide } from './accessibility.ts';
import type { IncidentPage } from './page-models/incident-page.ts';

/** Moves the status of the incident that is shown; answers what became of it. */
export async function assess(
  desk: IncidentPage,
  to: string,
  reason = 'craters measured on the spot',
): Promise<string> {
  const act = await desk.act('assess');
  await act.locator('select[name="status"]').selectOption(to);
  await act.locator('textarea[name="reason"]').fill(reason);
  return desk.send(act);
}

/** A violation of the first clause that is offered: nothing is chosen for a body before. */
export async function chooseViolation(finding: Locator): Promise<void> {
  await finding.locator('select[name="finding"]').selectOption('violation');
  await finding.locator('select[name="clause"]').selectOption({ index: 1 });
}

/** Attributes to north on assessment, with south for it and north abstaining. */
export async function chooseNorth(attribute: Locator): Promise<void> {
  await attribute.locator('select[name="attribution"]').selectOption('assessed');
  await attribute.locator('select[name="party"]').selectOption('north');
  await attribute.locator('textarea[name="basis"]').fill('bearings from two posts');
  await attribute.locator('select[name="vote-north"]').selectOption('abstained');
  await attribute.locator('select[name="vote-south"]').selectOption('for');
}

/** What fields of a form hold, once they are there. */
export async function heldBy(fields: Locator): Promise<readonly string[]> {
  await fields.last().waitFor({ state: 'attached' });
  return fields.evaluateAll((all) => all.map((one) => (one as HTMLSelectElement).value));
}

/**
 * Opens what the page can open, takes its pictures wide and on a phone, and answers what breaks a rule of accessibility
 * or is wider than the phone.
 */
export async function lookedAt(room: IncidentPage, picture: string): Promise<readonly unknown[]> {
  const { page } = room;
  for (const name of ['assess', 'join', 'finding']) await room.act(name);
  await page.evaluate(() => {
    for (const one of document.querySelectorAll('[data-report], [data-clause]'))
      (one as HTMLDetailsElement).open = true;
  });
  const wrong: unknown[] = [...(await broken(page))];
  await page.screenshot({ path: `${picture}.png`, fullPage: true });
  await page.setViewportSize({ width: 390, height: 844 });
  const wide = await tooWide(page);
  if (wide > 0) wrong.push(`${wide} px wider than a phone`);
  await page.screenshot({ path: `${picture}-phone.png`, fullPage: true });
  return wrong;
}
