import { type AllConditions, type AnyConditions, Engine } from 'json-rules-engine';
import type { EvaluatedIncident } from '../packages/core/src/agreement/index.ts';
import { type Rate, startClock } from './rules-clock.ts';
import { type ClauseRow, clauseRows } from './rules-world.ts';

/** How many clauses the peer finds touched by some events, and how fast. */
export async function hitsOf(
  events: readonly EvaluatedIncident[],
  places: readonly number[],
): Promise<{ readonly rate: Rate; readonly hits: number }> {
  const engine = new Engine([], { allowUndefinedFacts: true });
  for (const [at, row] of clauseRows().entries())
    engine.addRule({ conditions: conditionsOf(row), event: { type: `c${at}` } });
  let hits = 0;
  const clock = startClock();
  for (const [at, event] of events.entries()) {
    const { results } = await engine.run({
      kind: event.kind,
      at: Date.parse(event.occurred.from),
      class: event.weapon?.class,
      calibre: event.weapon?.calibre,
      zone: places[at],
    });
    hits += results.length;
  }
  return { rate: clock(events.length), hits };
}

function conditionsOf(row: ClauseRow): AllConditions | AnyConditions {
  return {
    all: [
      {
        fact: 'kind',
        operator: 'in',
        value: [...row.kinds, ...(row.activity === 'presence' ? ['artillery-fire', 'mortar-fire'] : [])],
      },
      { fact: 'at', operator: 'greaterThanInclusive', value: row.from },
      { fact: 'zone', operator: 'equal', value: row.zone },
      ...(row.class === undefined
        ? []
        : [
            { fact: 'class', operator: 'equal', value: row.class },
            { fact: 'calibre', operator: 'greaterThanInclusive', value: row.calibre ?? 0 },
          ]),
    ],
  };
}
