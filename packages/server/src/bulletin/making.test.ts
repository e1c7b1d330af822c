import { afterAll, beforeAll, expect, test } from 'vitest';
import { post, reported, type TestCase, testCase } from '../desk/testing-case.ts';
import { KeptAnswers } from './kept-answers.ts';
import { Making } from './making.ts';

// One thread makes all bulletins, and anybody may ask for them: who decides must not wait for who reads.

const MS = 240_000;
const ASKED = {
  ...{ type: 'daily', rule: { rule: 'each-explosion' } },
  ...{ from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' },
};

let its: TestCase;
let body: Parameters<Making['model']>[0];
beforeAll(async () => {
  its = await testCase();
  await reported(its, 20);
  body = (await post(its, '/api/bulletins/draft', 'duty-1', { ...ASKED, number: '14/2026' })).json().body;
}, MS);
afterAll(() => its.end(), MS);

/** Another bulletin each: no answer is at hand. */
const numbered = (n: number) => ({ ...body, number: `${n}/2026` });

test(
  'however many readers ask, a comparison for two persons comes next; of readers so many wait, others are told to come again',
  async () => {
    const making = new Making(its.here.folder);
    const order: string[] = [];
    const refused: unknown[] = [];
    const readers = Array.from({ length: 40 }, (_, n) =>
      making.model(numbered(n), 'public').then(
        () => void order.push('reader'),
        (error: unknown) => void refused.push((error as { readonly code: string }).code),
      ),
    );
    const deed = making.differs(body, 'public').then((field) => void order.push(`deed: ${field}`));
    await Promise.all([deed, ...readers]);
    // One is under way, sixteen wait.
    expect(order).toEqual(['reader', 'deed: undefined', ...new Array(16).fill('reader')]);
    expect(refused).toEqual(new Array(23).fill('bulletin/busy'));
    await making.close();
  },
  MS,
);

test(
  'what takes too long is ended, said so, and the next is made all the same',
  async () => {
    const making = new Making(its.here.folder, 0);
    const calls = [1, 2].map((n) => making.model(numbered(n), 'public'));
    for (const settled of await Promise.allSettled(calls))
      expect(settled).toMatchObject({ status: 'rejected', reason: { code: 'bulletin/too-long' } });
    await making.close();
    const patient = new Making(its.here.folder);
    expect(await patient.model(body, 'public')).toMatchObject({ number: '14/2026' });
    await patient.close();
  },
  MS,
);

test(
  'a file that was made is at hand for the next reader, until something is erased',
  async () => {
    const making = new Making(its.here.folder);
    const file = () => making.file(body, 'public', { language: 'en', format: 'html' });
    const first = await file();
    expect(await file()).toBe(first);
    making.erasedAt(-1);
    expect(await file()).toBe(first);
    making.erasedAt(7);
    const anew = await file();
    expect(anew).not.toBe(first);
    expect(anew).toEqual(first);
    await making.close();
  },
  MS,
);

test('what is kept is bounded by its bytes: what nobody asked for longest goes first', async () => {
  const kept = new KeptAnswers(10);
  const made: string[] = [];
  const ask = (name: string) =>
    kept.of(
      name,
      async () => {
        made.push(name);
        return name;
      },
      () => 4,
    );
  for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) await ask(name);
  expect(made).toEqual(['a', 'b', 'c', 'b']);
  await expect(kept.of('d', () => Promise.reject(new Error('no')), Number)).rejects.toThrow('no');
  await kept.of('d', async () => made.push('d'), Number);
  expect(made.at(-1)).toBe('d');
});
