import { expect, test } from 'vitest';
import { type Movement, type Said, stepOf } from './one-step.ts';

/** A browser's history of one view, as the timeline writes it. */
function browser(first: Said) {
  const history = [first];
  let before: Movement | undefined;
  const now = () => history.at(-1) ?? first;
  return {
    now,
    steps: () => history.length - 1,
    back: () => history.pop(),
    choose: (said: Said, name?: string) => {
      if (stepOf(before, name, now()) === 'push') history.push(said);
      else history[history.length - 1] = said;
      before = name === undefined ? undefined : { name, said };
    },
  };
}

const hours = (from: number, to: number): Said => ({ from: `${from}h`, to: `${to}h` });

test('a key that is held down is one step, and Back returns to where it began', () => {
  const view = browser(hours(0, 24));
  for (let from = 1; from <= 60; from++) view.choose(hours(from, 80), 'thumb-1');
  expect([view.steps(), view.now()]).toEqual([1, hours(60, 80)]);
  view.back();
  expect(view.now()).toEqual(hours(0, 24));
});

test('a second drag is a step of its own', () => {
  const view = browser({});
  for (const name of ['drag-1', 'drag-2']) for (let to = 2; to < 9; to++) view.choose(hours(1, to), name);
  expect(view.steps()).toBe(2);
});

test('a drag after Back does not overwrite what Back returned to', () => {
  const view = browser(hours(0, 24));
  view.choose(hours(2, 3), 'steps');
  view.choose(hours(3, 4), 'steps');
  view.back();
  view.choose(hours(2, 3), 'steps');
  expect([view.steps(), view.now()]).toEqual([1, hours(2, 3)]);
  view.back();
  expect(view.now()).toEqual(hours(0, 24));
});

test('what is typed or chosen from a list is a step each', () => {
  const view = browser({});
  for (const to of [5, 6, 7]) view.choose(hours(1, to));
  expect(view.steps()).toBe(3);
});
