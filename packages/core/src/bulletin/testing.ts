import { expectAccepted } from '../base/index.ts';
import { figuresOf, type MissionState } from '../mission/index.ts';
import { type Night, WATCH } from '../mission/testing.ts';
import { bulletinOf } from './make.ts';
import type { Bulletin, Draft } from './model.ts';

/** A bulletin over the night of the worked case, as far as its record goes. */
export function draftOver(state: MissionState, change: Partial<Draft> = {}): Draft {
  return {
    ...{ number: '14/2026', type: 'daily', size: state.size },
    from: new Date(WATCH.from).toISOString(),
    to: new Date(WATCH.to).toISOString(),
    rule: { rule: 'each-explosion', version: 1 },
    issued: '2026-11-21T08:00:00Z',
    ...change,
  };
}

export function madeOver(state: MissionState, change: Partial<Draft> = {}): Bulletin {
  return expectAccepted(bulletinOf(state, draftOver(state, change), 'public'));
}

/** The night with a bulletin published over what it has so far. */
export async function publishOn(night: Night, change: Partial<Draft> = {}): Promise<Draft> {
  const state = await night.fold();
  const draft = draftOver(state, change);
  const figures = figuresOf(state, draft, 'public');
  night.put('bulletin', { ...draft, ...(figures === undefined ? {} : { figures }) });
  return draft;
}
