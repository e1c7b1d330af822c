import type { AreaAnswer, AreaQuestion, Areas } from './area.ts';
import type { CaseLie } from './case-form.ts';
import { meets, type Quantity, quantityOf } from './quantity.ts';

/** Answers questions of place from where a worked case says that its event lies: no geometry is needed, none invented. */
export function caseAreas(
  lies: readonly CaseLie[],
  zonesInside: (zone: string) => string | undefined,
): Areas<unknown> {
  return {
    answer: (question, _event, map) =>
      answer(
        lies.filter((lie) => lie.map === undefined || lie.map === map),
        question,
        zonesInside,
      ),
  };
}

function answer(
  lies: readonly CaseLie[],
  question: AreaQuestion,
  inside: (zone: string) => string | undefined,
): AreaAnswer {
  const stated = question.zone === undefined ? undefined : zoneAnswer(lies, question.zone, inside);
  if (stated !== undefined) return stated;
  const lie = lies.find((one) =>
    question.around === undefined
      ? one.line === question.line && one.line !== undefined
      : one.from === question.around,
  );
  if (lie === undefined) {
    const missing = question.line === undefined ? (question.around === undefined ? 'zone' : 'place') : 'line';
    return {
      missing,
      says: `place: nothing is known of ${question.line ?? question.zone ?? question.around}`,
    };
  }
  if (lie.probability !== undefined)
    return { probability: lie.probability, says: `place: within it with probability ${lie.probability}` };
  if (question.crossed === true)
    return lie.crossed === undefined
      ? { missing: 'crossing', says: `place: whether ${question.line} was crossed is not known` }
      : {
          probability: Number(lie.crossed === 'yes'),
          says: `place: ${question.line} was ${lie.crossed === 'yes' ? '' : 'not '}crossed`,
        };
  if (question.side !== undefined && lie.side === undefined)
    return { missing: 'side', says: `place: on which side of ${question.line} is not known` };
  if (question.side !== undefined && lie.side !== question.side)
    return {
      probability: 0,
      says: `place: it lies on the side of ${lie.side}, not on that of ${question.side}`,
    };
  return byDistance(lie, question);
}

function byDistance(lie: CaseLie, question: AreaQuestion): AreaAnswer {
  if (question.within === undefined && question.beyond === undefined)
    return { probability: 1, says: `place: it lies on the side of ${lie.side}` };
  if (lie.distance === undefined)
    return { missing: 'place', says: 'place: how far away it lies is not known' };
  const metres = quantityOf(lie.distance).value;
  const near = question.within === undefined || meets(metres, withSign(question.within, '<'));
  const far = question.beyond === undefined || meets(metres, withSign(question.beyond, '>='));
  const asked = [
    question.within === undefined ? '' : `within ${question.within}`,
    question.beyond === undefined ? '' : `beyond ${question.beyond}`,
  ]
    .join(' ')
    .trim();
  const from = question.line ?? question.around;
  return {
    probability: near && far ? 1 : 0,
    says: `place: ${lie.distance} from ${from} is ${near && far ? '' : 'not '}${asked}`,
  };
}

/** A distance without a sign is nearer than that, or at least that far: its edge belongs to what lies beyond. */
export function withSign(text: string, sign: '<' | '>='): Quantity {
  const quantity = quantityOf(text);
  return quantity.comparison === undefined ? { ...quantity, comparison: sign } : quantity;
}

/** A zone as stated, or by one within it that holds the place, or one around it that does not. */
function zoneAnswer(
  lies: readonly CaseLie[],
  zone: string,
  inside: (zone: string) => string | undefined,
): AreaAnswer | undefined {
  for (const lie of lies) {
    if (lie.zone === undefined) continue;
    if (lie.zone === zone && lie.probability !== undefined)
      return { probability: lie.probability, says: `place: in ${zone} with probability ${lie.probability}` };
    if (lie.inside === 'yes' && isWithin(lie.zone, zone, inside))
      return { probability: 1, says: `place: it lies in ${zone}` };
    if (lie.inside === 'no' && isWithin(zone, lie.zone, inside))
      return { probability: 0, says: `place: it lies outside ${zone}` };
  }
  return undefined;
}

function isWithin(inner: string, outer: string, inside: (zone: string) => string | undefined): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = inner; at !== undefined && !seen.has(at); at = inside(at)) {
    if (at === outer) return true;
    seen.add(at);
  }
  return false;
}
