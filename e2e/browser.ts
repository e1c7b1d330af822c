import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core';
import { requireProgram } from '../scripts/engines/program.ts';

/** The system's Chromium, quiet and without its own traffic; with `flags` as a machine that lacks something has it. */
export function openBrowser(flags: readonly string[] = []): Promise<Browser> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({
    executablePath: requireProgram('chromium'),
    args: [...asRoot, '--disable-gpu', '--disable-background-networking', ...flags],
  });
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
