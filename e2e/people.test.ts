import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { openBrowser, reader } from './browser.ts';
import { PASSWORD, PeoplePages } from './page-models/people-pages.ts';
import { type RunningServer, startServer } from './server.ts';
import { totpOf } from './totp.ts';

const NEXT_PASSWORD = 'lantern gravel tuesday harbour';

// One mission from its first run on: each test goes on from the one before, as its people do.

const skipped = whySkipped('chromium');
let browser: Browser;
let server: RunningServer;
let context: BrowserContext;
let keeper: PeoplePages;
let key = '';
let codes: readonly string[] = [];

beforeAll(async () => {
  if (skipped !== undefined) return;
  [browser, server] = await Promise.all([openBrowser(), startServer()]);
  context = await browser.newContext(reader('en'));
  keeper = await somebody(context);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach((test) => {
  if (skipped !== undefined) test.skip(skipped);
});

/** A browser of somebody, at the name of this machine: passkeys are bound to a name. */
async function somebody(where?: BrowserContext): Promise<PeoplePages> {
  const own = where ?? (await browser.newContext(reader('en')));
  return new PeoplePages(await own.newPage(), server.url.replace('127.0.0.1', 'localhost'));
}

test('the first run makes an administrator with an app, and lets go only when the codes are kept', async () => {
  await keeper.open(`/first-run#${await server.firstRunCode()}`);
  await keeper.field('handle').fill('keeper');
  await keeper.field('password').fill('keeper-keeper');
  await keeper.page.locator('[data-strength="handle"]').waitFor();
  await keeper.field('password').fill(PASSWORD);
  await keeper.page.locator('[data-strength="strong"]').waitFor();
  await keeper.button('Make the account').click();
  await keeper.button('Set up an app').click();
  key = await keeper.page.locator('[data-totp-secret]').innerText();
  await keeper.field('one-time-code').fill(totpOf(key));
  await keeper.button('Turn it on').click();
  await keeper.page.locator('[data-codes]').waitFor();
  codes = await keeper.page.locator('[data-codes] code').allInnerTexts();
  expect(codes.length).toBeGreaterThanOrEqual(8);
  expect(await keeper.button('I am done').isDisabled()).toBe(true);
  await keeper.page.getByRole('checkbox').check();
  await keeper.button('I am done').click();
  await keeper.arrived();
  expect(await keeper.page.locator('main').innerText()).toContain('administrator');
  // The code stands in no address any more, and opens nothing a second time.
  expect(keeper.page.url()).not.toContain('#');
  await keeper.open('/first-run');
  await keeper.page.getByText('This server is set up already.').waitFor();
});

test('whoever guesses learns neither the password nor whether the handle exists', async () => {
  const stranger = await somebody();
  await stranger.open('/sign-in');
  await stranger.signIn('keeper', 'not the right password');
  expect(await stranger.fault()).toBe('credentials');
  const told = await stranger.page.locator('[data-fault]').innerText();
  await stranger.open('/sign-in');
  await stranger.signIn('nobody-here', 'not the right password');
  expect(await stranger.fault()).toBe('credentials');
  expect(await stranger.page.locator('[data-fault]').innerText()).toBe(told);
  await stranger.page.context().close();
});

test('a password alone does not sign in; a recovery code does, once', async () => {
  await keeper.open('/account');
  await keeper.signOut();
  await keeper.signIn('keeper', PASSWORD);
  await keeper.button('Use a recovery code instead').click();
  await keeper.field('one-time-code').fill(codes[0] ?? '');
  await keeper.button('Check the code').click();
  await keeper.arrived();
  await keeper.signOut();
  await keeper.signIn('keeper', PASSWORD);
  await keeper.button('Use a recovery code instead').click();
  await keeper.field('one-time-code').fill(codes[0] ?? '');
  await keeper.button('Check the code').click();
  expect(await keeper.fault()).toBe('code');
  await keeper.button('Use the app instead').click();
  await keeper.field('one-time-code').fill(totpOf(key, 1));
  await keeper.button('Check the code').click();
  await keeper.arrived();
});

/** The member in another browser, come in by a recovery code. */
async function elsewhere(code: string | undefined): Promise<PeoplePages> {
  const other = await somebody();
  await other.open('/sign-in');
  await other.signIn('keeper', PASSWORD);
  await other.button('Use a recovery code instead').click();
  await other.field('one-time-code').fill(code ?? '');
  await other.button('Check the code').click();
  await other.arrived();
  return other;
}

test('a session elsewhere is ended from here; a new password ends the others and the old one', async () => {
  const lent = await elsewhere(codes[1]);
  await keeper.open('/account');
  const rows = keeper.page.locator('[data-session="other"]');
  await rows.getByRole('button', { name: 'End', exact: true }).click();
  await rows.waitFor({ state: 'detached' });
  await lent.open('/account');
  await lent.page.locator('main a[href="/sign-in"]').waitFor();
  const forgotten = await elsewhere(codes[2]);
  await keeper.field('password').fill(PASSWORD);
  await keeper.field('new-password').fill(NEXT_PASSWORD);
  await keeper.button('Change the password').click();
  await keeper.page.getByText('all other sessions have ended').waitFor();
  await forgotten.open('/account');
  await forgotten.page.locator('main a[href="/sign-in"]').waitFor();
  await forgotten.open('/sign-in');
  await forgotten.signIn('keeper', PASSWORD);
  expect(await forgotten.fault()).toBe('credentials');
  for (const { page } of [lent, forgotten]) await page.context().close();
});

test('a passkey is made in the account, and signs in by itself', async () => {
  const devtools = await context.newCDPSession(keeper.page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await keeper.field('passkey-name').fill('work laptop');
  await keeper.button('Make a passkey').click();
  await keeper.page.locator('[data-passkey]', { hasText: 'work laptop' }).waitFor();
  await keeper.signOut();
  await keeper.page.locator('[data-way="passkey"]').click();
  await keeper.arrived();
});

test('an invited member joins by the address, and is out as soon as the membership ends', async () => {
  await keeper.open('/members');
  await keeper.page.locator('[data-invite] input[name="handle"]').fill('duty-one');
  await keeper.page.getByRole('checkbox', { name: 'duty officer' }).check();
  await keeper.button(/^Invite$/).click();
  const address = await keeper.page.locator('[data-secret] code').innerText();
  const member = await somebody();
  await member.page.goto(address);
  await member.field('password').fill(PASSWORD);
  await member.button(/^Join$/).click();
  await member.button('Set up an app').waitFor();
  await member.open('/account');
  await member.page.getByText('duty-one').first().waitFor();
  // The same code again is good for nothing.
  const second = await somebody();
  await second.page.goto(address);
  await second.field('password').fill(PASSWORD);
  await second.button(/^Join$/).click();
  expect(await second.fault()).toBe('invitation');
  await keeper.open('/members');
  await keeper.page
    .locator('[data-member="duty-one"]')
    .getByRole('button', { name: 'End membership' })
    .click();
  await keeper.confirm('left the mission');
  await keeper.page.getByText(/The membership of .duty-one. has ended/).waitFor();
  await member.open('/account');
  await member.page.locator('main a[href="/sign-in"]').waitFor();
  for (const one of [member, second]) {
    expect(one.faults).toEqual([]);
    await one.page.context().close();
  }
});

test('a device is given its token once, and ended', async () => {
  await keeper.open('/members');
  const form = keeper.page.getByRole('form', { name: 'Give a device its token' });
  await form.locator('input[name="handle"]').fill('camera-one');
  await form.locator('input[name="sources"]').fill('camera-one, camera-two');
  await form.getByRole('button').click();
  const token = await keeper.page.locator('[data-secret] code').innerText();
  expect(token.length).toBeGreaterThan(30);
  const row = keeper.page.locator('[data-device="camera-one"]');
  await row.getByRole('button', { name: 'End the token' }).click();
  await keeper.confirm();
  await row.getByText('ended').waitFor();
  expect(keeper.faults).toEqual([]);
});

test('a party’s key is asked for, agreed to by another person, and stands in the record', async () => {
  const officer = await somebody();
  await officer.open('/rights');
  await officer.switchTo('exercise-liaison-north');
  await officer.open('/account');
  await officer.button('Make a key').click();
  await officer.button('Ask for it to be introduced').click();
  await officer.page.getByText('Another person must agree before it counts.').waitFor();
  // Whoever asked cannot agree; of those who can, one does.
  await officer.open('/rights');
  await officer.switchTo('exercise-head');
  await officer.open('/proposals');
  const proposal = officer.page.locator('[data-proposal="introduce-key"]').first();
  await proposal.getByRole('button', { name: 'Agree' }).click();
  await officer.confirm();
  await proposal.waitFor({ state: 'detached' });
  await officer.switchTo('exercise-liaison-north');
  await officer.open('/account');
  await officer.page.getByText('In the record.').waitFor();
  expect(officer.faults).toEqual([]);
  await officer.page.context().close();
});

test('whoever looks as a liaison officer makes a key that this browser keeps, and wipes it', async () => {
  const officer = await somebody();
  await officer.open('/rights');
  const option = officer.page
    .locator('select[name="look-as"] option', { hasText: 'liaison officer' })
    .first();
  await officer.switchTo((await option.getAttribute('value')) ?? '');
  await officer.open('/account');
  await officer.button('Make a key').click();
  const id = await officer.page.locator('[data-key]').getAttribute('data-key');
  await officer.open('/account');
  await officer.page.locator(`[data-key="${id}"]`).waitFor();
  await officer.button('Wipe it from this device').click();
  await officer.confirm();
  await officer.button('Make a key').waitFor();
  await officer.signOut();
  await officer.page.locator('header a[href="/first-run"], header a[href="/sign-in"]').waitFor();
  expect(officer.faults).toEqual([]);
  await officer.page.context().close();
});
