import {
  flag,
  list,
  misshapen,
  number,
  object,
  oneOf,
  parseShape,
  type Result,
  record,
  type Shaped,
  text,
} from '../base/index.ts';
import { PLACE_CLASSES } from '../geo/index.ts';
import { dataForm, isContext } from './context.ts';
import { MEANS } from './kinds.ts';
import { placeShape, positionShape } from './report.ts';
import { handle, inOrder, moment, word } from './words.ts';

// Bodies of the entries about who observes, where, and what kept them from it.

export const sourceForm = object(
  { source: handle, of: oneOf('mission', 'party', 'other') },
  {
    party: handle,
    post: handle,
    area: word,
    means: list(oneOf(...MEANS), 1, MEANS.length),
    name: text(),
    /** How exactly the places of its reports go out; `exact` where it is left out. */
    placeClass: oneOf(...PLACE_CLASSES),
    /** Whose data they are, where others collected them: licence, and whom to name. */
    data: dataForm,
  },
  ({ source, of, party, data }, path) => {
    if ((of === 'party') !== (party !== undefined))
      misshapen(
        path === '' ? 'party' : `${path}.party`,
        of === 'party' ? 'is missing: whose source is it?' : 'belongs to a source of a party alone',
      );
    const at = path === '' ? '' : `${path}.`;
    if (isContext(source) && of !== 'other')
      misshapen(`${at}of`, 'must be other: handles below "context." are kept for data of others');
    if (isContext(source) !== (data !== undefined))
      misshapen(
        `${at}data`,
        data === undefined
          ? 'is missing: whose data are they, by what licence?'
          : 'belongs to a source below "context."',
      );
  },
);
export type SourceEntry = Shaped<typeof sourceForm>;

/** Reads the body of an entry that registers a source, strictly. */
export function parseSource(value: unknown): Result<SourceEntry> {
  return parseShape(sourceForm, value, 'mission/source');
}

export const postForm = object(
  { post: handle, area: word },
  { name: text(), from: moment(), until: moment() },
);
export type PostEntry = Shaped<typeof postForm>;

const hours = number(0, 1_000_000, 'position-hours');

/**
 * Who could observe what, when: one source's stretch (`observing`, or `not` with its cause), or position-hours of an area
 * summed up over sources that are not named (`summed`), as they go to the public.
 */
export const coverageForm = object(
  {
    id: text({ max: 80 }),
    area: word,
    from: moment(),
    to: moment(),
    state: oneOf('observing', 'not', 'summed'),
  },
  {
    source: handle,
    means: oneOf(...MEANS),
    cause: word,
    /** Where the source stood in that stretch, and what it could see from there. */
    at: positionShape,
    sees: placeShape,
    hours,
    /** Position-hours had nothing prevented them. */
    of: hours,
    /** Hours lost, by cause; none where nothing was lost. */
    causes: record(word, hours, 32, 0),
    /** Sums of a stretch that goes on: the same id comes again with more. */
    running: flag(),
  },
  (value, path) => {
    inOrder(value, path);
    const at = path === '' ? '' : `${path}.`;
    const { state, source, cause, hours: able, of, running } = value;
    if (running === true && state !== 'summed') misshapen(`${at}running`, 'belongs to sums');
    for (const name of ['at', 'sees'] as const)
      if (state === 'summed' && value[name] !== undefined)
        misshapen(
          `${at}${name}`,
          'belongs to a stretch of one source: a sum tells nobody where anyone stood',
        );
    if (state !== 'summed' && source === undefined) misshapen(`${at}source`, 'is missing');
    if (state === 'not' && cause === undefined)
      misshapen(
        `${at}cause`,
        'is missing: what kept the source from observing, such as power, access or night?',
      );
    if (state === 'summed' && (able === undefined || of === undefined))
      misshapen(`${at}${able === undefined ? 'hours' : 'of'}`, 'is missing');
    if (able !== undefined && of !== undefined && able > of)
      misshapen(`${at}hours`, `must be at most ${of}, the hours had nothing prevented them`);
  },
);
export type CoverageEntry = Shaped<typeof coverageForm>;

export const accessForm = object(
  {
    id: text({ max: 80 }),
    area: word,
    from: moment(),
    to: moment(),
    answer: oneOf('granted', 'denied', 'delayed', 'conditional'),
  },
  {
    source: handle,
    /** Whose answer it was. */
    party: handle,
    role: text(),
    reason: text({ max: 2000 }),
    condition: text({ max: 2000 }),
    minutes: number(0, 100_000, 'minutes lost'),
  },
  inOrder,
);
export type AccessEntry = Shaped<typeof accessForm>;

export const sourceClockForm = object(
  {
    source: handle,
    from: moment(),
    to: moment(),
    offset: number(-86_400_000, 86_400_000, 'milliseconds that its clock was ahead', true),
    sigma: number(0, 86_400_000, 'milliseconds', true),
  },
  {},
  inOrder,
);
