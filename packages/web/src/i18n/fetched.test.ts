import { expect, test } from 'vitest';
import { Fetched } from './fetched.ts';

test('what could not be fetched is not here, and is asked for again', async () => {
  const fetched = new Fetched<string>();
  await expect(fetched.get('queue', () => Promise.reject(new Error('no line')))).rejects.toThrow('no line');
  expect(fetched.has('queue')).toBe(false);
  expect(await fetched.get('queue', () => Promise.resolve('the view'))).toBe('the view');
  expect(fetched.has('queue')).toBe(true);
});

test('what has come is not asked for twice', async () => {
  const fetched = new Fetched<number>();
  let asked = 0;
  const load = () => Promise.resolve(++asked);
  await fetched.get('queue', load);
  expect(await fetched.get('queue', load)).toBe(1);
});
