import { expect, test } from 'vitest';
import { typedStretch } from './typed-stretch.ts';

const at = (text: string) => Date.parse(`${text}Z`);
const chosen = { from: at('2026-11-20T06:00'), to: at('2026-11-20T18:00') };
const beside = {
  chosen,
  whole: { from: at('2026-11-01T00:00'), to: at('2026-11-21T00:00') },
  now: at('2026-11-21T00:00'),
};

test('one end that is typed leaves the other where it is', () => {
  const noon = at('2026-11-20T12:00');
  expect(typedStretch('to', noon, beside)).toEqual({ from: chosen.from, to: noon });
  expect(typedStretch('from', noon, beside)).toEqual({ from: noon, to: chosen.to });
});

test('an end before the beginning is refused, and moves nothing', () => {
  expect(typedStretch('to', at('0002-11-20T12:00'), beside)).toBeUndefined();
  expect(typedStretch('from', chosen.to, beside)).toBeUndefined();
});

test('where no time was chosen the other end is that of the timeline', () => {
  const all = { ...beside, chosen: undefined };
  expect(typedStretch('from', chosen.from, all)).toEqual({ from: chosen.from, to: beside.now });
  expect(typedStretch('to', chosen.to, all)).toEqual({ from: beside.whole.from, to: chosen.to });
});
