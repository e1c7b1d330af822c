import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { type AttemptKey, Attempts } from './attempts.ts';

/** Attempts with a clock that moves only when told. */
function clocked() {
  let now = 1_000_000;
  const attempts = new Attempts(() => now);
  const pass = (milliseconds: number) => {
    now += milliseconds;
  };
  return { attempts, pass };
}

const from = (address: string): readonly AttemptKey[] => [
  `pair duty-1 ${address}`,
  `address ${address}`,
  'handle duty-1',
];
const BROWSER: readonly AttemptKey[] = ['browser duty-1 nonce'];

describe('whoever guesses', () => {
  test('waits twice as long after each failure, up to a quarter of an hour', () => {
    const { attempts, pass } = clocked();
    const waits: number[] = [];
    for (let i = 0; i < 20; i++) {
      expect(attempts.begin(from('192.0.2.7'))).toBe(0);
      const wait = attempts.begin(from('192.0.2.7'));
      waits.push(wait);
      pass(wait);
    }
    expect(waits.slice(0, 8)).toEqual([0, 0, 1000, 2000, 4000, 8000, 16_000, 32_000]);
    expect(Math.max(...waits)).toBe(900_000);
  });

  test('gains nothing by trying at once, or while told to wait', () => {
    const { attempts, pass } = clocked();
    const tries = Array.from({ length: 100 }, () => attempts.begin(from('192.0.2.7')));
    expect(tries.filter((wait) => wait === 0)).toHaveLength(5);
    pass(1000);
    expect(attempts.begin(from('192.0.2.7'))).toBe(0);
    expect(attempts.begin(from('192.0.2.7'))).toBe(2000);
  });

  test('does not lock anyone out: not in a browser that signed in before, nor for long from another address', () => {
    const { attempts } = clocked();
    for (let i = 0; i < 5000; i++) attempts.begin(from(`198.51.100.${i % 250}`));
    expect(attempts.begin(BROWSER)).toBe(0);
    expect(attempts.begin(from('203.0.113.5'))).toBeLessThanOrEqual(10_000);
  });

  test('is slowed across handles by the address', () => {
    const { attempts } = clocked();
    const tries = Array.from({ length: 200 }, (_, i) =>
      attempts.begin([`pair person-${i} 192.0.2.7`, 'address 192.0.2.7', `handle person-${i}`]),
    );
    expect(tries.filter((wait) => wait === 0)).toHaveLength(30);
  });
});

test('who was right is free again, and the others at the address are not', () => {
  const { attempts, pass } = clocked();
  for (let i = 0; i < 4; i++) attempts.begin(from('192.0.2.7'));
  attempts.begin(from('192.0.2.7'));
  attempts.succeeded(from('192.0.2.7'));
  expect(attempts.begin(from('192.0.2.7'))).toBe(0);
  // Signing in well in between does not buy guesses at other handles.
  let free = 0;
  for (let i = 0; i < 100; i++) {
    if (attempts.begin(['pair other 192.0.2.7', 'address 192.0.2.7', 'handle other']) === 0) free += 1;
    if (attempts.begin(from('192.0.2.7')) === 0) attempts.succeeded(from('192.0.2.7'));
  }
  expect(free).toBe(5);
  pass(3_600_000);
  expect(attempts.begin(['pair other 192.0.2.7'])).toBe(0);
});

test('a restart gives nobody their guesses back, and what outlives it names nobody', () => {
  const place = { db: new DatabaseSync(':memory:'), secret: 'of this mission' };
  const [first, second] = [new Attempts(() => 1_000_000, place), () => new Attempts(() => 1_000_500, place)];
  for (let i = 0; i < 5; i++) expect(first.begin(from('192.0.2.7'))).toBe(0);
  expect(second().begin(from('192.0.2.7'))).toBe(500);
  expect(second().begin(from('192.0.2.8'))).toBe(0);
  first.begin(BROWSER);
  first.succeeded(from('192.0.2.7'));
  expect(second().begin(from('192.0.2.7'))).toBe(0);
  const kept = JSON.stringify(place.db.prepare('SELECT * FROM tried').all());
  for (const word of ['192.0.2', 'duty-1', 'nonce'])
    expect([word, kept.includes(word)]).toEqual([word, false]);
  // After an hour it is forgotten.
  const later = new Attempts(() => 5_000_000, place);
  for (let i = 0; i < 5; i++) expect(later.begin(from('192.0.2.7'))).toBe(0);
});

test('what is remembered is bounded', () => {
  const { attempts } = clocked();
  for (let i = 0; i < 30_000; i++) attempts.begin([`handle h${i}`]);
  const first: readonly AttemptKey[] = ['handle h0'];
  for (let i = 0; i < 49; i++) expect(attempts.begin(first)).toBe(0);
});
