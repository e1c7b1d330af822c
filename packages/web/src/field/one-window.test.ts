import { expect, test } from 'vitest';
import { takeTurn } from './one-window.ts';

test('a window waits until the one that has the form open gave it up, having written what it had to', async () => {
  const told: string[] = [];
  const giveUp = await takeTurn(() => {
    told.push('asked');
    setTimeout(() => {
      told.push('written');
      giveUp();
    }, 30);
  });
  const second = await takeTurn(() => undefined);
  told.push('open');
  expect(told).toEqual(['asked', 'written', 'open']);
  second();
});

test('the turn of a window that does not answer is taken, and it is told', async () => {
  const told = Promise.withResolvers<void>();
  let asked = 0;
  await takeTurn(() => {
    asked += 1;
    // Asked first, it sleeps; then it hears that its turn is over.
    if (asked === 2) told.resolve();
  });
  const second = await takeTurn(() => undefined);
  await told.promise;
  second();
});
