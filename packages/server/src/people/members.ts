import { readMoment } from '@armistice/core/base';
import { readZone } from '@armistice/core/geo';
import { isMemberAt, type MemberEntry, type Noted } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import { type Act, type Actor, may } from '@armistice/core/rights';

/** A member as the record has them: the entry, and who they are when they act. */
export interface Member {
  readonly handle: string;
  /** The entry that said so last. Whoever signed in before it signs in again. */
  readonly index: number;
  /** UTC milliseconds at which the record took it. */
  readonly at: number;
  readonly entry: MemberEntry;
  readonly actor: Actor;
}

/** Who is a member, beside those who ask: a copy of what the fold has made of the record. */
export class Members {
  #byHandle: ReadonlyMap<string, Member> = new Map();

  /** Takes the place of what was known before. */
  replace(members: readonly Noted<MemberEntry>[]): void {
    const known = this.#byHandle;
    this.#byHandle = new Map(
      members.map((noted) => {
        const { handle } = noted.body;
        const before = known.get(handle);
        return [handle, before?.index === noted.index ? before : memberOf(noted)];
      }),
    );
  }

  /** The last word on a handle, though they ended or are not begun; undefined where there is none. */
  get(handle: string): Member | undefined {
    return this.#byHandle.get(handle);
  }

  /** Everyone that the record names, in the order of handles. */
  all(): readonly Member[] {
    return [...this.#byHandle.values()].sort((a, b) => (a.handle < b.handle ? -1 : 1));
  }

  /** Handles of those who hold a right to an act now (UTC milliseconds), whatever it is about. */
  holding(act: Act, audience: string, now: number): readonly string[] {
    return this.all()
      .filter(({ entry, actor }) => isMemberAt(entry, now) && may(actor, act, { audience }, now).allowed)
      .map(({ handle }) => handle);
  }

  /** Handles of those who were ended since a moment (UTC milliseconds), and held a right to an act until then. */
  endedSince(act: Act, since: number): readonly string[] {
    return this.all()
      .filter(({ entry, at }) => entry.ended === true && at > since && heldBy(entry, act, at))
      .map(({ handle }) => handle);
  }
}

function heldBy({ ended: _, ...entry }: MemberEntry, act: Act, at: number): boolean {
  return isMemberAt(entry, at) && may(actorOfEntry(entry), act, { audience: PUBLIC }, at).allowed;
}

function memberOf({ index, at, body }: Noted<MemberEntry>): Member {
  return { handle: body.handle, index, at, entry: body, actor: actorOfEntry(body) };
}

/** Who a member is when they act. Of one who ended nothing is left but the public. */
export function actorOfEntry(entry: MemberEntry): Actor {
  const { handle, roles, party, bodies, area, from, until, sources, ended } = entry;
  if (ended === true) return { handle, roles: ['public'] };
  const zone = area === undefined ? undefined : readZone(area);
  // It was read when it was folded: what cannot be read again would be a right without its limit.
  if (zone?.ok === false) throw new Error(`the area of ${handle} cannot be read: ${zone.refusal.message}`);
  return {
    handle,
    roles,
    ...(party === undefined ? {} : { party }),
    ...(bodies === undefined ? {} : { bodies }),
    ...(zone === undefined ? {} : { area: zone.value }),
    ...(from === undefined ? {} : { from: readMoment(from) ?? Number.POSITIVE_INFINITY }),
    ...(until === undefined ? {} : { until: readMoment(until) ?? 0 }),
    ...(sources === undefined ? {} : { sources }),
  };
}
