import { meantInstead, nearestWord } from '../base/index.ts';
import type { Agreement } from './agreement.ts';
import { KINDS } from './kinds.ts';

/** What is wrong with the class of a weapon as somebody reports it; `grave` where an answer made of it would mislead. */
export interface StrangeClass {
  readonly grave: boolean;
  readonly says: string;
}

/** Whether a class is one that a source can have seen: a kind, and not a class that the agreement draws itself. */
export function strangeClass(agreement: Agreement, given: string): StrangeClass | undefined {
  const { weapons = {}, things = {} } = agreement;
  const known = [
    ...new Set([
      ...KINDS,
      ...Object.values(weapons).flatMap(({ kind = [] }) => kind),
      ...Object.keys(things),
    ]),
  ];
  if (known.includes(given)) return undefined;
  const quoted = `weapon.class: "${given.slice(0, 60)}" is`;
  const own = Object.hasOwn(weapons, given) ? weapons[given] : undefined;
  if (own !== undefined) {
    const kinds = own.kind === undefined ? 'its kind, such as tank' : `the kind (${own.kind.join(', ')})`;
    const rest = own.calibre === undefined ? '' : ', and "calibre" in millimetres';
    return {
      grave: true,
      says: `${quoted} a class that the agreement draws; a report says what was seen: write ${kinds}${rest}`,
    };
  }
  return {
    grave: nearestWord(given, known) !== undefined,
    says: `${quoted} no kind of weapon that a clause knows${meantInstead(given, known)}`,
  };
}
