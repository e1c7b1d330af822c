import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Indication } from '@armistice/core/agreement';
import type { Incident } from '@armistice/core/mission';
import { MISSION, reportKey } from '@armistice/core/mission';
import { type Json, PUBLIC, parseEntryPromise } from '@armistice/core/record';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AS_OPERATOR, problem, SECRETS, secretReport, type TestMission, testMission } from './testing.ts';

// Starting the embedded database takes seconds, and more where much else runs.
const START_MS = 120_000;

let here: TestMission;
beforeAll(async () => {
  here = await testMission();
  await here.mission.stored();
}, START_MS);
afterAll(() => here.end(), START_MS);

// Whoever asks from elsewhere, or through a proxy on this machine, is the public.
const ELSEWHERE = { remoteAddress: '192.0.2.7' };
const file = (payload: object, headers: object = {}) =>
  here.app.inject({ method: 'POST', url: '/api/reports', headers: { ...AS_OPERATOR, ...headers }, payload });
const get = (url: string, more: object = {}) => here.app.inject({ url, ...more });

describe('filing a report', () => {
  test('answers its place in the record and a promise to hold the log to', async () => {
    const response = await file(secretReport(1));
    expect(response.statusCode).toBe(201);
    const { index, key, leaf, promise, already } = response.json();
    expect([key, already]).toEqual([reportKey(secretReport(1)), false]);
    expect(response.headers.location).toBe(`/api/reports/${key}`);
    const parsed = parseEntryPromise(promise);
    expect(parsed).toMatchObject({ ok: true, value: { index } });
    expect(Buffer.from(leaf, 'base64url')).toEqual(Buffer.from(parsed.ok ? parsed.value.leaf : []));
  });

  test('the same again, also at the same moment, is one entry', async () => {
    const before = here.mission.log.size();
    const answers = await Promise.all([file(secretReport(2)), file(secretReport(2)), file(secretReport(2))]);
    answers.push(await file(secretReport(2)));
    expect(new Set(answers.map((one) => one.json().index)).size).toBe(1);
    expect(answers.map((one) => one.statusCode).sort()).toEqual([200, 200, 200, 201]);
    expect(here.mission.log.size()).toBe(before + 1);
  });

  test('another report under an id that was used is refused, and nothing is written', async () => {
    await file(secretReport(3));
    await here.mission.settled();
    const before = here.mission.log.size();
    expect(problem(await file(secretReport(3, { text: 'SECRET-WORDS, corrected' })))).toEqual([
      409,
      'report/another',
    ]);
    expect(here.mission.log.size()).toBe(before);
  });

  test('becomes an incident with its indications, for everyone to see', async () => {
    await file(secretReport(4));
    await here.mission.settled();
    const { incidents, indications } = (await get('/api/situation')).json();
    // What is of one incident is for fusion to say; that the report is of one is for the mission to show.
    const key = reportKey(secretReport(4));
    const incident: Incident | undefined = incidents.find((one: Incident) => one.reports.includes(key));
    expect(incident).toMatchObject({ kind: 'explosion', status: 'alleged', attribution: 'undetermined' });
    const said = indications.filter((one: { incident: string }) => one.incident === incident?.id);
    expect(said.find(({ agreement }: Indication) => agreement === 'exercise-north-south')).toMatchObject({
      clause: '1',
      outcome: 'breach',
      ifBy: { north: 'breach', south: 'breach' },
    });
    expect(said.map(({ agreement }: Indication) => agreement)).toContain('exercise-separation');
  });

  test('many lines are answered one by one; a bad one holds up no other', async () => {
    const lines = [
      JSON.stringify(secretReport(5)),
      '{',
      JSON.stringify({ id: 1 }),
      '',
      JSON.stringify(secretReport(6)),
    ];
    const response = await here.app.inject({
      method: 'POST',
      url: '/api/reports',
      headers: { ...AS_OPERATOR, 'content-type': 'application/x-ndjson' },
      payload: lines.join('\n'),
    });
    expect(response.statusCode).toBe(200);
    const answers = response.body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers.map(({ line }) => line)).toEqual([1, 2, 3, 5]);
    expect(answers.map(({ problem: one }) => one?.code)).toEqual([
      undefined,
      'request/malformed',
      'report/form',
      undefined,
    ]);
  });

  describe('is refused', () => {
    test('when it is not in the intake format, naming the field', async () => {
      const response = await file({ ...secretReport(7), place: { type: 'point', at: [200, 0], radius: 1 } });
      expect(problem(response)).toEqual([422, 'report/form']);
      expect(response.json().detail).toMatch(/^place\.at\[0\] must be from -180 to 180/);
    });

    test('when a text of it holds what a database could not keep, naming the field', async () => {
      const weapon = { class: 'mortar', name: '2B11\0' };
      const before = here.mission.log.size();
      const response = await file({ ...secretReport(7), weapon });
      expect(problem(response)).toEqual([422, 'report/form']);
      expect(response.json().detail).toBe('weapon.name holds the character U+0000; leave it out');
      expect(here.mission.log.size()).toBe(before);
      expect(here.faults).toEqual([]);
    });

    test('when it is not JSON, another type of content, or too large', async () => {
      const send = (type: string, payload: string) =>
        here.app.inject({
          method: 'POST',
          url: '/api/reports',
          headers: { ...AS_OPERATOR, 'content-type': type },
          payload,
        });
      expect(problem(await send('application/json', '{'))).toEqual([400, 'request/malformed']);
      expect(problem(await send('application/json', '{"__proto__": {}}'))).toEqual([
        400,
        'request/malformed',
      ]);
      expect(problem(await send('text/csv', 'a,b'))).toEqual([415, 'request/media-type']);
      expect(problem(await send('application/json', `"${'x'.repeat(300_000)}"`))).toEqual([
        413,
        'request/too-large',
      ]);
    });

    test('from elsewhere, and through a proxy', async () => {
      const payload = secretReport(8);
      const request = { method: 'POST', url: '/api/reports', headers: AS_OPERATOR, payload } as const;
      expect(problem(await here.app.inject({ ...request, ...ELSEWHERE }))).toEqual([
        403,
        'request/not-allowed',
      ]);
      const proxied = { ...request, headers: { ...AS_OPERATOR, 'x-forwarded-for': '192.0.2.7' } };
      expect(problem(await here.app.inject(proxied))).toEqual([403, 'request/not-allowed']);
    });

    test('when a page of another site sends it', async () => {
      expect(problem(await file(secretReport(8), { origin: 'http://evil.example' }))).toEqual([
        403,
        'request/cross-site',
      ]);
      expect(problem(await file(secretReport(8), { 'sec-fetch-site': 'cross-site' }))).toEqual([
        403,
        'request/cross-site',
      ]);
      expect(problem(await file(secretReport(8), { origin: 'null' }))).toEqual([403, 'request/cross-site']);
      expect(problem(await file(secretReport(8), { cookie: 'armistice-as=x' }))).toEqual([
        403,
        'request/cross-site',
      ]);
    });
  });
});

test('a foreign name that was made to point at this machine gets no answer', async () => {
  for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.nip.io', '169.254.1.1'])
    expect(problem(await get('/api/situation', { headers: { host } }))).toEqual([421, 'request/host']);
  for (const host of ['localhost:8370', '127.0.0.1:8370', '[::1]:8370'])
    expect((await get('/api/situation', { headers: { host } })).statusCode).toBe(200);
});

describe('what stays in the mission', () => {
  test('is in no answer for the public, on any route, and in no public file', async () => {
    await file(secretReport(9));
    await here.mission.settled();
    await here.mission.state();
    const key = reportKey(secretReport(9));
    const urls = [
      '/api/situation',
      '/api/incidents',
      `/api/reports/${key}`,
      '/api/health',
      '/api/openapi.json',
      '/record/checkpoint',
      '/record/policy',
      '/record/bodies/public/000',
      `/record/tile/entries/000.p/${here.mission.log.publishedSize()}`,
      `/record/derived/${here.mission.log.publishedSize() - 1}/incidents.ndjson`,
    ];
    for (const url of urls) {
      const response = await get(url, ELSEWHERE);
      expect([url, response.statusCode]).toEqual([url, 200]);
      for (const secret of SECRETS) expect([url, response.body.includes(secret)]).toEqual([url, false]);
    }
  });

  test('is in no file of the public folder', async () => {
    const folder = join(here.folder, 'public');
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) =>
      one.isFile(),
    );
    expect(files.length).toBeGreaterThan(5);
    for (const { name, parentPath } of files) {
      const bytes = await readFile(join(parentPath, name), 'latin1');
      for (const secret of SECRETS) expect([name, bytes.includes(secret)]).toEqual([name, false]);
    }
  });

  test('a place kept from the public is in no file and no answer for it, and makes no incident', async () => {
    const { mission } = here;
    const view = ['id', 'source', 'kind', 'occurred'].map((name) => ({
      name,
      value: (secretReport(10) as unknown as { readonly [name: string]: Json })[name] as Json,
      audience: PUBLIC,
      part: 'view' as const,
    }));
    const place = { type: 'point', at: [31.23456, 48.76543], radius: 5 };
    const kept = { name: 'place', value: place, audience: MISSION, part: 'view' as const };
    const content = { kind: 'report', audience: PUBLIC, body: { fields: [...view, kept] } };
    await mission.log.append([mission.log.draft(content, here.open.operator)]);
    await file(secretReport(11));
    await mission.state();
    await mission.stored();
    const size = here.derived.folding.lastStatement?.index;
    for (const url of [
      '/api/situation',
      '/api/incidents?limit=1000',
      `/record/derived/${size}/incidents.ndjson`,
    ]) {
      const { statusCode, body } = await get(url, ELSEWHERE);
      expect([url, statusCode, body.includes(reportKey(secretReport(11)))]).toEqual([url, 200, true]);
      expect([url, body.includes(reportKey(secretReport(10)))]).toEqual([url, false]);
      for (const part of ['31.2345', '48.7654']) expect([url, body.includes(part)]).toEqual([url, false]);
    }
    expect(here.derived.view.incidents.has(reportKey(secretReport(10)))).toBe(false);
  });

  test('is refused to the public when it asks for it by name', async () => {
    const key = reportKey(secretReport(9));
    for (const url of ['/api/situation', '/api/incidents', `/api/reports/${key}`])
      expect(problem(await get(`${url}?audience=mission`, ELSEWHERE))).toEqual([403, 'request/not-allowed']);
  });

  test('is refused to whoever comes from this machine without the token, as through a proxy that does not tell', async () => {
    // What a common proxy sends by default: the host of its upstream, and no word of whom it asks for.
    const headers = { host: '127.0.0.1', connection: 'close' };
    for (const more of [{}, { 'armistice-operator': '' }, { 'armistice-operator': 'another-token' }]) {
      const asked = { headers: { ...headers, ...more } };
      for (const url of ['/api/situation', '/api/incidents', `/api/reports/${reportKey(secretReport(9))}`])
        expect(problem(await get(`${url}?audience=mission`, asked))).toEqual([403, 'request/not-allowed']);
      const filing = { method: 'POST', url: '/api/reports', payload: secretReport(8), ...asked } as const;
      expect(problem(await here.app.inject(filing))).toEqual([403, 'request/not-allowed']);
    }
    const size = (await get('/api/situation', { headers: { ...headers, ...AS_OPERATOR } })).json().size;
    expect(size).toBe(here.mission.log.publishedSize());
  });

  test('is read by the operator at this machine, as it was filed', async () => {
    const { report } = (
      await get(`/api/reports/${reportKey(secretReport(9))}?audience=mission`, { headers: AS_OPERATOR })
    ).json();
    expect(report).toEqual(secretReport(9));
  });

  test('an audience that does not exist is refused as one that one may not read', async () => {
    for (const audience of ['everyone', 'mission'])
      expect(problem(await get(`/api/situation?audience=${audience}`))).toEqual([403, 'request/not-allowed']);
    expect(problem(await get('/api/situation?audience=No%20name'))).toEqual([400, 'request/malformed']);
  });
});

interface Page {
  readonly incidents: readonly { readonly incident: Incident }[];
  readonly next?: string;
}

describe('incidents from the store', () => {
  test('come page by page, the same as in the situation', async () => {
    await file(secretReport(20));
    await file(secretReport(21));
    await here.mission.settled();
    await here.mission.stored();
    const seen: string[] = [];
    for (let next: string | undefined = ''; next !== undefined; ) {
      const page: Page = (await get(`/api/incidents?limit=2${next === '' ? '' : `&after=${next}`}`)).json();
      seen.push(...page.incidents.map(({ incident }) => incident.id));
      next = page.next;
    }
    expect(seen).toEqual([...here.derived.view.incidents.keys()].sort());
  });
});
