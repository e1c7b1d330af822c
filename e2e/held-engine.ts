import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { SituationPage } from './page-models/situation-page.ts';

/** What the map engine comes as. */
export const ENGINE = /\/assets\/situation-map-[^/]*\.js$/;

export interface Held {
  readonly room: SituationPage;
  /** Lets the engine come. */
  readonly release: () => void;
}

/** The room of a reader whose browser does not get the map engine yet. */
export async function holdEngine(
  browser: Browser,
  url: string,
  options: BrowserContextOptions,
  search = '',
): Promise<Held> {
  const context = await browser.newContext(options);
  const room = new SituationPage(await context.newPage());
  let release: () => void = () => undefined;
  const held = new Promise<void>((done) => {
    release = done;
  });
  await room.page.route(ENGINE, async (route) => {
    await held;
    await route.continue();
  });
  await room.page.goto(`${url}/situation${search}`);
  await still(room.page).waitFor();
  return { room, release };
}

/** The map while it is drawn without its engine, and shows all of what is asked for. */
export const still = (page: Page) => page.locator('[data-still]');
