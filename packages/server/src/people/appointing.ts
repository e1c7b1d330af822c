import { hash } from 'node:crypto';
import {
  type MemberEntry,
  MISSION,
  type MissionRules,
  OFFICES_UNSTATED,
  officesIn,
  parseMember,
} from '@armistice/core/mission';
import { formatJson, type Json, PUBLIC, thumbprint } from '@armistice/core/record';
import { OFFICES_OF_ROLE } from '@armistice/core/rights';
import type { Agreed } from '../desk/proposals.ts';
import type { Mission } from '../mission.ts';
import { Problem } from '../problems.ts';
import type { Content, Draft } from '../record/draft.ts';
import type { OpenLog } from '../record/folder.ts';

/**
 * Writes who is a member, under the registrar's key. In one batch with it: the offices in the open rules, by which the fold
 * counts what a person decides, and the end of keys that the mission held for somebody who is a member no longer.
 */
export class Appointing {
  readonly #mission: Mission;
  readonly #open: Pick<OpenLog, 'log' | 'keys'>;
  #last: Promise<unknown> = Promise.resolve();

  constructor(mission: Mission, open: Pick<OpenLog, 'log' | 'keys'>) {
    this.#mission = mission;
    this.#open = open;
  }

  /** Does something with who is a member, one after the other: what it looked at still holds when it writes. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#last.then(work);
    this.#last = next.catch(() => undefined);
    return next;
  }

  /**
   * Writes a member that a second person agreed to, with the words of both in the same batch. What a former process wrote
   * and took no note of is not written again.
   */
  async writeAgreed(member: MemberEntry, proposal: string, words: Agreed['words']): Promise<void> {
    const { keys } = this.#open;
    const nonce = hash('sha256', `member ${proposal}`, 'buffer').subarray(0, 16).toString('base64url');
    const stands = this.#mission.members.get(member.handle)?.entry;
    if (
      stands !== undefined &&
      formatJson(stands as unknown as Json) === formatJson(member as unknown as Json)
    )
      return;
    await this.#append(
      [{ ...contentOf(member), nonce }],
      [member],
      await words({ by: thumbprint(keys.registrar.jwk), nonce }),
    );
  }

  /** Writes members, and resolves when the fold has taken them. Throws a problem where one is misshapen. */
  async write(...members: readonly MemberEntry[]): Promise<void> {
    await this.#append(members.map(contentOf), members, []);
  }

  /**
   * Throws where rules change the offices of a member: those follow from roles, and rules that were asked for before
   * somebody went would bring theirs back.
   */
  async mustKeepOffices({ offices = {} }: Pick<MissionRules, 'offices'>): Promise<void> {
    const { rules } = await this.#mission.ask('beginning', MISSION, {});
    for (const { handle } of this.#mission.members.all()) {
      const [asked, now] = [officesIn({ offices }, handle), officesIn(rules, handle)];
      if (asked.length !== now.length || asked.some((office) => !now.includes(office)))
        throw new Problem(
          'entry/form',
          `the offices of ${handle} follow from their roles, and are ${now.join(', ') || 'none'} now: leave them as they are`,
        );
    }
  }

  async #append(
    first: readonly Content[],
    members: readonly MemberEntry[],
    words: readonly Draft[],
  ): Promise<void> {
    const { log, keys } = this.#open;
    const contents = [...first];
    const { rules } = await this.#mission.ask('beginning', MISSION, {});
    const held = this.#heldByAll();
    const changed = members.reduce((before, member) => withOffices(before, member, held), rules);
    if (changed !== rules)
      contents.push({ kind: 'mission', audience: PUBLIC, body: { open: changed as unknown as Json } });
    for (const { handle, ended } of members) if (ended === true) contents.push(...this.#revocations(handle));
    await log.append([...contents.map((content) => log.draft(content, keys.registrar)), ...words]);
    await this.#mission.settled();
  }

  /** What those have while the rules state no offices who are no members: their keys may assess. */
  #heldByAll(): NonNullable<MissionRules['offices']> {
    const persons = [...this.#open.log.register.keys.values()].filter(
      ({ role, subject, until }) =>
        role === 'person' && until === undefined && this.#mission.members.get(subject) === undefined,
    );
    return Object.fromEntries(persons.map(({ subject }) => [subject, [...OFFICES_UNSTATED]]));
  }

  #revocations(handle: string): readonly Content[] {
    const held = [...this.#open.log.register.keys.values()].filter(
      ({ role, subject, until }) => role === 'person' && subject === handle && until === undefined,
    );
    return held.map(({ id }) => ({
      ...{ kind: 'key', audience: PUBLIC },
      body: { open: { action: 'revoke', revokes: id } },
    }));
  }
}

function contentOf(member: MemberEntry): Content {
  const read = parseMember(member);
  if (!read.ok) throw new Problem('people/form', read.refusal.message);
  const fields = Object.entries(member).map(([name, value]) => ({
    ...{ name, value: value as Json },
    ...{ audience: MISSION, part: 'view' as const },
  }));
  return { kind: 'member', audience: MISSION, body: { fields } };
}

/**
 * The rules with the offices of a member as their roles give them; the same rules where nothing changes. The first who has
 * any takes none from others: what their keys had while nothing was stated, `held`, is stated with it.
 */
function withOffices(
  rules: MissionRules,
  { handle, roles, ended }: MemberEntry,
  held: NonNullable<MissionRules['offices']>,
): MissionRules {
  const does = ended === true ? [] : [...new Set(roles.flatMap((role) => OFFICES_OF_ROLE[role] ?? []))];
  const before = officesIn(rules, handle);
  if (does.length === before.length && does.every((office) => before.includes(office))) return rules;
  const { [handle]: _, ...others } = rules.offices ?? held;
  // Where nobody is left, no offices are stated: rules that say nothing of them let every person's key assess.
  return { ...rules, offices: does.length === 0 ? others : { ...others, [handle]: does } };
}
