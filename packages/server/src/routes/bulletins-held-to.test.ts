import { afterAll, beforeAll, expect, test } from 'vitest';
import { post, reported, type TestCase, testCase } from '../desk/testing-case.ts';

// What two people publish is held to the record, whether it was drafted here or written by hand.

const MS = 120_000;
const STRETCH = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' };
const ASKED = { type: 'daily', rule: { rule: 'each-explosion' }, ...STRETCH };
const at = (ms: number) => new Date(Date.now() + ms).toISOString();

let its: TestCase;
beforeAll(async () => {
  its = await testCase();
  await reported(its, 20);
}, MS);
afterAll(() => its.end(), MS);

const get = (url: string, as = 'duty-1') => its.app.inject({ url, headers: { 'x-as': as } });
const draft = (more: object) => post(its, '/api/bulletins/draft', 'duty-1', { ...ASKED, ...more });
const send = (kind: string, body: object, more: object = {}) =>
  post(its, '/api/entries', 'duty-1', { kind, body, ...more });
const agree = (proposal: string) => post(its, `/api/proposals/${proposal}/agree`, 'head-1', {});
async function published(kind: string, body: object, more: object = {}): Promise<number> {
  const sent = (await send(kind, body, more)).json();
  expect(sent).toHaveProperty('proposal');
  const agreed = (await agree(sent.proposal)).json();
  expect(agreed).toMatchObject({ state: 'done' });
  return agreed.outcome.index;
}

test(
  'one that would be given to everyone before the parties is refused however it was written, and so are figures before their time',
  async () => {
    const release = { parties: at(1000), partners: at(2000), public: at(3000) };
    const { body } = (await draft({ number: '1/2026', release })).json();
    const turned = { ...release, parties: at(9000) };
    const early = (await send('bulletin', { ...body, release: turned })).json();
    expect(early).toMatchObject({ status: 422, code: 'bulletin/stretch' });
    const { figures } = (await draft({ number: '1/2026' })).json().body;
    const told = (await send('bulletin', { ...body, figures })).json();
    expect(told).toMatchObject({ status: 422, code: 'bulletin/open-words' });
    expect(told.detail).toContain('figures');
  },
  MS,
);

test(
  'a number names one bulletin, whoever reads it; no stretch is longer than its type reaches',
  async () => {
    const own = (await draft({ number: '2/2026', audience: 'mission' })).json().body;
    await published('bulletin', own, { audience: 'mission' });
    const again = (await draft({ number: '2/2026' })).json().body;
    expect((await send('bulletin', again)).json()).toMatchObject({ status: 409, code: 'bulletin/number' });
    const long = await draft({ number: '3/2026', to: '2199-01-01T00:00:00Z' });
    expect(long.json()).toMatchObject({ status: 422, code: 'bulletin/stretch' });
    const { files: _files, tree: _tree, figures: _figures, ...bare } = again;
    const sent = await send('bulletin', { ...bare, number: '3/2026', to: '2199-01-01T00:00:00Z' });
    expect(sent.json()).toMatchObject({ status: 422, code: 'bulletin/stretch' });
  },
  MS,
);

test(
  'an erratum to a bulletin that was held back is compared with what its files said',
  async () => {
    const release = { parties: at(-3000), partners: at(-2000), public: at(-1000) };
    const { body } = (await draft({ number: '4/2026', release })).json();
    expect(body).not.toHaveProperty('figures');
    await published('bulletin', body);
    await reported(its, 20, ['post-7', 'post-8']);
    const due = (await get('/api/bulletins/4%2F2026/erratum')).json();
    expect(due.due.length).toBeGreaterThan(0);
    const [first, ...others] = due.body.changes;
    expect(first.is).not.toEqual(first.was);
    const changes = [{ ...first, was: 70 }, ...others];
    const refused = await send('erratum', { ...due.body, reason: 'late reports', changes });
    expect(refused.json()).toMatchObject({ status: 409, code: 'bulletin/differs' });
    await published('erratum', { ...due.body, reason: 'late reports' });
    expect((await get('/api/bulletins/4%2F2026/erratum')).json()).toEqual({ due: [] });
  },
  MS,
);

test(
  'an erratum to the title does not settle a count that came out otherwise',
  async () => {
    const { body } = (await draft({ number: '5/2026', title: 'A calm day' })).json();
    await published('bulletin', body);
    await reported(its, 20, ['post-1', 'post-2']);
    const url = '/api/bulletins/5%2F2026/erratum';
    const { due } = (await get(url)).json();
    expect(due.length).toBeGreaterThan(0);
    const title = { bulletin: '5/2026', reason: 'a word', changes: [{ figure: 'title', was: 'A', is: 'B' }] };
    for (const because of [undefined, due])
      expect((await send('erratum', { ...title, ...(because && { because }) })).json()).toMatchObject({
        ...{ status: 409, code: 'bulletin/differs' },
        detail: expect.stringContaining('because'),
      });
    await published('erratum', { ...title, because: [0] });
    expect((await get(url)).json()).toMatchObject({ due, body: { because: due } });
  },
  MS,
);

test(
  'an HTML file comes with its own style in a browser, and who has a file already is spared it',
  async () => {
    const url = '/api/bulletins/5%2F2026/file.html';
    const file = await get(url, '');
    const [, style = ''] = /<style>([^<]*)<\/style>/.exec(file.body) ?? [];
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style));
    expect(style).toContain('border-collapse');
    expect(file.headers['content-security-policy']).toBe(
      `default-src 'none'; style-src 'sha256-${Buffer.from(digest).toString('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    const { etag = '' } = file.headers as { readonly etag?: string };
    const again = await its.app.inject({ url, headers: { 'if-none-match': etag } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect(again.headers.etag).toBe(etag);
  },
  MS,
);
