import type { Agreement } from './agreement.ts';
import type { Clause } from './clauses.ts';
import type { FactIndex } from './count-from.ts';
import type { Certainty } from './ids.ts';
import { listOf, plainEvent } from './lists.ts';
import { isCounted } from './times.ts';

const ORDER: readonly Certainty[] = ['primary', 'second-hand', 'unchecked'];

/**
 * How surely a clause as evaluated rests on the text: no more surely than the groups that it binds and the dates that it
 * counts from, whose own certainty may be less than that of its words. A fact on record takes the place of a date.
 */
export function certaintyOf(agreement: Agreement, clause: Clause, facts?: FactIndex): Certainty {
  const events = [
    ...listOf(clause.provided),
    clause.armed?.absent,
    ...[clause.from, clause.until, clause.armed?.at].flatMap((time) =>
      time !== undefined && isCounted(time) ? [time.after ?? time.of] : [],
    ),
  ];
  const rests = [
    ...listOf(clause.by).map((word) => agreement.groups?.[word]?.certainty),
    ...events.map((word) => {
      const event = word === undefined ? '' : plainEvent(word);
      return facts?.has(event) === true ? undefined : agreement.events?.[event]?.certainty;
    }),
  ];
  return rests.reduce<Certainty>(
    (least, one) => (one !== undefined && ORDER.indexOf(one) > ORDER.indexOf(least) ? one : least),
    clause.anchor.certainty,
  );
}

/** The last step of every explanation: the clause, its mark, our words for it, and the hash of the words it was made from. */
export function anchorStep(clause: Clause, certainty: Certainty): string {
  const { article, paraphrase, words } = clause.anchor;
  const mark = certainty === 'primary' ? '' : ` [${certainty}]`;
  const stated = clause['stated-as'] === undefined ? '' : ` Stated as: ${clause['stated-as']}.`;
  return `clause ${clause.id}, ${article}${mark}: ${paraphrase}${stated} (${words})`;
}
