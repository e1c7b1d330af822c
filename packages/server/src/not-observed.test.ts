import { countUnder, EACH_EXPLOSION, MISSION } from '@armistice/core/mission';
import type { Json } from '@armistice/core/record';
import { PUBLIC } from '@armistice/core/record';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { outcomeOf, tellOutcome } from './cli/import-outcome.ts';
import { run } from './cli/testing-story.ts';
import { contentOfRow } from './record/content-row.ts';
import { AS_OPERATOR, secretReport, type TestMission, testMission } from './testing.ts';

const START_MS = 120_000;
const DAY = { from: '2026-11-22T00:00:00Z', to: '2026-11-23T00:00:00Z' };
const STRETCH = { from: Date.parse(DAY.from), to: Date.parse(DAY.to) };
const REFUSED = 'not observed: access';

/** A mission that was refused access to its only area for the only day that anybody wrote down, and has no report. */
let here: TestMission;
beforeAll(async () => {
  here = await testMission(undefined, undefined, 'played');
  const { mission, open } = here;
  const body = { id: 'p1', source: 'post-1', area: 'river', ...DAY, state: 'not', cause: 'access' } as Json;
  const content = contentOfRow(JSON.stringify({ kind: 'coverage', audience: PUBLIC, body }));
  await open.log.append([open.log.draft(content, open.operator)]);
  await mission.settled();
  await mission.state();
}, START_MS);
afterAll(() => here.end(), START_MS);

/** What the API answers, once its database has caught up with the record. */
async function answer(url: string): Promise<unknown> {
  const ask = () => here.app.inject({ url, headers: AS_OPERATOR });
  await expect.poll(async () => (await ask()).statusCode, { timeout: START_MS, interval: 200 }).toBe(200);
  return (await ask()).json();
}

/** What is said when an import is done. */
function told(): string {
  const lines: string[] = [];
  const err = (line: string) => void lines.push(line);
  tellOutcome(outcomeOf(here.derived.view), { err } as never);
  return lines.join('');
}

/** Every output that has a count, and what it says of a day on which nobody could observe. */
const OUTPUTS: readonly (readonly [string, () => Promise<unknown>, string])[] = [
  ['GET /api/counts', () => answer('/api/counts'), REFUSED],
  ['GET /api/counts of a day', () => answer(`/api/counts?from=${DAY.from}&to=${DAY.to}`), REFUSED],
  [
    'GET /api/counts of a day that nobody wrote down',
    () => answer('/api/counts?from=2026-12-01T00:00:00Z'),
    'not observed: not recorded',
  ],
  [
    'GET /api/coverage',
    () => answer(`/api/coverage?from=${DAY.from}&to=${DAY.to}&by=hour`),
    '{"observed":"none","hours":0,"of":1,"lost":{"access":1}}',
  ],
  [
    'GET /api/coverage of a day that nobody wrote down',
    () => answer('/api/coverage?audience=mission&from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z'),
    '{"observed":"not recorded"}',
  ],
  ['GET /api/timeline of a day', () => answer(`/api/timeline?from=${DAY.from}&to=${DAY.to}`), REFUSED],
  ['GET /api/situation', () => answer('/api/situation'), REFUSED],
  ['GET /api/situation for the mission', () => answer('/api/situation?audience=mission'), REFUSED],
  [
    'armistice count',
    async () => (await run(['count', here.folder, '--from', DAY.from, '--to', DAY.to])).out,
    REFUSED,
  ],
  [
    'armistice count --json',
    async () => (await run(['count', here.folder, '--from', DAY.from, '--to', DAY.to, '--json'])).out,
    '"notObserved":["access"]',
  ],
  ['armistice status', async () => (await run(['status', here.folder])).out, REFUSED],
  ['armistice status --json', async () => (await run(['status', here.folder, '--json'])).out, REFUSED],
  ['armistice import, when it is done', async () => told(), 'nobody could observe (access)'],
  [
    'the figures of a bulletin',
    async () => countUnder(here.derived.view, { ...STRETCH, rule: EACH_EXPLOSION, audience: PUBLIC }),
    '"notObserved":["access"]',
  ],
  [
    'the figures of a bulletin for the mission',
    async () => countUnder(here.derived.view, { ...STRETCH, rule: EACH_EXPLOSION, audience: MISSION }),
    '"notObserved":["access"]',
  ],
];

test.each(OUTPUTS)(
  '%s says "not observed", and why, never 0 alone',
  { timeout: START_MS },
  async (_name, output, says) => {
    const said = await output();
    const text = typeof said === 'string' ? said : JSON.stringify(said);
    expect(text).toContain(says);
    expect(text).not.toMatch(/\b0 in \d/);
  },
);

test('what was reported all the same is a figure', async () => {
  const report = secretReport(7, { occurred: { from: '2026-11-22T09:00:00Z', to: '2026-11-22T09:00:00Z' } });
  await here.mission.file([report]);
  await here.mission.settled();
  expect(JSON.stringify(await answer('/api/counts'))).toContain('"says":"1 in 0 of 24 position-hours"');
});
