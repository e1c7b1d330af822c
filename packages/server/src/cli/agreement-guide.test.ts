import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMMON_ACTIVITY_NAMES, factForm, parseAgreement, readEvent } from '@armistice/core/agreement';
import { expectAccepted, parseShape } from '@armistice/core/base';
import { readLine, readZone } from '@armistice/core/geo';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readAgreementFile } from '../intake/agreement-file.ts';
import { runAgreement as run } from './testing-agreements.ts';

// The guide is all that a newcomer has: what it shows must do what it says.

const guide = readFileSync(new URL('../../../../docs/agreements.md', import.meta.url), 'utf8');
const blocks = (language: string) =>
  [...guide.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text = '']) => text);

let home = '';
const at = (name: string) => join(home, name);

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'agreement-guide-'));
  await run('new', at('agreement.yaml'));
});
afterAll(() => rmSync(home, { recursive: true }));

describe('what the guide shows', () => {
  test('its worked cases come out on the template, once the line says whose side is which', async () => {
    const text = readFileSync(at('agreement.yaml'), 'utf8').replace(
      'line-of-contact: { name: line of contact }',
      'line-of-contact: { name: line of contact, sides: { north: right, south: left } }',
    );
    writeFileSync(at('agreement.yaml'), text);
    const [cases] = blocks('yaml').filter((one) => one.startsWith('agreement: my-ceasefire\ncases:'));
    writeFileSync(at('cases.yaml'), cases ?? '');
    const { exit, out, err } = await run('check', at('agreement.yaml'));
    expect(out).not.toContain('cases.yaml, line');
    expect([exit, err]).toEqual([0, expect.stringContaining('3 of 3 cases come out as expected')]);
  });

  test('its line and its zone are GeoJSON that reads', () => {
    const [line, zone, ...others] = blocks('json').map((one): unknown => JSON.parse(one));
    expectAccepted(readLine(line));
    expectAccepted(readZone(zone));
    expect(others).toEqual([]);
  });

  test('its clauses read, with the lines, zones and events that it shows or names beside them', () => {
    const anchor = {
      article: '1',
      paraphrase: 'One sentence.',
      source: 'the guide',
      words: 'none',
      certainty: 'unchecked',
    };
    const shown = blocks('yaml').filter((one) => !one.startsWith('agreement:'));
    const clauses = shown.flatMap((one): readonly { readonly id: string }[] =>
      one.startsWith('  - id:') ? parse(one.replaceAll('anchor: …', 'anchor: {}')) : [],
    );
    const sections = Object.assign(
      {},
      ...shown.filter((one) => !one.startsWith('  - id:')).map((one) => parse(one)),
    );
    expect(clauses.length).toBeGreaterThanOrEqual(4);
    const names = ['signature', 'guns-withdrawn', 'training-notice', 'access-request', 'access-given'];
    names.push('inspection', 'inspection-refused', 'exercise-start', 'exercise-notice');
    for (const [k, clause] of clauses.entries())
      expectAccepted(
        parseAgreement({
          agreement: 'guide',
          title: 'Shown in the guide',
          adopted: '2026-06-01',
          clock: 'Europe/Kyiv',
          parties: { east: { name: 'East' }, west: { name: 'West' } },
          events: Object.fromEntries(names.map((name) => [name, { name }])),
          ...sections,
          weapons: { ...sections.weapons, 'heavy-guns': { name: 'heavy guns', kind: ['artillery'] } },
          clauses: [
            { id: '1', forbid: 'fire', anchor },
            { ...clause, id: `shown-${k}`, anchor },
          ],
        }),
      );
  });

  test('its facts and reports are rows that read', async () => {
    const rows = [...guide.matchAll(/^ {4}(\{.*\})$|`(\{"fact".*?\})`/gm)].map(
      ([, row, inline]) => JSON.parse(row ?? inline ?? '') as object,
    );
    expect(rows.length).toBeGreaterThanOrEqual(4);
    const facts = rows.filter((row) => Object.hasOwn(row, 'fact'));
    for (const fact of facts) expectAccepted(parseShape(factForm, fact, 'fact'));
    const template = expectAccepted(await readAgreementFile(at('agreement.yaml')));
    const reports = rows.filter((row) => Object.hasOwn(row, 'kind'));
    expect(reports.length).toBeGreaterThanOrEqual(3);
    for (const report of reports) expectAccepted(readEvent(template, report));
    const values = [...guide.matchAll(/^\| [^|]*\| `(\{.*?\})`[;:]/gm)].map(([, value = '']) =>
      JSON.parse(value),
    );
    expect(values.length).toBeGreaterThanOrEqual(5);
  });

  test('the acts that it lists need no definition, and no act is left out', () => {
    const [, list = ''] = /### Acts that need no definition\n\n([\s\S]*?)Any other/.exec(guide) ?? [];
    const acts = [...list.matchAll(/`([a-z-]+)`(?! names)/g)]
      .map(([, act = '']) => act)
      .filter((act) => act !== 'of');
    expect(acts.sort()).toEqual([...COMMON_ACTIVITY_NAMES].sort());
  });
});
