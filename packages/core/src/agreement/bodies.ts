import type { Shaped } from '../base/index.ts';
import type { Agreement } from './agreement.ts';
import { listOf } from './lists.ts';
import { readShare, type Share } from './quantity.ts';
import type { countingForm } from './sections.ts';

/** What a body does under an agreement. */
export type BodyTask = 'monitor' | 'verify' | 'attribute' | 'find' | 'coordinate' | 'consent';

/** A body that the agreement names, with what must hold before it has decided. */
export interface Body {
  readonly id: string;
  readonly name: string;
  readonly does: readonly BodyTask[];
  /** Parties, groups and bodies that sit in it; empty where the text does not say. */
  readonly members: readonly string[];
  readonly quorum?: { readonly atLeast: number; readonly ofEach?: readonly string[] };
  /** The share of votes that must agree; `of` says of whom, in the words of the agreement. */
  readonly threshold?: { readonly share: Share; readonly of?: string };
}

/**
 * A body by its id, or undefined. `ofEach` lists the parties that the quorum counts one by one: those of the group
 * that it names, or that one party or body.
 */
export function bodyOf(agreement: Agreement, id: string): Body | undefined {
  const body =
    agreement.bodies !== undefined && Object.hasOwn(agreement.bodies, id) ? agreement.bodies[id] : undefined;
  if (body === undefined) return undefined;
  const { quorum, threshold } = body;
  const each = quorum?.['of-each'];
  const share = threshold === undefined ? undefined : readShare(threshold.share);
  return {
    id,
    name: body.name,
    does: body.does ?? [],
    members: body.members ?? [],
    ...(quorum === undefined
      ? {}
      : {
          quorum: {
            atLeast: quorum['at-least'],
            ...(each === undefined ? {} : { ofEach: agreement.groups?.[each]?.of ?? listOf(each) }),
          },
        }),
    ...(share === undefined
      ? {}
      : { threshold: { share, ...(threshold?.of === undefined ? {} : { of: threshold.of }) } }),
  };
}

/** Bodies that do something under an agreement, such as those that may adopt a finding, in the order of the text. */
export function bodiesThat(agreement: Agreement, task: BodyTask): readonly Body[] {
  return Object.keys(agreement.bodies ?? {}).flatMap((id) => {
    const body = bodyOf(agreement, id);
    return body?.does.includes(task) === true ? [body] : [];
  });
}

/** Whether enough members take part: `present` names parties and bodies, each with how many persons it has there. */
export function quorate({ quorum }: Body, present: ReadonlyMap<string, number>): boolean {
  if (quorum === undefined) return true;
  if (quorum.ofEach !== undefined)
    return quorum.ofEach.every((one) => (present.get(one) ?? 0) >= quorum.atLeast);
  return [...present.values()].reduce((sum, one) => sum + one, 0) >= quorum.atLeast;
}

/** Whether enough of those who voted agree, exactly: 4 of 5 are 80 %. A body without a threshold decides by all. */
export function carried({ threshold }: Body, inFavour: number, voted: number): boolean {
  if (voted <= 0 || inFavour > voted) return false;
  const { numerator, denominator } = threshold?.share ?? { numerator: 1, denominator: 1 };
  return inFavour * denominator >= voted * numerator;
}

/** How incidents are counted under an agreement, every choice stated; undefined where its text does not say. */
export type CountingRule = Shaped<typeof countingForm>;

export function countingRule(agreement: Agreement): CountingRule | undefined {
  return agreement.counting;
}
