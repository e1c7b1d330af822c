import {
  type Recomputed as Answers,
  checkRows,
  type RowsCheck,
  recompute,
  type StatementCheck,
} from '@armistice/core/mission';
import type { LogSource } from '@armistice/core/record';
import type { Recomputed, RecomputedAnswer, StartRecompute } from './cli/recompute.ts';

/** Runs the mission's fold over the entries of a record, sums its published rows, and words what came of it. */
export const missionRecompute: StartRecompute = ({ source, audiences }) => {
  const again = recompute({ audiences });
  return {
    take: (entry) => again.take(entry),
    finish: async () => {
      const answers = again.finish();
      return worded(answers, await readRows(source, answers.statements));
    },
  };
};

/** What the published rows of one statement came to. Rows that rested on what was erased had to go. */
interface RowsFound {
  readonly index: number;
  readonly path: string;
  readonly found: RowsCheck | 'erased' | 'missing';
}

async function readRows(
  source: LogSource,
  statements: readonly StatementCheck[],
): Promise<readonly RowsFound[]> {
  const all: RowsFound[] = [];
  for (const { index, size, rows, erased } of statements) {
    if (rows === undefined) continue;
    const path = `derived/${size}/incidents.ndjson`;
    // A place that fails now has given the whole record before: what it holds back is missing.
    const file = await source.read(path).catch(() => undefined);
    const found = file === undefined ? (erased ? 'erased' : 'missing') : checkRows(rows, file);
    all.push({ index, path, found });
  }
  return all;
}

function worded(answers: Answers, rows: readonly RowsFound[]): Recomputed {
  return {
    recomputed: statementsAnswer(answers),
    summed: summedAnswer(answers, rows),
    attested: attestedAnswer(answers),
    notRecomputable: notRecomputable(answers, rows),
  };
}

const NO_STATEMENTS: RecomputedAnswer = { state: 'none', text: 'this record holds no statements' };

function statementsAnswer({ statements, recomputed, refused }: Answers): RecomputedAnswer {
  const { same, of } = recomputed;
  const [wrong] = statements.filter(({ outcome }) => outcome === 'differs');
  if (wrong !== undefined) {
    const text = `${same} of ${of} statements; entry ${wrong.index} states another root for the first ${wrong.size} entries: expected ${wrong.computed}, found ${wrong.stated}`;
    return { state: 'no', text };
  }
  const notes = refused.map(({ message }) => message);
  if (of === 0)
    return notes.length === 0
      ? NO_STATEMENTS
      : { state: 'none', text: `${NO_STATEMENTS.text}; not accepted: ${notes[0]}` };
  const [cannot] = statements.filter(({ outcome }) => outcome === 'not-recomputable');
  const why = cannot === undefined ? '' : `; entry ${cannot.index}: ${cannot.why}`;
  return { state: same > 0 ? 'yes' : 'none', text: `${same} of ${of} statements come out the same${why}` };
}

function summedAnswer({ statements }: Answers, rows: readonly RowsFound[]): RecomputedAnswer {
  if (statements.length === 0) return NO_STATEMENTS;
  const altered = rows.find(({ found }) => found === 'altered');
  if (altered !== undefined)
    return {
      state: 'no',
      text: `${altered.path} is not the file that the statement in entry ${altered.index} names by its hash`,
    };
  const unsound = statements.find(({ summed, outcome }) => !summed && outcome !== 'not-recomputable');
  const wrong = rows.find(({ found }) => found === 'other-sums')?.index ?? unsound?.index;
  if (wrong !== undefined)
    return {
      state: 'no',
      text: `the counts that entry ${wrong} states are not the sums of the incident rows it names`,
    };
  const summed = rows.filter(({ found }) => found === 'summed').length;
  const words = [`the counts of ${summed} of ${rows.length} statements are the sums of their published rows`];
  const erased = rows.filter(({ found }) => found === 'erased').length;
  if (erased > 0) words.push(`unrecomputable: erased: ${erased}`);
  const missing = rows.filter(({ found }) => found === 'missing');
  if (missing[0] !== undefined) words.push(`missing: ${missing.length}, first ${missing[0].path}`);
  return { state: summed > 0 ? 'yes' : 'none', text: words.join('; ') };
}

function attestedAnswer({ attested }: Answers): RecomputedAnswer {
  if (attested.length === 0)
    return { state: 'none', text: 'no party has signed a root that it computed itself' };
  const against = attested.find(({ agrees }) => !agrees);
  if (against !== undefined)
    return {
      state: 'no',
      text: `${against.party} signed another root for the statement in entry ${against.statement} (entry ${against.index}: ${against.root})`,
    };
  const latest = new Map(attested.map(({ party, statement }) => [party, statement]));
  const words = [...latest]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([party, statement]) => `${party} up to the statement in entry ${statement}`);
  return { state: 'yes', text: words.join(', ') };
}

const REASONS = {
  restricted: 'for another audience',
  withheld: 'withheld, and no erasure names it',
  erased: 'erased',
} as const;

const ROWS_REASONS = {
  erased: 'published rows of a statement: erased',
  missing: 'published rows of a statement: missing',
} as const;

function notRecomputable(
  { notRecomputable: { why } }: Answers,
  rows: readonly RowsFound[],
): Recomputed['notRecomputable'] {
  const entries = (Object.keys(REASONS) as (keyof typeof REASONS)[]).map((reason) => ({
    reason: REASONS[reason],
    count: why[reason],
  }));
  const files = (Object.keys(ROWS_REASONS) as (keyof typeof ROWS_REASONS)[]).map((reason) => ({
    reason: ROWS_REASONS[reason],
    count: rows.filter(({ found }) => found === reason).length,
  }));
  const reasons = [...entries, ...files].filter(({ count }) => count > 0);
  return { count: reasons.reduce((sum, { count }) => sum + count, 0), reasons };
}
