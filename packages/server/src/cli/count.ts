import { readMoment } from '@armistice/core/base';
import {
  type CountAnswer,
  type CountingRule,
  cellsOf,
  countingRuleNamed,
  countUnder,
  localOffset,
  MISSION,
  type MissionState,
  SHIPPED_RULES,
  shownOf,
  wordsOf,
} from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import { type Command, CommandError, EXIT, type Io, usageError } from './command.ts';
import { folded } from './folded.ts';
import { readOptions } from './options.ts';
import { openPlace } from './place.ts';
import { count as figure } from './words.ts';

const NAME = 'count';

const USAGE = `armistice count <folder | url> [options]

Counts under a rule, with the coverage beside every figure. Where nobody could observe it says so, and why; never 0.
It reads the record, works it out itself, and changes nothing; a running server is no hindrance.

  --rule <name>    ${SHIPPED_RULES.map(({ rule }) => rule).join(', ')}, or one on record (default ${SHIPPED_RULES[0]?.rule})
  --from <time>    the beginning, such as 2026-11-20T00:00:00Z (default: the day of the first report)
  --to <time>      the end, which does not belong to it (default: after the day of the last report)
  --by <step>      one row for each area and day or hour (default: day)
  --as mission     also what is for the mission alone
  --json           the whole answer, as one line`;

const OPTIONS = {
  rule: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  by: { type: 'string', default: 'day' },
  as: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

const DAY_MS = 86_400_000;

export const countCommand: Command = {
  name: NAME,
  summary: 'count under a rule, with the coverage beside every figure',
  usage: USAGE,
  async run(args, io) {
    const { values, positionals } = readOptions(NAME, args, OPTIONS);
    const [named, ...others] = positionals;
    if (named === undefined || others.length > 0)
      throw usageError(NAME, 'name one record: a data folder, a public folder or a web address');
    const { by, as: audience = PUBLIC } = values;
    if (by !== 'day' && by !== 'hour') throw usageError(NAME, `--by takes day or hour, not "${by}"`);
    if (audience !== PUBLIC && audience !== MISSION)
      throw usageError(NAME, `--as takes mission, not "${audience}"`);
    const state = await folded(await openPlace(named), audience);
    const rule = ruleNamed(state, values.rule);
    const stretch = stretchOf(state, values);
    const query = { rule, ...stretch, audience };
    const answer = countUnder(state, query);
    const cells = cellsOf(state, query, by);
    if (values.json) io.out(`${JSON.stringify({ ok: true, ...answer, cells })}\n`);
    else tell(answer, rule, cells, state, io);
    return EXIT.yes;
  },
};

function ruleNamed(state: MissionState, name = SHIPPED_RULES[0]?.rule ?? ''): CountingRule {
  const rule = countingRuleNamed(state, name);
  if (rule !== undefined) return rule;
  const known = [...SHIPPED_RULES, ...state.countingRules.values()].map((one) => one.rule);
  throw usageError(NAME, `there is no rule "${name}"; there are ${[...new Set(known)].join(', ')}`);
}

/** What was asked for, or whole days of the agreement's clock from the first report to the last. */
function stretchOf(
  state: MissionState,
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
): { readonly from: number; readonly to: number } {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { view } of state.reports.values()) {
    first = Math.min(first, readMoment(view.occurred.from) ?? first);
    last = Math.max(last, readMoment(view.occurred.to) ?? last);
  }
  if (first > last && (from === undefined || to === undefined))
    throw new CommandError(
      'there is no report in what this reader may read',
      'say --from and --to, or look with --as mission',
    );
  const offset = (at: number) => 1000 * localOffset(state)(at);
  const midnight = (at: number) => Math.floor((at + offset(at)) / DAY_MS) * DAY_MS - offset(at);
  const begun = momentOption('from', from) ?? midnight(first);
  const ended = momentOption('to', to) ?? midnight(last) + DAY_MS;
  if (begun >= ended) throw usageError(NAME, '--to must be after --from');
  return { from: begun, to: ended };
}

function momentOption(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const moment = readMoment(text);
  if (moment === undefined)
    throw usageError(NAME, `--${name} takes a time such as 2026-11-20T00:00:00Z, not "${text}"`);
  return moment;
}

function tell(
  answer: CountAnswer,
  rule: CountingRule,
  cells: ReturnType<typeof cellsOf>,
  { rules }: MissionState,
  io: Io,
): void {
  const { coverage, count, unit, from, to, notAdded, classes, apart } = answer;
  const marked = { ...classes, ...apart };
  const lines = [
    ...(rules.exercise ? ['EXERCISE (simulated)'] : []),
    `${rule.rule}, version ${rule.version}: ${rule.says}`,
    `from ${from} to ${to}, in units of ${unit}, statuses: ${answer.statuses.join(', ')}`,
    '',
    `all areas: ${wordsOf({ shows: shownOf(count, coverage) })}`,
    ...Object.entries(marked).map(([name, { best }]) => `  beside it, not added: ${name} ${figure(best)}`),
    `  left out as told by several: ${figure(notAdded.overlap)}; as of another status: ${figure(notAdded.status)}`,
    `  access denied ${figure(coverage.access.denied)} times, delayed ${figure(coverage.access.delayed)}, on terms ${figure(coverage.access.conditional)}; ${figure(coverage.minutesLost)} minutes lost`,
    ...(coverage.recorded
      ? []
      : [
          count.max > 0
            ? '  coverage: not recorded; nobody can say from this figure how calm the rest was'
            : '  coverage: not recorded',
        ]),
    ...(cells.length === 0 ? [] : ['', ...table(cells)]),
  ];
  io.out(`${lines.join('\n')}\n`);
}

function table(cells: ReturnType<typeof cellsOf>): readonly string[] {
  const width = Math.max(...cells.map(({ area }) => area.length));
  return cells.map((cell) => `${cell.area.padEnd(width)}  ${cell.from.slice(0, 16)}Z  ${wordsOf(cell)}`);
}
