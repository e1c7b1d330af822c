import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runAgreement as run } from './testing-agreements.ts';

let home = '';
const at = (name: string) => join(home, name);

const ANCHOR =
  'anchor: { article: "1", paraphrase: One sentence., source: made for a test, words: none, certainty: primary }';
const AGREEMENT = `agreement: words
title: An agreement made for a test
adopted: 2026-06-01
clock: Europe/Kyiv
parties: { east: { name: East }, west: { name: West } }
bodies: { monitors: { name: Monitors } }
events: { inspection: { name: an inspection }, inspection-refused: { name: a refusal } }
activities: { offensive: { name: an offensive, is: [assault] } }
clauses:
  - id: "1"
    limit: inspection
    by: any party
    at-most: 6
    per: 1 month
    whose: over
    refusal: inspection-refused
    ${ANCHOR}
  - id: "2"
    forbid: offensive
    ${ANCHOR}
`;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'agreement-words-'));
  writeFileSync(at('words.yaml'), AGREEMENT);
});
afterAll(() => rmSync(home, { recursive: true }));

test('kinds prints the words for reports, weapons and acts, and with a file its own', async () => {
  const common = await run('kinds');
  expect(common.out).toMatch(/kinds of report .*mortar-fire.*presence/);
  expect(common.out).toMatch(/kinds of weapon .*armed-persons.*police/);
  expect(common.out).not.toContain('assault');
  const own = await run('kinds', at('words.yaml'));
  expect(own.out).toMatch(/kinds of report .*assault/);
  expect(own.out).toMatch(/acts .*fire.*offensive/);
  expect(own.out).toContain('its own facts ("fact"): inspection, inspection-refused');
});

test('due tells a refusal as a refusal, also where nothing was accepted before it', async () => {
  const refusal = { fact: 'inspection-refused', by: 'east', at: '2026-07-09T08:00:00Z' };
  writeFileSync(at('facts.ndjson'), JSON.stringify(refusal));
  const { exit, err } = await run(
    'due',
    at('words.yaml'),
    '--at',
    '2026-07-10T00:00:00Z',
    '--facts',
    at('facts.ndjson'),
  );
  expect(exit).toBe(1);
  expect(err).toContain(
    'indicated refusal of what must be accepted: clause 1, east, inspection: none accepted (6 must be)',
  );
  expect(err).not.toContain('above or below');
});

test('the line that sums up a check counts the cases that are missing', async () => {
  writeFileSync(
    at('cases.yaml'),
    `agreement: words
cases:
  - case: nothing is refused
    at: "2026-07-10T00:00:00Z"
    expect: [ { clause: "1", by: east, outcome: not-applicable } ]
`,
  );
  const { out, err } = await run('check', at('words.yaml'));
  const missing = out.split('\n').filter((line) => line.includes('no case in which')).length;
  expect(missing).toBeGreaterThan(0);
  expect(err).toMatch(
    new RegExp(`2 clauses read; \\d+ to look at, ${missing} of them worked cases that are missing`),
  );
});
