import { describe, expect, test } from 'vitest';
import { LANGUAGES, type Language } from '../../i18n/languages.ts';
import { loadRoom } from '../../i18n/rooms.ts';
import { translator } from '../../i18n/translate.ts';
import type { Proposal } from '../../people/proposals.ts';
import { type Saying, whatWaits } from './what-waits.ts';

async function saidIn(language: Language, act: string, what: unknown): Promise<readonly string[]> {
  const say = {
    language,
    r: translator(language, await loadRoom('proposals', language)) as Saying['r'],
    term: (_group: string, value: string) => `<${value}>`,
    minute: (at: string) => at.slice(0, 16),
    number: String,
    nameOf: (id: string) => `<${id}>`,
  } as Saying;
  const proposal = { id: '1', act, what, asked: 'duty', own: false, at: '', expires: '', state: 'open' };
  return whatWaits(proposal as Proposal, say);
}

const exactly = (count: number) => ({ min: count, best: count, max: count });
const WAITING: readonly (readonly [string, unknown, readonly string[]])[] = [
  [
    'publish',
    {
      ...{ kind: 'bulletin', audience: 'public' },
      body: { number: '14/2026', type: 'daily', from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' },
    },
    ['14/2026', '2026-11-20T00:00', '2026-11-21T00:00'],
  ],
  [
    'publish-erratum',
    {
      kind: 'erratum',
      body: {
        bulletin: '13/2026',
        reason: 'came late',
        changes: [{ figure: 'count', was: exactly(4), is: exactly(7) }],
      },
    },
    ['13/2026', 'came late', '4', '7'],
  ],
  [
    'publish-erratum',
    {
      kind: 'erratum',
      body: {
        bulletin: '13/2026',
        reason: 'the other gate',
        changes: [
          { figure: 'title', was: 'Calm', is: 'A day of shelling' },
          {
            figure: 'remark',
            was: { section: 'access', lang: 'uk', text: 'Брама була відчинена.' },
            is: { section: 'access', lang: 'uk', text: null },
          },
          { figure: 'apart', was: {}, is: { 'party north': exactly(2) } },
        ],
      },
    },
    ['Calm', 'A day of shelling', '[uk]', 'Брама була відчинена.', '<north>'],
  ],
  [
    'draw-line',
    { kind: 'line', body: { line: 'separation', from: '2026-11-20T00:00:00Z', geometry: {} } },
    ['separation'],
  ],
  [
    'draw-zone',
    { kind: 'zone', body: { zone: 'area-1', from: '2026-11-20T00:00:00Z', geometry: {} } },
    ['area-1'],
  ],
  [
    'erase',
    { kind: 'erasure', body: { indexes: [4, 9], scope: 'everything', reason: 'consent' } },
    ['4, 9', 'consent'],
  ],
  [
    'erase',
    { kind: 'erasure', body: { indexes: [5], scope: 'detail', reason: 'consent' } },
    ['5', 'consent'],
  ],
  ['set-rules', { kind: 'mission', body: { title: 'North and South' } }, ['North and South']],
  ['set-fusion', { kind: 'fusion-parameters', body: { version: 3, hash: 'sha256:00' } }, ['3']],
  ['choose-engine', { kind: 'engine', body: { version: 7, hash: 'sha256:00' } }, ['7']],
  [
    'adopt-text',
    { kind: 'agreement', body: { agreement: { title: 'Protocol', version: 2 } } },
    ['Protocol', '2'],
  ],
  ['introduce-key', { jwk: {}, role: 'party', name: 'north' }, ['north', '<party>']],
  ['introduce-key', { kid: 'abc' }, ['abc']],
  ['invite-member', { invited: { handle: 'm-7', roles: ['monitor', 'head'] } }, ['m-7', '<monitor>, <head>']],
  ['invite-member', { renew: 'm-7' }, ['m-7']],
  ['end-member', { end: 'm-7', reason: 'left' }, ['m-7', 'left']],
];

describe.each(Object.keys(LANGUAGES) as Language[])('in %s', (language) => {
  test.each(WAITING)('%s %j is a sentence that names what it is about', async (act, what, parts) => {
    const said = (await saidIn(language, act, what)).join(' ');
    for (const part of parts) expect(said).toContain(part);
    // No part is left open, and nothing stands as data.
    expect(said).not.toMatch(/[{}]|undefined|\[object/);
  });
});

test('what has no words here is said in none, and is shown as data', async () => {
  expect(await saidIn('en', 'publish', { kind: 'bulletin', body: null })).toEqual([]);
  expect(await saidIn('en', 'some-act', undefined)).toEqual([]);
});

test('a bulletin that not everyone may read says who may', async () => {
  const body = { number: '1', type: 'spot', from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' };
  const said = await saidIn('en', 'publish', { kind: 'bulletin', audience: 'mission', body });
  expect(said.join(' ')).toContain('<mission>');
  expect(said.join(' ')).not.toContain('Everyone');
});

test('an erratum is told whole: whoever agrees to many words reads the last of them, too', async () => {
  const remark = (text: string) => ({ section: 'access', lang: 'en', text });
  const changes = Array.from({ length: 42 }, (_, n) => ({
    ...{ figure: 'remark', was: remark(`old ${n}.`), is: remark(`new ${n}.`) },
  }));
  const body = { bulletin: '13/2026', reason: 'names', changes };
  const said = await saidIn('en', 'publish-erratum', { kind: 'erratum', body });
  expect(said).toHaveLength(43);
  expect(said.at(-1)).toContain('new 41.');
});
