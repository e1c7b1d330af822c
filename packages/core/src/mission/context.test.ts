import { describe, expect, test } from 'vitest';
import { parseShape } from '../base/index.ts';
import { PUBLIC } from '../record/index.ts';
import { tallyForm } from './context.ts';
import { countRows } from './counts.ts';
import { sourceForm } from './observation-forms.ts';
import { digestState, publishedRows } from './published.ts';
import { parseReport } from './report.ts';
import { incidentWith } from './state.ts';
import { Desk } from './testing.ts';

const MARK = '[Context from Some Data Set; not a report of this mission. CC BY 4.0. Its authors]';
const report = (change: object) => {
  const read = parseReport({
    id: '0198c9b2-7a10-4c7e-9d54-000000000001',
    source: 'post-1',
    kind: 'explosion',
    occurred: { from: '2026-11-20T21:03:10Z', to: '2026-11-20T21:03:20Z' },
    place: { type: 'point', at: [-28, 42], radius: 300 },
    ...change,
  });
  return read.ok ? 'taken' : read.refusal.message;
};
const CONTEXT = { source: 'context.paper', means: 'media', text: `Two towns were hit.\n${MARK}` };

describe('data of others are never a report of the mission, nor the other way round', () => {
  test.each([
    ['a report of context', CONTEXT, /^taken$/],
    ['a report of a post', { means: 'seen', text: 'Seen.' }, /^taken$/],
    [
      'a monitor who files under a handle of context',
      { source: 'context.post-1', means: 'seen' },
      /^means must/,
    ],
    ['the same without means', { source: 'context.post-1', text: 'Seen.' }, /^text must end with the line/],
    [
      'an observer who stood by',
      { ...CONTEXT, observer: { at: [-28, 42], radius: 5 } },
      /^observer does not go/,
    ],
    [
      'data of others under the handle of a post',
      { ...CONTEXT, source: 'post-1' },
      /^source must begin with "context\."/,
    ],
    ['a handle that only begins alike', { source: 'context-room', means: 'seen' }, /^taken$/],
    ['a report that quotes the line above its own words', { text: `${MARK}\nAnd what we saw.` }, /^taken$/],
  ])('%s', (_, change, answer) => {
    expect(report(change)).toMatch(answer);
  });

  const data = { dataset: 'paper', title: 'Paper', licence: 'CC BY 4.0', cite: 'Its authors' };
  test.each([
    ['of others, with licence', { source: 'context.paper', of: 'other', data }, /^taken$/],
    ['of others, without licence', { source: 'context.paper', of: 'other' }, /data is missing/],
    [
      'of the mission, under a handle of context',
      { source: 'context.paper', of: 'mission', data },
      /of must be other/,
    ],
    [
      'of a party, under a handle of context',
      { source: 'context.x', of: 'party', party: 'north' },
      /of must be other/,
    ],
    [
      'of the mission, with the licence of others',
      { source: 'post-1', of: 'mission', data },
      /belongs to a source below/,
    ],
    ['of the mission', { source: 'post-1', of: 'mission' }, /^taken$/],
  ])('a source %s', (_, body, answer) => {
    const read = parseShape(sourceForm, body, 'mission/entry');
    expect(read.ok ? 'taken' : read.refusal.message).toMatch(answer);
  });
});

describe('a figure that others published', () => {
  const figure = { id: 'a', source: 'context.rss', of: 'violations', area: 'Hill region', period: 'this' };
  test.each([
    ['of 0, stated', { ...figure, state: 'stated', count: [0, 0] }, /^taken$/],
    ['not stated', { ...figure, state: 'not-stated' }, /^taken$/],
    ['not stated, as 0', { ...figure, state: 'not-stated', count: [0, 0] }, /not stated is not 0/],
    ['stated, without a figure', { ...figure, state: 'stated' }, /count is missing/],
    [
      'of the mission itself',
      { ...figure, source: 'post-1', state: 'stated', count: [1, 1] },
      /source must lie below/,
    ],
  ])('%s', (_, body, answer) => {
    const read = parseShape(tallyForm, body, 'mission/entry');
    expect(read.ok ? 'taken' : read.refusal.message).toMatch(answer);
  });
});

test('what others alone told of is in a sum of its own, and in none of the mission’s', async () => {
  const desk = new Desk();
  desk.rules({ corroboration: 1 });
  const others = { source: 'context.data', means: 'media', observer: undefined, text: MARK };
  const [ours, theirs, both] = [desk.report(1), desk.report(2, others), desk.report(3, others)];
  desk.put('duty-1', 'join', { reports: [ours, both], reason: 'one salvo' });
  const state = await desk.fold();
  expect(incidentWith(state, theirs)?.context).toBe(true);
  // Of what a source of the mission told of too, the others’ word is no more than that.
  expect(incidentWith(state, ours)?.context).toBeUndefined();
  const { counts } = digestState(state, PUBLIC);
  expect(counts).toMatchObject({ incidents: 1, context: { incidents: 1, statuses: { alleged: 1 } } });
  expect(counts.byKind.explosion?.incidents).toBe(1);
  expect(countRows(publishedRows(state, PUBLIC))).toEqual(counts);
});
