import type { Block } from './document.ts';
import { erratumSaid } from './erratum-said.ts';
import { incidentSaid } from './incident-said.ts';
import { term } from './labels/index.ts';
import { mapOf } from './map.ts';
import type { Bulletin, ObservationRow } from './model.ts';
import { tablesOf } from './own-errata.ts';
import type { Saying } from './said.ts';
import { heading, MOST_ROWS, remarksIn } from './sections.ts';
import { sayStatus } from './sentences/index.ts';

// What stands at the end of a bulletin: trends, corrections, how to check it, the observations, the map.

export function spotOf(bulletin: Bulletin, say: Saying): readonly Block[] {
  const { spot } = bulletin;
  const remarks = remarksIn(bulletin, say, 'spot');
  if (spot === undefined && remarks.length === 0) return [];
  const event: Block =
    spot === undefined ? { is: 'paragraph', text: say.label('none') } : incidentSaid(spot, say);
  return [heading(say, 'spotEvent'), event, ...remarks];
}

export function trendOf(bulletin: Bulletin, say: Saying): readonly Block[] {
  const { trend } = bulletin;
  if (trend === undefined) return [];
  const interval = ({
    best,
    low,
    high,
  }: {
    readonly best: number;
    readonly low: number;
    readonly high: number;
  }) => ({ n: say.number(best), l: say.number(low), h: say.number(high) });
  return [
    heading(say, 'trend'),
    {
      is: 'table',
      caption: say.label('trend'),
      columns: (['day', 'figure', 'hours', 'rate'] as const).map((key) => say.label(key)),
      rows: trend.days.map(({ from, to, shows, rate }) => [
        say.stretch(from, to),
        say.shown(shows),
        say.hours(shows),
        rate === undefined ? '–' : say.label('interval', interval(rate)),
      ]),
    },
    { is: 'paragraph', text: say.label('trendSays') },
    ...(trend.ratio === undefined
      ? []
      : [
          {
            is: 'paragraph' as const,
            text: `${say.label('ratio', interval(trend.ratio))} ${say.label('ratioOpen')}`,
          },
        ]),
    ...remarksIn(bulletin, say, 'trend'),
  ];
}

export function correctionsOf(bulletin: Bulletin, say: Saying): readonly Block[] {
  const { corrections, due } = bulletin;
  const rows = corrections.flatMap(({ bulletin: number, reason, changes }) =>
    erratumSaid(say.language, changes, say.name).map((change) => ({ change, beside: [number, reason] })),
  );
  return [
    heading(say, 'corrections'),
    ...(corrections.length === 0
      ? [{ is: 'paragraph' as const, text: say.label('noCorrections') }]
      : tablesOf(rows, { beside: ['bulletin', 'reason'], figures: 'corrections' }, say)),
    ...(due.length === 0
      ? []
      : [
          {
            is: 'paragraph' as const,
            text: say.label('dueSays', {
              names: due.map(({ bulletin: number }) => number).join(say.label('and')),
            }),
          },
        ]),
    ...remarksIn(bulletin, say, 'corrections'),
  ];
}

export function statementOf({ number, statement, input }: Bulletin, say: Saying): readonly Block[] {
  const { root, fold, compiler, method } = statement;
  return [
    heading(say, 'statement'),
    { is: 'paragraph', text: say.label('statementSays', { number }) },
    {
      is: 'pairs',
      rows: [
        [say.label('input'), say.label('inputSays', { n: say.number(input.size) })],
        ...(input.tree === undefined ? [] : [[say.label('tree'), input.tree] as const]),
        [say.label('root'), root],
        [say.label('engine'), `${fold}, ${compiler}, ${method}`],
      ],
    },
  ];
}

/** The words of one observation, in the order of the columns. */
export function observationSaid(row: ObservationRow, say: Saying): readonly string[] {
  const { from, to, at, radius, count, means, weapon, place, zone, number, incident } = row;
  const many =
    count[0] === count[1] ? say.number(count[0]) : `${say.number(count[0])}–${say.number(count[1])}`;
  const beside = (...parts: readonly string[]) => parts.filter((part) => part !== '').join(say.label('and'));
  const precise = `${say.position(at)} (${say.label('within', { n: say.number(radius) })})`;
  const marked = row.mark === 'mission' ? '' : ` [${say.mark(row.mark)}]`;
  return [
    say.clocks(from, to),
    `${beside(say.foreign(row.source), say.foreign(say.name(row.area)))}${marked}`,
    beside(say.foreign(place ?? ''), precise, zone === undefined ? '' : say.foreign(say.name(zone))),
    means === undefined ? '–' : term(say.language, 'means', means),
    many,
    `${term(say.language, 'kind', row.kind)}${row.class === 'counted' ? '' : ` [${term(say.language, 'kind', row.class)}]`}`,
    weapon === undefined ? '–' : weaponSaid(weapon, say),
    say.pair(number ?? incident.slice(0, 8), sayStatus(say.language, row)),
  ];
}

/** A weapon by the word for its class, which it begins with; the rest as it was filed. */
function weaponSaid(weapon: string, say: Saying): string {
  const [kind = '', ...rest] = weapon.split(' ');
  return [term(say.language, 'weapon', kind), ...rest].join(' ');
}

export function annexOf(bulletin: Bulletin, say: Saying): readonly Block[] {
  const { observations } = bulletin;
  const more = observations.length - MOST_ROWS;
  return [
    heading(say, 'map'),
    { is: 'map', svg: mapOf(bulletin, say.label('map')), says: say.label('mapSays') },
    heading(say, 'annex'),
    {
      is: 'table',
      caption: say.label('annex'),
      columns: (['when', 'source', 'place', 'means', 'many', 'kind', 'weapon', 'incident'] as const).map(
        (key) => say.label(key),
      ),
      rows: observations.slice(0, MOST_ROWS).map((row) => observationSaid(row, say)),
    },
    ...(more > 0
      ? [{ is: 'paragraph' as const, text: say.label('annexMore', { n: say.number(more) }) }]
      : []),
  ];
}
