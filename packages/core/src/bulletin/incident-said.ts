import type { Block } from './document.ts';
import { term } from './labels/index.ts';
import type { Told } from './model.ts';
import type { Saying } from './said.ts';
import {
  capital,
  ended,
  sayAttribution,
  sayFinding,
  sayIndication,
  sayPositions,
  sayStatus,
} from './sentences/index.ts';

/** An incident: what, how many and when as its lead; then where, status, who, what is indicated, what was found and said of it. */
export function incidentSaid(told: Told, say: Saying): Extract<Block, { is: 'incident' }> {
  const { language } = say;
  const { number, id, kind, from, to, at, radius, zone, count, findings, positions, indications } = told;
  const name = say.foreign(number ?? id.slice(0, 8));
  const where = `${say.position(at)} (${say.label('within', { n: say.number(radius) })})${zone === undefined ? '' : `${say.label('and')}${say.foreign(say.name(zone))}`}`;
  const what = `${term(language, 'kind', kind)}${say.label('and')}${say.range(count)}`;
  const sentences = [
    where,
    say.list([sayStatus(language, told), sayAttribution(language, told, say.name)]),
    ...findings.map((finding) => {
      const own = positions.filter(
        ({ on, clause }) => on === 'finding' && (clause === undefined || clause === finding.clause),
      );
      return sayFinding(language, { ...finding, positions: own }, say.name, say.ahead(finding.on));
    }),
    ...indications
      .filter(({ clause, outcome }) => outcome === 'breach' && !findings.some((one) => one.clause === clause))
      .map((one) => sayIndication(language, { ...one, because: [] })),
    ...besideOf(told, say),
  ];
  return {
    is: 'incident',
    lead: say.list([say.pair(name, what), say.stretch(from, to)]),
    text: sentences.map((sentence) => ended(capital(sentence))).join(' '),
  };
}

/** Positions on anything but a finding: printed beside it, always. */
function besideOf({ positions, findings }: Told, say: Saying): readonly string[] {
  const rest = positions.filter(({ on }) => on !== 'finding' || findings.length === 0);
  return rest.length === 0 ? [] : [sayPositions(say.language, rest, say.name)];
}
