import type { Block } from './document.ts';
import { causeIn, term } from './labels/index.ts';
import type { Bulletin } from './model.ts';
import type { Saying } from './said.ts';
import { heading, remarksIn } from './sections.ts';

// What stands beside the figures: facts of the record, access, and who could observe.

export function factsOf(bulletin: Bulletin, say: Saying): readonly Block[] {
  const remarks = remarksIn(bulletin, say, 'facts');
  if (bulletin.facts.length === 0) return remarks.length === 0 ? [] : [heading(say, 'facts'), ...remarks];
  return [
    heading(say, 'facts'),
    {
      is: 'table',
      caption: say.label('facts'),
      columns: (['fact', 'when', 'by'] as const).map((key) => say.label(key)),
      rows: bulletin.facts.map(({ fact, at, by }) => [
        fact,
        say.time(at),
        by === undefined ? '–' : say.name(by),
      ]),
    },
    ...remarks,
  ];
}

export function accessOf(bulletin: Bulletin, say: Saying): readonly Block[] {
  const { access, minutesLost } = bulletin.coverage.all;
  const parts = {
    g: access.granted,
    d: access.denied,
    l: access.delayed,
    c: access.conditional,
    n: minutesLost,
  };
  const said = Object.fromEntries(Object.entries(parts).map(([name, n]) => [name, say.number(n)]));
  return [
    heading(say, 'access'),
    { is: 'paragraph', text: say.label('accessSays', said) },
    ...(bulletin.access.length === 0
      ? []
      : [
          {
            is: 'table' as const,
            caption: say.label('access'),
            columns: (['area', 'answer', 'period', 'duration', 'by', 'reason', 'condition'] as const).map(
              (key) => say.label(key),
            ),
            words: [5, 6],
            rows: bulletin.access.map(({ area, answer, from, to, minutes, party, reason, condition }) => [
              say.name(area),
              say.label(answer),
              say.stretch(from, to),
              minutes === undefined ? '–' : say.number(minutes),
              party === undefined ? '–' : say.name(party),
              reason ?? '–',
              condition ?? '–',
            ]),
          },
        ]),
    ...remarksIn(bulletin, say, 'access'),
  ];
}

export function coverageOf(bulletin: Bulletin, say: Saying): readonly Block[] {
  const { all, areas } = bulletin.coverage;
  const row = (area: string, { recorded, hours, of, lost, byMeans }: typeof all): readonly string[] => {
    const causes = new Map<string, number>();
    for (const one of lost) causes.set(one.cause, (causes.get(one.cause) ?? 0) + one.hours);
    const list = (rows: Iterable<readonly [string, number]>, word: (key: string) => string) =>
      say.list([...rows].map(([key, n]) => `${word(key)} ${say.tenths(n)}`)) || '–';
    return [
      area,
      recorded ? say.tenths(hours) : say.label('notRecorded'),
      recorded ? say.tenths(of) : '–',
      list(
        [...causes].sort(([, a], [, b]) => b - a),
        (cause) => causeIn(say.language, cause),
      ),
      list(Object.entries(byMeans), (means) => term(say.language, 'means', means)),
    ];
  };
  return [
    heading(say, 'coverage'),
    {
      is: 'table',
      caption: say.label('hours'),
      columns: (['area', 'able', 'possible', 'lost', 'means'] as const).map((key) => say.label(key)),
      rows: [
        row(say.label('total'), all),
        ...areas.map(({ area, coverage }) => row(say.name(area), coverage)),
      ],
    },
    ...remarksIn(bulletin, say, 'coverage'),
  ];
}
