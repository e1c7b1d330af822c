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
  /** Parties and bodies that sit in it; empty where the text does not say. */
  readonly members: readonly string[];
  readonly quorum?: { readonly atLeast: number; readonly ofEach?: readonly string[] };
  /** The share of votes that must agree; `of` says of whom, in the words of the agreement. */
  readonly threshold?: { readonly share: Share; readonly of?: string };
}

/** What must hold before a body has decided. */
export type Constitution = Pick<Body, 'members' | 'quorum' | 'threshold'>;

/** The same as an agreement, or the rules of a mission, state it. */
export type StatedConstitution = Pick<NonNullable<Agreement['bodies']>[string], keyof Constitution>;

/** The parties of a text by whose names members and quorum are read. */
export type Roll = Pick<Agreement, 'parties' | 'groups'>;

/** A body by its id, or undefined. */
export function bodyOf(agreement: Agreement, id: string): Body | undefined {
  const { bodies } = agreement;
  const stated = bodies !== undefined && Object.hasOwn(bodies, id) ? bodies[id] : undefined;
  if (stated === undefined) return undefined;
  return { id, name: stated.name, does: stated.does ?? [], ...constituted(stated, agreement) };
}

/**
 * What a body needs, out of its stated form. A group among its members stands for its parties. `ofEach` lists whom the quorum counts
 * one by one: the parties of the group that it names, all parties for the word "party", or that one party or body.
 */
export function constituted(
  { members = [], quorum, threshold }: StatedConstitution,
  { parties, groups = {} }: Roll,
): Constitution {
  const each = quorum?.['of-each'];
  const partiesOf = (group: string) => (Object.hasOwn(groups, group) ? groups[group]?.of : undefined);
  const everyone = each === 'party' ? parties.map((party) => party.id) : undefined;
  const share = threshold === undefined ? undefined : readShare(threshold.share);
  return {
    members: [...new Set(members.flatMap((one) => partiesOf(one) ?? one))],
    ...(quorum === undefined
      ? {}
      : {
          quorum: {
            atLeast: quorum['at-least'],
            ...(each === undefined ? {} : { ofEach: partiesOf(each) ?? everyone ?? listOf(each) }),
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
export function quorate({ quorum }: Constitution, present: ReadonlyMap<string, number>): boolean {
  if (quorum === undefined) return true;
  if (quorum.ofEach !== undefined)
    return quorum.ofEach.every((one) => (present.get(one) ?? 0) >= quorum.atLeast);
  return [...present.values()].reduce((sum, one) => sum + one, 0) >= quorum.atLeast;
}

/** Whether enough of those who voted agree, exactly: 4 of 5 are 80 %. A body without a threshold decides by all. */
export function carried({ threshold }: Constitution, inFavour: number, voted: number): boolean {
  if (voted <= 0 || inFavour > voted) return false;
  const { numerator, denominator } = threshold?.share ?? { numerator: 1, denominator: 1 };
  return inFavour * denominator >= voted * numerator;
}

/** How incidents are counted under an agreement, every choice stated; undefined where its text does not say. */
export type CountingRule = Shaped<typeof countingForm>;

export function countingRule(agreement: Agreement): CountingRule | undefined {
  return agreement.counting;
}
