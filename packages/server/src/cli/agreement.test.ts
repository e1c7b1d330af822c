import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runAgreement as run } from './testing-agreements.ts';

let home = '';
const at = (name: string) => join(home, name);
const library = new URL('../../../../agreements/', import.meta.url);
const minsk = new URL('minsk-package-2015/agreement.yaml', library).pathname;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'agreement-'));
});
afterAll(() => rmSync(home, { recursive: true }));

test('a new agreement from the template checks, reads aloud, and is never written over another', async () => {
  expect((await run('new', at('mine.yaml'))).exit).toBe(0);
  expect((await run('new', at('mine.yaml'))).exit).toBe(1);
  expect((await run('new', at('a/folder/that/is/not/there/mine.yaml'))).exit).toBe(0);
  const checked = await run('check', at('mine.yaml'));
  expect(checked).toMatchObject({ exit: 0 });
  expect(
    checked.out.split('\n').filter((line) => !line.includes('there is no geometry') && line !== ''),
  ).toEqual([
    expect.stringContaining('on-side: own needs lines.line-of-contact.sides: { north: right, south: left }'),
  ]);
  const shown = await run('show', at('mine.yaml'));
  expect(shown.out).toContain('[unchecked]');
  expect(shown.out).toContain('within 15 km of line of contact on its own side');
  expect((await run('show', at('mine.yaml'), '--html')).out).toMatch(/^<!doctype html>/);
});

test('a clause that is silent because nobody checked its words is told, with the way to hear it', async () => {
  await run('new', at('fresh.yaml'));
  const moment = '2026-11-05T12:00:00Z';
  const shot = { id: 's', kind: 'shot', phase: 'impact', occurred: { from: moment, to: moment } };
  writeFileSync(at('shot.ndjson'), JSON.stringify(shot));
  const silent = await run('evaluate', at('fresh.yaml'), at('shot.ndjson'));
  expect(silent.rows()).toEqual([]);
  expect(silent.err).toMatch(
    /5 of 5 clauses say nothing: they are marked unchecked \(1, 2, 3, 4, 5\)\. Add --all/,
  );
  const some = await run('evaluate', at('fresh.yaml'), at('shot.ndjson'), '--confirm', '1=the signed copy');
  expect(some.rows().map(({ clause }) => clause)).toEqual(['1']);
  expect(some.err).toContain('4 of 5 clauses say nothing');
  expect((await run('evaluate', at('fresh.yaml'), at('shot.ndjson'), '--all')).err).not.toContain('nothing');
  const due = await run('due', at('fresh.yaml'), '--at', '2026-12-01T00:00:00Z');
  expect(due.err).toContain('2 of 2 clauses say nothing');
});

test('a request binds the party or parties to whom it is addressed, and no other', async () => {
  writeFileSync(
    at('request.yaml'),
    `agreement: request
title: Access on request
adopted: 2026-06-01
clock: Europe/Kyiv
parties: { east: { name: East }, west: { name: West } }
bodies: { monitors: { name: Monitors } }
events: { access-request: { name: a request for access }, access-given: { name: access is given } }
clauses:
  - id: "1"
    require: access for the monitors
    until: { hours: 24, after: each access-request }
    met-by: access-given
    same: request
    anchor: { article: Article 1, paraphrase: Access is given within a day., source: made for a test, words: none, certainty: primary }
`,
  );
  const request = (to: unknown) =>
    JSON.stringify({
      fact: 'access-request',
      by: 'monitors',
      at: '2026-07-01T08:00:00Z',
      value: { request: 'R-17', to },
    });
  const overdue = async (to: unknown) => {
    writeFileSync(at('request.ndjson'), request(to));
    const { rows } = await run(
      'due',
      at('request.yaml'),
      '--at',
      '2026-07-09T00:00:00Z',
      '--facts',
      at('request.ndjson'),
    );
    return rows().flatMap(({ by, status }) => (status === 'overdue' ? [by] : []));
  };
  expect(await overdue('east')).toEqual(['east']);
  expect(await overdue(['west'])).toEqual(['west']);
  expect(await overdue(['east', 'west'])).toEqual(['east', 'west']);
  expect(await overdue(undefined)).toEqual(['east', 'west']);
});

describe('check runs the worked cases that lie beside an agreement', () => {
  const cases = (text: string) => {
    writeFileSync(at('cased/cases.yaml'), text);
    return run('check', at('cased/agreement.yaml'));
  };
  beforeAll(() => run('new', at('cased/agreement.yaml')));
  const shot = (outcome: string) => `agreement: my-ceasefire
cases:
  - case: a shell falls after the ceasefire began
    event: { kind: explosion, phase: impact, at: "2026-11-05T12:00:00Z" }
    expect: [ { clause: "1", outcome: ${outcome} } ]
`;

  test('those that come out are counted, and clauses without a case are named', async () => {
    const { exit, out, err } = await cases(shot('breach'));
    expect(exit).toBe(0);
    expect(err).toContain('1 of 1 cases come out as expected');
    expect(out).toContain('clause 4: no case in which it is breached or overdue');
  });
  test('one that does not is told with its line, what was expected and what came', async () => {
    const { exit, out } = await cases(shot('not-applicable'));
    expect(exit).toBe(1);
    expect(out).toMatch(
      /cases\.yaml, line 3, column 5: case "a shell falls after the ceasefire began": clause 1: outcome should be not-applicable, and is breach/,
    );
  });
  test('a fact that its rows misspell is told as evaluate would tell it', async () => {
    const facts = '    facts: [ { fact: guns-withdrawm, by: north, at: "2026-11-05T12:00:00Z" } ]\n';
    const { exit, out } = await cases(shot('breach') + facts);
    expect(exit).toBe(1);
    expect(out).toContain('did you mean "guns-withdrawn"?');
  });
  test('cases of another agreement are not run, and a file that is named must be there', async () => {
    const { exit, out } = await cases(shot('breach').replace('my-ceasefire', 'another'));
    expect([exit, out]).toEqual([
      1,
      expect.stringContaining('these are cases of "another", not of "my-ceasefire"'),
    ]);
    expect((await run('check', at('cased/agreement.yaml'), '--cases', at('none.yaml'))).exit).toBe(1);
  });
});

test('due says what is overdue, by whom and since when, and answers no', async () => {
  const { exit, err } = await run('due', minsk, '--at', '2015-03-20T00:00:00Z');
  expect(exit).toBe(1);
  expect(err).toContain('overdue: clause 2.start, by ua, since 2015-02-16T22:00:00Z');
});

test('diff says in words what changed', async () => {
  writeFileSync(at('next.yaml'), readFileSync(minsk, 'utf8').replace('within: 25 km', 'within: 30 km'));
  const { exit, out } = await run('diff', minsk, at('next.yaml'));
  expect(exit).toBe(1);
  expect(out).toContain('clause 2.artillery: changed (within)');
  expect((await run('diff', minsk, minsk)).exit).toBe(0);
});
