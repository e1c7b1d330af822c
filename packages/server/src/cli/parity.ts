import { readMoment } from '@armistice/core/base';
import { MISSION, type Parity, parityOf, type ShareFigure, type TimeFigure } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import { type Command, EXIT, type Io, usageError } from './command.ts';
import { folded } from './folded.ts';
import { readOptions } from './options.ts';
import { openPlace } from './place.ts';

const NAME = 'parity';

const USAGE = `armistice parity <folder | url> [options]

Says in figures whether the parties are treated alike: the time from an event to each later step, the evidence that was there
at each decision, what incidents and complaints came to, and what access was given. Every figure has its 95 % interval, and
what is still open counts. It reads the record, works it out itself, and changes nothing; a running server is no hindrance.

  --from <time>    what ended, or was filed, at this time or later
  --to <time>      what ended, or was filed, before this time
  --as mission     also what is for the mission alone
  --json           the whole answer, as one line`;

const OPTIONS = {
  from: { type: 'string' },
  to: { type: 'string' },
  as: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

export const parityCommand: Command = {
  name: NAME,
  summary: 'whether the parties are treated alike, in figures with their intervals',
  usage: USAGE,
  async run(args, io) {
    const { values, positionals } = readOptions(NAME, args, OPTIONS);
    const [named, ...others] = positionals;
    if (named === undefined || others.length > 0)
      throw usageError(NAME, 'name one record: a data folder, a public folder or a web address');
    const { as: audience = PUBLIC } = values;
    if (audience !== PUBLIC && audience !== MISSION)
      throw usageError(NAME, `--as takes mission, not "${audience}"`);
    const [from, to] = [momentOption('from', values.from), momentOption('to', values.to)];
    const state = await folded(await openPlace(named), audience);
    const figures = parityOf(state, {
      audience,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    });
    if (values.json) io.out(`${JSON.stringify({ ok: true, ...figures })}\n`);
    else tell(figures, io);
    return EXIT.yes;
  },
};

function momentOption(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const moment = readMoment(text);
  if (moment === undefined)
    throw usageError(NAME, `--${name} takes a time such as 2026-11-20T00:00:00Z, not "${text}"`);
  return moment;
}

function tell(figures: Parity, io: Io): void {
  const { incidents, complaints, at, size, compared, suppressedBelow } = figures;
  const lines = [
    ...(figures.exercise ? ['EXERCISE (simulated)'] : []),
    `${incidents} incidents and ${complaints} complaints, from ${size} entries, as of ${at}`,
    'median [95 % interval] in hours; open cases count. The order of the parties is that of the agreement.',
    ...figures.times.flatMap(({ standing, step, from, parties }) => [
      '',
      `from ${from} to ${step}, ${WORDS[standing]}`,
      ...parties.map((one) => `  ${one.party}: ${'suppressed' in one ? SUPPRESSED : timeWords(one, 'h')}`),
    ]),
    ...figures.evidence.flatMap(({ standing, decision, counts, parties }) => [
      '',
      `${counts} when first ${decision}, ${WORDS[standing]}`,
      ...parties.map((one) => `  ${one.party}: ${'suppressed' in one ? SUPPRESSED : timeWords(one, '')}`),
    ]),
    ...figures.shares.flatMap(({ standing, of, is, parties }) => [
      '',
      `of ${of}: ${is}, ${WORDS[standing]}`,
      ...parties.map((one) => `  ${one.party}: ${'suppressed' in one ? SUPPRESSED : shareWords(one)}`),
    ]),
    '',
    `${compared} figures were compared. "differs": chance alone would mark any of them in fewer than 5 of 100 records.`,
    ...(suppressedBelow === undefined
      ? []
      : [`Figures that rest on fewer than ${suppressedBelow} are not shown to this audience.`]),
  ];
  io.out(`${lines.join('\n')}\n`);
}

const SUPPRESSED = 'suppressed';

const WORDS = {
  complains: 'incidents and complaints by who complained',
  'complained-of': 'incidents and complaints by of whom it was complained',
  'own-side': 'incidents by the side of the line on which they happened',
  'gives-access': 'by the party that answered',
} as const;

function timeWords({ n, open, median, low, high, others }: TimeFigure, unit: string): string {
  const middle = median === null ? 'not reached by half' : `${median}${unit}`;
  const waiting = open === 0 ? '' : `, ${open} open`;
  return `${middle} [${low}, ${high ?? 'no bound yet'}] of ${n}${waiting}${comparedWords(others)}`;
}

function shareWords({ n, count, share, low, high, others }: ShareFigure): string {
  const shown = share === null ? 'none' : `${percent(share)} [${percent(low)}, ${percent(high)}]`;
  return `${shown}, ${count} of ${n}${comparedWords(others)}`;
}

function percent(share: number): string {
  return `${Math.round(1000 * share) / 10} %`;
}

function comparedWords(others: TimeFigure['others']): string {
  if (others === undefined) return '';
  const { ratio, low, high, differs } = others;
  const factor =
    ratio === undefined || ratio === null
      ? ''
      : `; ${ratio} times the others [${low ?? 'no bound'}, ${high ?? 'no bound'}]`;
  return `${factor}${differs ? '; differs' : ''}`;
}
