import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';
import { requireProgram } from '../scripts/engines/program.ts';

/**
 * The system's Chromium, quiet and without its own traffic; with `flags` as a machine that lacks something has it. Unless
 * `graphics` is asked for it puts pages together without a graphics card.
 */
export function openBrowser(flags: readonly string[] = [], graphics?: 'graphics'): Promise<Browser> {
  return chromium.launch(programWith(graphics === undefined ? ['--disable-gpu', ...flags] : flags));
}

/** A browser that keeps what it stores in a folder, as one on a device does: closed and opened again, it has it. */
export function openBrowserAt(folder: string, options: BrowserContextOptions): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, { ...programWith(['--disable-gpu']), ...options });
}

function programWith(flags: readonly string[]) {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return {
    executablePath: requireProgram('chromium'),
    args: [...asRoot, '--disable-background-networking', ...flags],
  };
}

/** The two screens that the page is looked at on. */
export const SCREENS = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const;

/** A fresh reader: nothing stored, one language, one appearance. */
export function reader(
  language: string,
  colorScheme: 'light' | 'dark' = 'light',
  screen: keyof typeof SCREENS = 'desktop',
): BrowserContextOptions {
  return { locale: language, colorScheme, viewport: SCREENS[screen], timezoneId: 'UTC' };
}
