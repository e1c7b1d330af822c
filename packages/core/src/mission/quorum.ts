import { type Constitution, carried, quorate } from '../agreement/index.ts';
import type { Vote } from './axes.ts';

// Who must take part, and how many must agree. A vote is written as seats by member, so that three of each side and
// one of each organisation can be told apart. What a body needs is read by the agreement's own readers.

/** What somebody who took part holds against a decision. */
interface Dissent {
  readonly by: string;
  readonly text: string;
}

/**
 * Why a vote does not carry, in a sentence; undefined where it does. Without a threshold a body decides by consensus:
 * somebody agrees and nobody is against; who abstains does not stand in the way. With one, the share is of all who took
 * part. A body of which nothing is stated but its name is one organ, and its signature is its decision.
 */
export function whyNotCarried(
  body: Constitution,
  vote: Vote | undefined,
  dissent: readonly Dissent[] = [],
): string | undefined {
  const { members, quorum, threshold } = body;
  const stranger = dissent.find(({ by }) => members.length > 0 && !members.includes(by));
  if (stranger !== undefined) return `${stranger.by}, whose dissent is stated, is no member of the body`;
  if (vote === undefined)
    return members.length === 0 && quorum === undefined && threshold === undefined
      ? undefined
      : 'the body decides by vote, and no vote is stated';
  const unknown = votersOf(vote).find((one) => members.length > 0 && !members.includes(one));
  if (unknown !== undefined) return `${unknown} is no member of the body`;
  return whyNoQuorum(body, vote) ?? whyTooFew(body, vote);
}

/** Seats in favour, over all members. */
export function seatsInFavour(vote: Vote | undefined): number {
  return Object.values(vote?.for ?? {}).reduce((sum, seats) => sum + seats, 0);
}

function votersOf(vote: Vote): readonly string[] {
  return [...new Set([vote.for, vote.against, vote.abstained].flatMap((part) => Object.keys(part ?? {})))];
}

function seatsOf(vote: Vote, member: string): number {
  return seatsIn(vote.for, member) + seatsIn(vote.against, member) + seatsIn(vote.abstained, member);
}

/** Seats that are stated of a member; a handle such as "constructor" has none until somebody states them. */
function seatsIn(part: Vote['for'], member: string): number {
  return part !== undefined && Object.hasOwn(part, member) ? (part[member] ?? 0) : 0;
}

function whyNoQuorum(body: Constitution, vote: Vote): string | undefined {
  const present = new Map(votersOf(vote).map((one) => [one, seatsOf(vote, one)]));
  const { quorum } = body;
  if (quorum === undefined || quorate(body, present)) return undefined;
  const least = quorum.atLeast;
  const short = quorum.ofEach?.find((one) => (present.get(one) ?? 0) < least);
  if (short !== undefined)
    return `${present.get(short) ?? 0} of ${short} took part, and its quorum is ${least} of each of ${quorum.ofEach?.join(', ')}`;
  const all = [...present.values()].reduce((sum, seats) => sum + seats, 0);
  return `${all} took part, and its quorum is ${least}`;
}

function whyTooFew(body: Constitution, vote: Vote): string | undefined {
  const everyone = votersOf(vote);
  const groups = body.threshold?.of === 'each' ? everyone.map((one) => [one]) : [everyone];
  // The share of a threshold is of all who took part; consensus is among those who voted.
  const counted = body.threshold === undefined ? { for: vote.for, against: vote.against } : vote;
  for (const names of groups.length === 0 ? [[]] : groups) {
    const agreed = names.reduce((sum, one) => sum + seatsIn(vote.for, one), 0);
    const voted = names.reduce((sum, one) => sum + seatsOf(counted as Vote, one), 0);
    if (carried(body, agreed, voted)) continue;
    const whose = body.threshold?.of === 'each' ? ` of ${names[0]}` : '';
    return `${agreed} of ${voted}${whose} agreed, and ${shareInWords(body)} must`;
  }
  return undefined;
}

function shareInWords({ threshold }: Constitution): string {
  if (threshold === undefined) return 'by consensus all who vote';
  const { numerator, denominator } = threshold.share;
  return denominator % 10 === 0 ? `${(100 * numerator) / denominator} %` : `${numerator}/${denominator}`;
}
