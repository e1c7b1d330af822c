import type { Json } from '@armistice/core/record';
import type { StepMove } from './account.ts';

/** What was typed into the form of an attribution: also under choices that were left again. */
export interface AttributionSaid {
  readonly to: string;
  readonly party: string;
  readonly basis: string;
  readonly confidence: string;
  readonly reason: string;
}

/** Which fields a form shows, and therefore which are written: nobody signs what they do not see. */
export interface AttributionFields {
  readonly party: boolean;
  readonly basis: boolean;
  readonly confidence: boolean;
}

/** Fields that go with a step. A party that claims for itself is named by its key. */
export function attributionFields(step: StepMove | undefined, isParty: boolean): AttributionFields {
  const to = step?.to;
  const names = to !== undefined && to !== 'undetermined' && to !== 'disputed';
  return { party: names && !(isParty && to === 'claimed'), basis: names, confidence: to === 'assessed' };
}

/** The body of the entry: the step, and what was typed into the fields that it shows. */
export function attributionBody(
  incident: string,
  said: AttributionSaid,
  step: StepMove,
  shown: AttributionFields,
): { readonly [field: string]: Json } {
  const [basis, reason] = [said.basis.trim(), said.reason.trim()];
  const saysWho = step.to === 'claimed' && step.ownKey !== true;
  return {
    ...{ incident, attribution: step.to },
    ...(shown.party && said.party !== '' ? { party: said.party } : {}),
    ...(shown.party && saysWho ? { saidBy: said.party } : {}),
    ...(shown.basis && basis !== '' ? { basis } : {}),
    ...(shown.confidence && said.confidence !== '' ? { confidence: Number(said.confidence) } : {}),
    ...(reason === '' ? {} : { reason }),
  };
}
