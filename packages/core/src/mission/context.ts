import { misshapen, number, object, oneOf, type Shaped, text } from '../base/index.ts';
import type { Report } from './report.ts';
import { handle, moment, range } from './words.ts';

// What others collected is context, never a report of the mission's own sources. It says so by its handle, by its means
// and by its text, and neither can be had without the others: nobody's data become a monitor's, nor the other way round.

/** Every source of context has a handle below this one, and no source of a mission may. */
export const CONTEXT_PREFIX = 'context';

/** What the last line of the text of every report of context says. */
export const CONTEXT_MARK = 'not a report of this mission.';

/** How those who collect what others wrote may know of it; nobody of theirs stood by. */
const CONTEXT_MEANS: ReadonlySet<string> = new Set(['media', 'document', 'satellite']);

/** Whether a handle is one of context. */
export function isContext(source: string): boolean {
  return source === CONTEXT_PREFIX || source.startsWith(`${CONTEXT_PREFIX}.`);
}

/** Whether a text ends with the line that says whose data it is. */
function isMarked(report: Report): boolean {
  const last = report.text?.slice(report.text.lastIndexOf('\n') + 1) ?? '';
  return last.startsWith('[Context from ') && last.includes(CONTEXT_MARK);
}

/** Refuses a report of context that passes for the mission's own, and one of the mission's own that passes for context. */
export function checkContext(report: Report): void {
  const { source, means, observer } = report;
  if (!isContext(source)) {
    if (isMarked(report))
      misshapen(
        'source',
        `must begin with "${CONTEXT_PREFIX}.": the text says that these are data of others`,
      );
    return;
  }
  if (means !== undefined && !CONTEXT_MEANS.has(means))
    misshapen(
      'means',
      `must be one of ${[...CONTEXT_MEANS].join(', ')}, or be left out, for a source below "${CONTEXT_PREFIX}.", which is kept for data of others`,
    );
  if (observer !== undefined)
    misshapen(
      'observer',
      `does not go with a source below "${CONTEXT_PREFIX}.": nobody of the mission stood there`,
    );
  if (!isMarked(report))
    misshapen(
      'text',
      `must end with the line that names data set and licence, as "armistice import" writes it: sources below "${CONTEXT_PREFIX}." are kept for data of others`,
    );
}

/** Whose data a source of context is, by what licence, and how they want to be named. */
export const dataForm = object({
  dataset: text({ max: 63 }),
  title: text({ max: 500 }),
  licence: text({ max: 2000 }),
  cite: text({ max: 2000 }),
});

/** A figure that others published for a period and an area. One of 0 was stated; what was not stated has none. */
export const tallyForm = object(
  {
    id: text({ max: 80 }),
    source: handle,
    of: text({ max: 200 }),
    area: text({ max: 200 }),
    state: oneOf('stated', 'not-stated'),
    period: oneOf('this', 'previous'),
  },
  {
    count: range(number(0, 1_000_000_000, 'how many', true)),
    from: moment(),
    to: moment(),
    issue: text({ max: 80 }),
    issued: text({ max: 40 }),
  },
  ({ source, state, count }, path) => {
    const at = path === '' ? '' : `${path}.`;
    if (!isContext(source))
      misshapen(
        `${at}source`,
        `must lie below "${CONTEXT_PREFIX}.": figures of the mission are counts, by a rule`,
      );
    if ((state === 'stated') !== (count !== undefined))
      misshapen(
        `${at}count`,
        state === 'stated'
          ? 'is missing: what was stated?'
          : 'belongs to a figure that was stated, and not stated is not 0',
      );
  },
);
export type TallyEntry = Shaped<typeof tallyForm>;
