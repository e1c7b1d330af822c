import type { MissionView } from '@armistice/core/mission';
import { drawOf } from './draws.ts';

// The exercise favours nobody: whatever falls on a party falls on the other as often, give or take one. What fell on whom
// is read from the state, so that a restart goes on evenly.

/** What can fall on a party: it contests what happened; it claims, admits, or is assessed; its seat is empty. */
export type Lot = 'contests' | 'claimed' | 'admitted' | 'assessed' | 'absent';

/** How often each lot fell on each party so far. */
export class Balance {
  readonly #parties: readonly string[];
  readonly #fell = new Map<string, number>();

  constructor(parties: readonly string[]) {
    this.#parties = parties;
  }

  add(lot: Lot, party: string): void {
    const name = `${lot} ${party}`;
    this.#fell.set(name, (this.#fell.get(name) ?? 0) + 1);
  }

  /** On whom it falls next: on whom it fell less often; where both are even, the key decides. */
  next(lot: Lot, key: string): string {
    const fell = this.#parties.map((party) => this.#fell.get(`${lot} ${party}`) ?? 0);
    const least = this.#parties.filter((_, at) => fell[at] === Math.min(...fell));
    return least[drawOf(key, least.length, 5)] ?? '';
  }

  other(party: string): string {
    return this.#parties.find((one) => one !== party) ?? '';
  }
}

/** The balance as the state of the mission has it. */
export function balanceOf(view: MissionView, parties: readonly string[]): Balance {
  const balance = new Balance(parties);
  for (const stated of view.positions.values())
    for (const { body } of stated)
      if (body.on === 'facts' && body.stance === 'contests') balance.add('contests', body.party);
  for (const { attribution, attributed, findings = [] } of view.incidents.values()) {
    if (attribution === 'claimed' && attributed !== undefined) balance.add('claimed', attributed.by);
    if ((attribution === 'admitted' || attribution === 'assessed') && attributed?.party !== undefined)
      balance.add(attribution, attributed.party);
    for (const { finding, vote } of findings)
      for (const party of parties)
        if (finding === 'not adopted' && vote?.for?.[party] === undefined) balance.add('absent', party);
  }
  return balance;
}
