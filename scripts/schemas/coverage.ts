import { number, object, oneOf, record, text } from '../../packages/core/src/base/index.ts';

// KNOWN: stands here until the fold reads coverage; its own form takes this place then.

const moment = text({ format: 'date-time', max: 40 });
const word = text({ max: 80 });
const hours = number(0, 10_000_000, 'hours');

/** Coverage: one source's stretch (`observing`, or `not` with its cause), or position-hours of an area (`summed`). */
export const coverageShape = object(
  { id: word, area: word, from: moment, to: moment, state: oneOf('observing', 'not', 'summed') },
  {
    source: word,
    means: oneOf(
      'seen',
      'heard',
      'camera',
      'uav',
      'acoustic',
      'seismic',
      'radar',
      'satellite',
      'told',
      'media',
      'document',
    ),
    cause: word,
    hours,
    of: hours,
    causes: record(word, hours, 32),
  },
);
