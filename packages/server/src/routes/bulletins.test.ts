import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { post, reported, staff, type TestCase, testCase } from '../desk/testing-case.ts';

const START_MS = 120_000;
const STRETCH = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' };
const RULE = { rule: 'each-explosion' };

let its: TestCase;
beforeAll(async () => {
  its = await testCase();
  await reported(its, 20);
}, START_MS);
afterAll(() => its.end(), START_MS);

const get = (url: string, as = '') => its.app.inject({ url, headers: { 'x-as': as } });
const draft = (payload: object, as = 'duty-1') =>
  post(its, '/api/bulletins/draft', as, { type: 'daily', rule: RULE, ...STRETCH, ...payload });

async function published(payload: object): Promise<void> {
  const { body } = (await draft(payload)).json();
  const { proposal } = (await post(its, '/api/entries', 'duty-1', { kind: 'bulletin', body })).json();
  const agreed = await post(its, `/api/proposals/${proposal}/agree`, 'head-1', {});
  expect(agreed.statusCode).toBe(200);
}

describe('a bulletin over the API', () => {
  test(
    'is drafted without writing, published by two, and made again with the bytes that were published',
    async () => {
      const size = its.here.mission.log.size();
      const drafted = (await draft({ number: '14/2026', title: 'A day of tests' })).json();
      expect(its.here.mission.log.size()).toBe(size);
      expect(drafted.body).toMatchObject({ size, edition: 5, tree: expect.stringMatching(/^sha256:/) });
      expect(Object.keys(drafted.body.files)).toHaveLength(20);
      expect(drafted.html).toContain('14/2026');
      await published({ number: '14/2026', title: 'A day of tests' });
      await reported(its, 20, ['post-7', 'post-8']);
      const one = (await get('/api/bulletins/14%2F2026')).json();
      expect(one).toMatchObject({ number: '14/2026', released: true, title: 'A day of tests' });
      for (const { href, hash } of one.files) {
        const file = await get(href);
        expect([href, file.statusCode, file.headers['x-bulletin-bytes']]).toEqual([href, 200, 'same']);
        expect(file.headers.etag).toBe(`"${hash}"`);
      }
      // With it went a statement of what the record came to.
      expect(its.here.mission.log.size()).toBeGreaterThan(size + 3);
    },
    START_MS,
  );

  test(
    'that waits is drafted again to the byte over its own input, whatever has come since',
    async () => {
      const first = (await draft({ number: '13/2026' })).json();
      await reported(its, 21, ['post-9', 'post-10']);
      const { size, issued } = first.body;
      const again = (await draft({ number: '13/2026', size, issued })).json();
      expect([again.body, again.html]).toEqual([first.body, first.html]);
      // The record has grown, so that the same asked without its input is another.
      expect((await draft({ number: '13/2026' })).json().body.size).toBeGreaterThan(size);
      const ahead = (await draft({ number: '13/2026', size: 1_000_000 })).json();
      expect(ahead.code).toBe('bulletin/input');
    },
    START_MS,
  );

  test('another counting rule is asked of the same input, and it is said whose rule that is', async () => {
    const url = '/api/bulletins/14%2F2026/recount';
    const shipped = (await get(`${url}?rule=every-line`)).json();
    expect(shipped).toMatchObject({ whose: { is: 'shipped' }, rule: { rule: 'every-line' } });
    expect(shipped.recounted.count.best).toBeGreaterThan(shipped.published.count.best);
    const own = { ...shipped.rule, rule: 'rule-of-head', says: 'As the head would count.' };
    expect((await staff(its, 'head-1', 'counting-rule', own)).status).toBe(201);
    const recounted = (await get(`${url}?rule=rule-of-head`)).json();
    expect(recounted).toMatchObject({ whose: { is: 'on-record', by: 'registrar' } });
    expect(recounted.recounted.count).toEqual(shipped.recounted.count);
    expect((await get(`${url}?rule=of-nobody`)).json().code).toBe('bulletin/rule');
  });

  test(
    'parties get it together, then partners, then everyone; until then its figures stand in no answer',
    async () => {
      const [soon, later] = [Date.now() - 1000, Date.now() + 3_600_000].map((at) =>
        new Date(at).toISOString(),
      );
      const release = { parties: soon, partners: later, public: later };
      const open = await draft({ number: '15/2026', release, title: 'For parties first' });
      expect([open.statusCode, open.json().code]).toEqual([422, 'bulletin/open-words']);
      const { body } = (await draft({ number: '15/2026', release })).json();
      const worded = { ...body, remarks: [{ section: 'summary', text: 'Calm.', lang: 'en' }] };
      const sent = await post(its, '/api/entries', 'duty-1', { kind: 'bulletin', body: worded });
      expect(sent.json().code).toBe('bulletin/open-words');
      await published({ number: '15/2026', release });
      const url = '/api/bulletins/15%2F2026';
      for (const party of ['north', 'south']) {
        const read = await get(`${url}?audience=${party}`, `lo-${party}`);
        expect([party, read.statusCode]).toEqual([party, 200]);
        expect((await get(`${url}/file.html?audience=${party}`, `lo-${party}`)).statusCode).toBe(200);
      }
      for (const path of [url, `${url}/file.pdf`, `${url}/file.csv`, `${url}/recount`])
        expect((await get(path)).json()).toMatchObject({ status: 404, code: 'bulletin/not-released' });
      const [listed] = (await get('/api/bulletins')).json().bulletins;
      expect(listed).toMatchObject({ number: '15/2026', released: false });
      expect(listed).not.toHaveProperty('title');
      expect(listed).not.toHaveProperty('figures');
      const wrong = await draft({
        number: '16/2026',
        release: { parties: later, partners: soon, public: soon },
      });
      expect(wrong.json().code).toBe('bulletin/stretch');
    },
    START_MS,
  );

  test('an erratum is drafted with both figures once something came to light', async () => {
    const url = '/api/bulletins/14%2F2026/erratum';
    const { body } = (await get(url, 'duty-1')).json();
    expect(body.changes.length).toBeGreaterThan(0);
    for (const { was, is } of body.changes) expect(is).not.toEqual(was);
    const sent = { kind: 'erratum', body: { ...body, reason: 'reports that came late' } };
    const [first, ...others] = body.changes;
    for (const changes of [
      [{ ...first, is: 99 }, ...others],
      [{ ...first, was: 99 }, ...others],
      [{ ...first, figure: 'below' }],
    ]) {
      const refused = await post(its, '/api/entries', 'duty-1', {
        kind: 'erratum',
        body: { ...sent.body, changes },
      });
      expect([refused.statusCode, refused.json().code]).toEqual([409, 'bulletin/differs']);
      expect(refused.json().detail).toMatch(new RegExp(`"changes: (${first.figure}|below)`));
    }
    const twice = { kind: 'erratum', body: { ...sent.body, reason: 'the same once more' } };
    const late = (await post(its, '/api/entries', 'duty-1', twice)).json().proposal;
    const { proposal } = (await post(its, '/api/entries', 'duty-1', sent)).json();
    await post(its, `/api/proposals/${proposal}/agree`, 'head-1', {});
    expect((await get(url, 'duty-1')).json()).not.toHaveProperty('body');
    // What both agree to is compared again: in between, the first erratum said it already.
    const size = its.here.mission.log.size();
    const after = (await post(its, `/api/proposals/${late}/agree`, 'head-1', {})).json();
    expect(after).toMatchObject({
      state: 'void',
      reason: expect.stringContaining('not what the record gives'),
    });
    expect(its.here.mission.log.size()).toBe(size);
    const { errata } = (await get('/api/bulletins/14%2F2026')).json();
    expect(errata).toMatchObject([{ reason: 'reports that came late' }]);
  });

  test(
    'a body whose figures, input or files are not those of the record is refused, and the field is named',
    async () => {
      const { body } = (await draft({ number: '18/2026' })).json();
      const zeros = `sha256:${'0'.repeat(64)}`;
      const wrong: readonly (readonly [string, object])[] = [
        ['figures', { figures: { ...body.figures, count: { min: 0, best: 0, max: 0 } } }],
        ['tree', { tree: zeros }],
        ['size', { size: body.size + 1_000_000 }],
        ['tree', { size: body.size - 1 }],
        ['edition', { edition: 1 }],
        ['files.uk.pdf', { files: { ...body.files, 'uk.pdf': zeros } }],
        [
          'files.en.html',
          { title: 'Another title than the files have', files: { 'en.html': body.files['en.html'] } },
        ],
      ];
      const size = its.here.mission.log.size();
      for (const [field, change] of wrong) {
        const sent = await post(its, '/api/entries', 'duty-1', {
          kind: 'bulletin',
          body: { ...body, ...change },
        });
        expect([field, sent.statusCode, sent.json().code]).toEqual([field, 409, 'bulletin/differs']);
        expect(sent.json().detail).toContain(`"${field}" of bulletin 18/2026`);
      }
      expect(its.here.mission.log.size()).toBe(size);
    },
    START_MS,
  );

  test(
    'one without files, as the exercise issues them, is read as every file in five languages',
    async () => {
      const { body } = (await draft({ number: '19/2026' })).json();
      const { files: _files, edition: _edition, tree: _tree, issued: _issued, ...plain } = body;
      const { proposal } = (
        await post(its, '/api/entries', 'duty-1', { kind: 'bulletin', body: plain })
      ).json();
      await post(its, `/api/proposals/${proposal}/agree`, 'head-1', {});
      for (const language of ['ar', 'en', 'fr', 'ru', 'uk'])
        for (const format of ['html', 'csv', 'geojson', 'pdf']) {
          const file = await get(`/api/bulletins/19%2F2026/file.${format}?lang=${language}`);
          expect([language, format, file.statusCode]).toEqual([language, format, 200]);
          expect(file.headers['x-bulletin-bytes']).toBe('not-stated');
          expect(file.headers['content-language']).toBe(language);
        }
    },
    START_MS,
  );

  test('drafts are for those who draft; an unknown number, rule, language is said so', async () => {
    expect((await draft({ number: '17/2026' }, 'lo-north')).statusCode).toBe(403);
    expect((await draft({ number: '17/2026' }, '')).statusCode).toBe(403);
    expect((await get('/api/bulletins/99%2F2026')).statusCode).toBe(404);
    expect((await draft({ number: '17/2026', rule: { rule: 'of-nobody' } })).json().code).toBe(
      'bulletin/rule',
    );
    expect((await draft({ number: '17/2026', to: STRETCH.from })).json().code).toBe('bulletin/stretch');
    expect((await get('/api/bulletins/14%2F2026/file.pdf?lang=de')).statusCode).toBe(400);
  });
});
