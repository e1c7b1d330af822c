import { expect, test } from 'vitest';
import { Problem } from '../problems.ts';
import { LongQuestions } from './long-questions.ts';

// Whoever asks much waits; nobody else waits for all of it.

/** A question that is answered when the test says so. */
function question() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let begun = false;
  const ask = () => {
    begun = true;
    return promise;
  };
  return { ask, answer: resolve, fail: reject, begun: () => begun };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));
const codeOf = (error: unknown) => (error instanceof Problem ? error.code : String(error));

test('two are under way at once, the others follow in the order in which they came, also after one that failed', async () => {
  const long = new LongQuestions();
  const [a, b, c, d] = [question(), question(), question(), question()];
  const answers = [a, b, c, d].map((one, at) => long.inTurn(`192.0.2.${at}`, one.ask).catch(String));
  await settle();
  expect([a, b, c, d].map((one) => one.begun())).toEqual([true, true, false, false]);
  b.fail(new Error('the disk'));
  await settle();
  expect([c, d].map((one) => one.begun())).toEqual([true, false]);
  for (const one of [a, c, d]) one.answer('told');
  expect(await Promise.all(answers)).toEqual(['told', 'Error: the disk', 'told', 'told']);
});

test('one address keeps nobody else out: of its questions so many are taken, the next is told to come again', async () => {
  const long = new LongQuestions();
  const own = Array.from({ length: 24 }, question);
  const answers = own.map((one) => long.inTurn('192.0.2.1', one.ask));
  expect(await long.inTurn('192.0.2.1', question().ask).catch(codeOf)).toBe('request/busy');
  const other = question();
  other.answer('theirs');
  const theirs = long.inTurn('198.51.100.7', other.ask);
  for (const one of own) one.answer('own');
  expect(await Promise.all([...answers, theirs])).toEqual([...new Array(24).fill('own'), 'theirs']);
  // What is answered is forgotten.
  expect(await long.inTurn('192.0.2.1', async () => 'again')).toBe('again');
});
