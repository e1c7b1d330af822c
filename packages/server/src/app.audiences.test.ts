import { reportKey } from '@armistice/core/mission';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AS_OPERATOR, problem, SECRETS, secretReport, type TestMission, testMission } from './testing.ts';

const START_MS = 120_000;

let here: TestMission;
beforeAll(async () => {
  here = await testMission();
  await here.mission.file([secretReport(1), secretReport(2, { kind: 'flare' })]);
  // A report for the mission alone, and rules under which indications wait for a person.
  const { log } = here.mission;
  const fields = Object.entries(secretReport(3, { source: 'hidden-source' })).map(([name, value]) => ({
    name,
    value: value as never,
    audience: 'mission',
    part: 'view' as const,
  }));
  await log.append([
    log.draft({ kind: 'report', audience: 'mission', body: { fields } }, here.open.operator),
  ]);
  const { rules } = here.derived.view;
  await here.mission.setRules({ ...rules, indications: 'after-assessment' });
  await here.mission.state();
  await here.mission.stored();
}, START_MS);
afterAll(() => here.end(), START_MS);

const RESTRICTED = reportKey(secretReport(3, { source: 'hidden-source' }));
const OPEN = reportKey(secretReport(1));
const AS_PUBLIC = { remoteAddress: '192.0.2.7' };
const get = (url: string, more: object = AS_PUBLIC) => here.app.inject({ url, ...more });
const asOperator = { headers: AS_OPERATOR };

interface Route {
  readonly method: string;
  readonly url: string;
}

/** Every route of the OpenAPI document and those beside it, with parameters that lead somewhere. */
async function routes(): Promise<readonly Route[]> {
  const { paths } = (await get('/api/openapi.json')).json() as { paths: { [url: string]: object } };
  const listed = Object.entries(paths).flatMap(([url, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), url })),
  );
  return [...listed, { method: 'GET', url: '/record/checkpoint' }, { method: 'GET', url: '/' }].flatMap(
    (route) => [OPEN, RESTRICTED].map((id) => ({ ...route, url: filled(route.url, id) })),
  );
}

function filled(url: string, id: string): string {
  return url
    .replace(/\{(key|id)\}/, id)
    .replace('{z}', '0')
    .replace('{x}', '0')
    .replace('{y}', '0')
    .replace('{name}', 'report')
    .replace('{area}', 'report');
}

describe('every route, asked by everyone', () => {
  test('gives nothing of the mission, asked for the public and asked for it by name', async () => {
    const all = await routes();
    expect(all.length).toBeGreaterThan(20);
    for (const { method, url } of all) {
      if (url.startsWith('/api/events')) continue;
      for (const query of [
        '',
        '?audience=mission',
        '?audience=public&clause=1',
        '?outcome=breach&party=north',
      ]) {
        const { statusCode, body } = await here.app.inject({
          method: method as 'GET',
          url: url + query,
          ...AS_PUBLIC,
        });
        const asked = `${method} ${url}${query}`;
        expect([asked, statusCode < 500]).toEqual([asked, true]);
        for (const secret of [...SECRETS, 'hidden-source'])
          expect([asked, body.includes(secret)]).toEqual([asked, false]);
        const told = body.includes(RESTRICTED) && statusCode === 200;
        expect([asked, told]).toEqual([asked, false]);
      }
    }
  });

  test('gives no indication of an incident that nobody assessed, and no filter tells of one', async () => {
    for (const url of ['/api/incidents', '/api/indications', `/api/incidents/${OPEN}`, '/api/situation']) {
      const body = (await get(url)).body;
      expect([url, body.includes('"outcome":"breach"')]).toEqual([url, false]);
    }
    expect((await get('/api/incidents?outcome=breach')).json().incidents).toEqual([]);
    expect((await get('/api/counts?outcome=breach')).json().counts.incidents).toBe(0);
    expect((await get('/api/tiles/0/0/0.mvt?outcome=breach')).rawPayload).toHaveLength(0);
    expect(
      (await get('/api/incidents?outcome=breach&audience=mission', asOperator)).json().incidents,
    ).not.toEqual([]);
  });
});

describe('the operator, asking for the mission', () => {
  test('is given it', async () => {
    const has = async (url: string) => [
      url,
      (await get(`${url}?audience=mission`, asOperator)).body.includes(RESTRICTED),
    ];
    for (const url of [
      '/api/incidents',
      '/api/reports',
      '/api/indications',
      `/api/incidents/${RESTRICTED}`,
      '/api/situation',
    ])
      expect(await has(url)).toEqual([url, true]);
    const totals = async (audience: string) =>
      (await get(`/api/situation?audience=${audience}`, asOperator)).json().totals;
    const [open, all] = [await totals('public'), await totals('mission')];
    expect([all.reports - open.reports, all.incidents - open.incidents]).toEqual([1, 1]);
  });

  test('reads measurements that everyone else is refused, and they name nobody', async () => {
    expect(problem(await get('/metrics'))).toEqual([403, 'request/not-allowed']);
    const bearer = { headers: { authorization: `Bearer ${AS_OPERATOR['armistice-operator']}` } };
    const { body } = await get('/metrics', bearer);
    expect(body).toMatch(/^armistice_record_entries \d+$/m);
    expect(body).toMatch(
      /^armistice_http_seconds_bucket\{method="GET",route="\/api\/incidents",status="200",le="\+Inf"\} \d+$/m,
    );
    for (const secret of [...SECRETS, '192.0.2.7', RESTRICTED]) expect(body.includes(secret)).toBe(false);
    // Nor how much there is that others may not read, nor what is done beside reading and filing.
    expect(body).not.toMatch(/^armistice_(reports|incidents) /m);
    await here.app.inject({ method: 'POST', url: '/api/vault/askings/x/agree' });
    expect((await get('/metrics', bearer)).body).not.toMatch(/vault|members|proposals/);
  });
});

test('a route that does not say what it asks for is open to nobody', async () => {
  const { buildApp } = await import('./app.ts');
  const app = await buildApp({
    mission: here.mission,
    publicFolder: here.folder,
    operatorToken: 'x',
    web: {},
    onFault: () => undefined,
    extend: (one) => void one.get('/api/forgotten', async () => 'SECRET-WORDS'),
  });
  expect(
    problem(
      await app.inject({ url: '/api/forgotten', headers: { [Object.keys(AS_OPERATOR)[0] ?? '']: 'x' } }),
    ),
  ).toEqual([403, 'request/not-allowed']);
  await app.close();
});

describe('incidents are found', () => {
  const found = async (query: string) =>
    (await get(`/api/incidents?${query}`))
      .json()
      .incidents.map((row: { incident: { id: string } }) => row.incident.id);

  test('by kind, source, place and time, and what is no query is refused by name', async () => {
    expect(await found('kind=flare')).toEqual([reportKey(secretReport(2))]);
    expect(await found('source=post-3&kind=flare')).toHaveLength(1);
    expect(await found('source=hidden-source')).toEqual([]);
    expect(await found('bbox=0,0,1,1')).toEqual([]);
    const both = [OPEN, reportKey(secretReport(2))];
    expect(
      await found('bbox=-29,41,-27,43&from=2026-11-20T22:00:00Z&to=2026-11-20T23:00:00%2B00:00'),
    ).toEqual(expect.arrayContaining(both));
    for (const query of [
      'kinds=flare',
      'bbox=1,2,3',
      'from=yesterday',
      'status=proven',
      'limit=0',
      'after=x',
    ])
      expect([query, problem(await get(`/api/incidents?${query}`))]).toEqual([
        query,
        [400, 'request/malformed'],
      ]);
  });

  test('a list says of an incident what its own page says, with every reason', async () => {
    const { incidents } = (await get('/api/incidents?audience=mission', asOperator)).json();
    expect(incidents.length).toBeGreaterThan(1);
    for (const row of incidents) {
      const url = `/api/incidents/${row.incident.id}?audience=mission`;
      expect((await get(url, asOperator)).json()).toEqual(row);
      for (const { because } of row.indications) expect(because.length).toBeGreaterThan(2);
    }
    expect(incidents.flatMap((row: { indications: readonly object[] }) => row.indications)).not.toEqual([]);
  });

  test('one by its id; and what is known already is not sent again', async () => {
    const first = await get(`/api/incidents/${OPEN}`);
    expect(first.json().incident.id).toBe(OPEN);
    const tag = first.headers.etag as string;
    const again = await get(`/api/incidents/${OPEN}`, { ...AS_PUBLIC, headers: { 'if-none-match': tag } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect(problem(await get(`/api/incidents/${RESTRICTED}`))).toEqual([404, 'request/not-found']);
  });

  test('on the map, each audience its own, with a tag', async () => {
    const ids = async (query: string, more: object) => {
      const { rawPayload, headers } = await get(`/api/tiles/0/0/0.mvt${query}`, more);
      expect(headers['content-type']).toBe('application/vnd.mapbox-vector-tile');
      return new VectorTile(new PbfReader(rawPayload)).layers.incidents?.length;
    };
    const open = await ids('', AS_PUBLIC);
    expect(await ids('?audience=mission', asOperator)).toBe((open ?? 0) + 1);
    const { headers } = await get('/api/tiles/0/0/0.mvt');
    const again = await get('/api/tiles/0/0/0.mvt', {
      ...AS_PUBLIC,
      headers: { 'if-none-match': headers.etag },
    });
    expect(again.statusCode).toBe(304);
    expect(problem(await get('/api/tiles/1/2/0.mvt'))).toEqual([404, 'request/not-found']);
  });

  test('and counted with their rule, never without a word on coverage', async () => {
    const answer = (await get('/api/counts?kind=flare')).json();
    expect(answer).toMatchObject({ counts: { incidents: 1 }, coverage: 'not recorded' });
    expect((await get('/api/situation')).json().coverage).toBe('not recorded');
    expect((await get('/api/counts')).json().counts.incidents).toBeGreaterThan(1);
  });
});
