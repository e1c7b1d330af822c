import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import type { Tab } from '../scripts/engines/engine.ts';
import { firefox } from '../scripts/engines/firefox.ts';
import { whySkipped } from '../scripts/engines/program.ts';

// Another engine than the server's and Chromium's: it must come to the same answers, bit for bit.

const skipped = whySkipped('chromium') ?? whySkipped('firefox-esr');
let tab: Tab;

beforeAll(async () => {
  if (skipped === undefined) tab = await firefox.open();
});
afterAll(async () => tab?.close());
beforeEach((context) => {
  if (skipped !== undefined) context.skip(skipped);
});

/** Waits in the page until an expression gives something, and answers it. */
async function awaited(expression: string): Promise<unknown> {
  const poll = `new Promise((done) => {
    const look = () => { const found = ${expression}; if (found) done(found); else setTimeout(look, 50); };
    look();
  })`;
  return tab.evaluate(poll);
}

test('Firefox gives the same five answers, and its verifiers refuse a changed copy at one entry', async () => {
  await tab.goto(inject('url'));
  await awaited(`document.querySelectorAll('[data-answer]').length === 5`);
  const standings = await tab.evaluate(
    `[...document.querySelectorAll('[data-answer]')].map((one) => one.dataset.answer + ': ' + one.dataset.standing)`,
  );
  expect(standings).toEqual([
    'integrity: yes',
    'recomputed: yes',
    'summed: yes',
    'attested: none',
    // Who is a member is for the mission alone.
    'unrecomputable: some',
  ]);
  await tab.evaluate(`document.querySelector('#tamper input[value="last"]').click()`);
  await tab.evaluate(`document.querySelectorAll('#tamper button')[0].click()`);
  await awaited(`document.querySelectorAll('[data-verifier]').length === 3`);
  const entries = (await tab.evaluate(
    `[...document.querySelectorAll('[data-verifier]')].map((one) => one.querySelector('[data-entry]')?.dataset.entry)`,
  )) as readonly string[];
  expect(entries).toHaveLength(3);
  expect(new Set(entries).size).toBe(1);
  expect(Number(entries[0])).toBeGreaterThan(0);
});
