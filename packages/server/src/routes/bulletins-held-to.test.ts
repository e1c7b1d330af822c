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
    // Stated twice, the second would be compared with nothing, and stand.
    const twice = { ...due.body, reason: 'late reports', changes: [first, ...others, { ...first, is: 70 }] };
    expect((await send('erratum', twice)).json()).toMatchObject({ status: 422, code: 'bulletin/figure' });
    const refused = await send('erratum', { ...due.body, reason: 'late reports', changes });
    expect(refused.json()).toMatchObject({ status: 409, code: 'bulletin/differs' });
    await published('erratum', { ...due.body, reason: 'late reports' });
    expect((await get('/api/bulletins/4%2F2026/erratum')).json()).toEqual({
      ...{ audience: 'public', due: [], written: [] },
    });
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
    const title = {
      bulletin: '5/2026',
      reason: 'a word',
      changes: [{ figure: 'title', was: 'A calm day', is: 'B' }],
    };
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
  'words that a person wrote are put right by two, and are read corrected, with what was published beside them',
  async () => {
    const remark = { section: 'access', text: 'The north gate was open.', lang: 'en' };
    const { body } = (await draft({ number: '6/2026', title: 'A calm day', remarks: [remark] })).json();
    const index = await published('bulletin', body);
    const url = '/api/bulletins/6%2F2026';
    const { written } = (await get(`${url}/erratum`)).json();
    expect(written).toEqual([
      { figure: 'title', stands: 'A calm day' },
      { figure: 'remark', stands: remark },
    ]);
    const right = { ...remark, text: 'The south gate was open.' };
    const erratum = (changes: readonly object[]) => ({
      ...{ bulletin: '6/2026', reason: 'The gates were confused.', because: [index], changes },
    });
    const refusals = [
      [{ figure: 'remark', was: right, is: remark }, 409, 'bulletin/differs'],
      [{ figure: 'remark', was: remark, is: remark }, 422, 'bulletin/unchanged'],
      [{ figure: 'remark', was: remark, is: { ...remark, text: 'x'.repeat(4001) } }, 422, 'bulletin/words'],
      [{ figure: 'subject', was: 'mines', is: 'flares' }, 409, 'bulletin/differs'],
    ] as const;
    for (const [change, status, code] of refusals)
      expect((await send('erratum', erratum([change]))).json()).toMatchObject({ status, code });
    // Nothing of it is read before a second person has agreed.
    const changes = [{ figure: 'remark', was: remark, is: right }];
    const [first, twice] = [await send('erratum', erratum(changes)), await send('erratum', erratum(changes))];
    expect((await get(`${url}/file.html?as=corrected`, '')).body).not.toContain('south gate');
    expect((await agree(first.json().proposal)).json()).toMatchObject({ state: 'done' });
    // The same once more would be about words that stand no longer.
    expect((await agree(twice.json().proposal)).json()).toMatchObject({ state: 'void' });
    const read = async (as: string) => get(`${url}/file.html?lang=uk${as}`, '');
    const [plain, corrected] = [await read(''), await read('&as=corrected')];
    expect(plain.headers['x-bulletin-bytes']).toBe('same');
    expect(plain.body).not.toContain('south gate');
    expect(corrected.headers['x-bulletin-bytes']).toBe('corrected');
    // Saved, it does not stand for the published one.
    expect(plain.headers['content-disposition']).toContain('"6-2026.uk.html"');
    expect(corrected.headers['content-disposition']).toContain('"6-2026.corrected.uk.html"');
    expect(corrected.body).toContain('<del>The north gate was open.</del>');
    expect(corrected.body).toContain('<ins>The south gate was open.</ins>');
    const pdf = await get(`${url}/file.pdf?as=corrected`, '');
    expect([pdf.statusCode, pdf.headers['x-bulletin-bytes']]).toEqual([200, 'corrected']);
    const table = (await get(`${url}/file.csv?as=corrected`, '')).json();
    expect(table).toMatchObject({ status: 404, code: 'bulletin/file' });
    const { files, errata } = (await get(url, '')).json();
    expect(errata).toMatchObject([{ reason: 'The gates were confused.', changes }]);
    const other = files.filter(({ corrected: href }: { corrected?: string }) => href !== undefined);
    expect(new Set(other.map(({ format }: { format: string }) => format))).toEqual(new Set(['html', 'pdf']));
  },
  MS,
);

test(
  'an erratum is for the audience of its bulletin: nobody else reads what it puts right, and none is left without effect',
  async () => {
    const remark = { section: 'access', text: 'Words for the mission alone.', lang: 'en' };
    const wish = { number: '8/2026', audience: 'mission', remarks: [remark] };
    const { body } = (await draft(wish)).json();
    const own = await published('bulletin', body, { audience: 'mission' });
    const erratum = {
      ...{ bulletin: '8/2026', reason: 'the other gate', because: [own] },
      changes: [{ figure: 'remark', was: remark, is: { ...remark, text: 'Other words.' } }],
    };
    const open = (await draft({ number: '9/2026', title: 'A calm day' })).json().body;
    const title = {
      ...{ bulletin: '9/2026', reason: 'a word', because: [await published('bulletin', open)] },
      changes: [{ figure: 'title', was: 'A calm day', is: 'A day of shelling' }],
    };
    const size = its.here.mission.log.size();
    for (const [sent, more] of [
      [erratum, {}],
      [erratum, { audience: 'public' }],
      [title, { audience: 'mission' }],
      [{ ...title, bulletin: '404/2026' }, {}],
    ] as const)
      expect((await send('erratum', sent, more)).json()).toMatchObject({
        ...{ status: 422, code: 'bulletin/audience' },
        detail: expect.not.stringContaining('alone'),
      });
    expect(its.here.mission.log.size()).toBe(size);
    // The draft of each says for whom it is.
    for (const [number, audience] of [
      ['8', 'mission'],
      ['9', 'public'],
    ])
      expect((await get(`/api/bulletins/${number}%2F2026/erratum`)).json()).toMatchObject({ audience });
    await published('erratum', erratum, { audience: 'mission' });
    await published('erratum', title);
  },
  MS,
);

test(
  'an erratum holds nothing that is shown to nobody: no other figure, and nothing beside words',
  async () => {
    const remark = { section: 'access', text: 'The north gate was open.', lang: 'en' };
    const { body } = (await draft({ number: '10/2026', remarks: [remark] })).json();
    const index = await published('bulletin', body);
    const right = { figure: 'remark', was: remark, is: { ...remark, text: 'The south gate was open.' } };
    const sent = (...changes: readonly object[]) =>
      send('erratum', { ...{ bulletin: '10/2026', reason: 'a word', because: [index] }, changes });
    for (const figure of ['headline', 'remark ', 'Title'])
      expect((await sent(right, { figure, was: null, is: 'more' })).json()).toMatchObject({
        ...{ status: 422, code: 'bulletin/figure' },
        detail: expect.stringContaining(figure),
      });
    for (const side of ['was', 'is'] as const) {
      const more = { ...right, [side]: { ...right[side], extra: 1 } };
      expect((await sent(more)).json()).toMatchObject({ status: 422, code: 'bulletin/words' });
    }
    expect((await sent(right)).json()).toHaveProperty('proposal');
  },
  MS,
);

test(
  'an erratum waits until everyone is given the bulletin: its entry is open, and no party is before another',
  async () => {
    const release = { parties: at(-3000), partners: at(-2000), public: at(3_600_000) };
    const { body } = (await draft({ number: '7/2026', release })).json();
    await published('bulletin', body);
    await reported(its, 20, ['post-11', 'post-12']);
    const due = (await get('/api/bulletins/7%2F2026/erratum')).json();
    expect(due.body.changes.length).toBeGreaterThan(0);
    const early = (await send('erratum', { ...due.body, reason: 'late reports' })).json();
    expect(early).toMatchObject({ status: 422, code: 'bulletin/open-words' });
    expect(early.detail).toContain(release.public.slice(0, 16));
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
