import type { Vote } from './axes.ts';
import type { BodyRule } from './rules.ts';

// Who must take part, and how many must agree. A vote is written as seats by member, so that three of each side and
// one of each organisation can be told apart.

/** What a body needs, as the agreement or the mission states it. */
export type Constitution = Pick<BodyRule, 'members' | 'quorum' | 'threshold'>;

/** Why a vote does not carry, in a sentence; undefined where it does. A body without quorum or threshold needs no vote. */
export function whyNotCarried(
  body: Constitution,
  vote: Vote | undefined,
  membersOf: (group: string) => readonly string[],
): string | undefined {
  if (body.quorum === undefined && body.threshold === undefined && vote === undefined) return undefined;
  if (vote === undefined) return 'the body decides by vote, and no vote is stated';
  const stranger = memberNames(vote).find((one) => !mayVote(body, one, membersOf));
  if (stranger !== undefined) return `${stranger} is no member of the body`;
  return whyNoQuorum(body, vote, membersOf) ?? whyBelowThreshold(body, vote);
}

function memberNames(vote: Vote): readonly string[] {
  return [...new Set([vote.for, vote.against, vote.abstained].flatMap((part) => Object.keys(part ?? {})))];
}

function mayVote(
  { members }: Constitution,
  one: string,
  membersOf: (group: string) => readonly string[],
): boolean {
  return (
    members === undefined || members.includes(one) || members.some((group) => membersOf(group).includes(one))
  );
}

function seatsOf(vote: Vote, member: string): number {
  return (vote.for?.[member] ?? 0) + (vote.against?.[member] ?? 0) + (vote.abstained?.[member] ?? 0);
}

function whyNoQuorum(
  { quorum, members = [] }: Constitution,
  vote: Vote,
  membersOf: (group: string) => readonly string[],
): string | undefined {
  if (quorum === undefined) return undefined;
  const least = quorum['at-least'];
  const each = quorum['of-each'];
  if (each === undefined) {
    const present = memberNames(vote).reduce((sum, one) => sum + seatsOf(vote, one), 0);
    return present < least ? `${present} took part, and its quorum is ${least}` : undefined;
  }
  const groups = membersOf(each);
  const named = groups.length > 0 ? groups : members;
  const short = named.find((one) => seatsOf(vote, one) < least);
  return short === undefined
    ? undefined
    : `${seatsOf(vote, short)} of ${short} took part, and its quorum is ${least} of each ${each}`;
}

function whyBelowThreshold({ threshold }: Constitution, vote: Vote): string | undefined {
  if (threshold === undefined) return undefined;
  const { numerator, denominator } = shareIn(threshold.share);
  const below = (names: readonly string[]) => {
    const agreed = names.reduce((sum, one) => sum + (vote.for?.[one] ?? 0), 0);
    const present = names.reduce((sum, one) => sum + seatsOf(vote, one), 0);
    return agreed * denominator < numerator * present || present === 0 ? { agreed, present } : undefined;
  };
  const everyone = memberNames(vote);
  const groups = threshold.of === 'each' ? everyone.map((one) => [one]) : [everyone];
  for (const names of groups) {
    const short = below(names);
    if (short !== undefined)
      return `${short.agreed} of ${short.present}${threshold.of === 'each' ? ` of ${names[0]}` : ''} agreed, and ${threshold.share} must`;
  }
  return undefined;
}

/** A share in whole numbers: "66.7 %" is 66700 of 100000, "2/3" is 2 of 3. */
function shareIn(text: string): { readonly numerator: number; readonly denominator: number } {
  const [over, under] = text.split('/');
  if (under !== undefined) return { numerator: Number(over), denominator: Number(under) };
  return { numerator: Math.round(Number.parseFloat(text) * 1000), denominator: 100_000 };
}
