import type { Actor } from '@armistice/core/rights';
import { readJson, sendJson } from '../api.ts';
import type { Area } from './areas.ts';

/** A member as the record has them. */
export interface Member extends Pick<Actor, 'handle' | 'roles' | 'party' | 'bodies' | 'area' | 'sources'> {
  /** RFC 3339: their roles hold from, and until, not including. */
  readonly from?: string;
  readonly until?: string;
  /** `member`, `invited` (no account yet), `not-begun`, `over` or `ended`. */
  readonly state: string;
  /** Who entered it, and the second person who agreed. */
  readonly by: string;
  readonly with?: string;
  readonly secondFactor: boolean;
  readonly simulated?: true;
}

/** A member whom a restore brought back; without a right until somebody has looked at them. */
export interface BroughtBack extends Pick<Member, 'handle' | 'roles' | 'party'> {
  /** Access was stopped when the backup was made. */
  readonly suspended: boolean;
  readonly reviewed?: { readonly by: string; readonly at: string };
}

/** Whom a restore brought back; without one, `restore` is left out. */
export interface Restored {
  /** RFC 3339: of the backup, and of the restore. */
  readonly restore?: { readonly backup: string; readonly at: string };
  readonly members: readonly BroughtBack[];
}

/** What is asked for a new member. */
export interface Invited {
  readonly handle: string;
  readonly roles: readonly string[];
  readonly party?: string;
  readonly bodies?: readonly string[];
  /** GeoJSON: where the roles hold; everywhere where it is left out. */
  readonly area?: Area;
  readonly from?: string;
  readonly until?: string;
}

/** Either the code to hand over, or the number of the proposal that waits for a second person. */
export interface Invitation {
  readonly invitation?: string;
  /** Half of the code, where two appointed them; `other` has the other half. */
  readonly half?: string;
  readonly other?: string;
  readonly proposal?: string;
}

/** A device that files by a token. */
export interface Device {
  readonly handle: string;
  readonly sources: readonly string[];
  readonly until?: string;
  /** RFC 3339, to the minute. */
  readonly used?: string;
  /** `open`, `without-token` or `ended`. */
  readonly state: string;
}

export async function readMembers(signal?: AbortSignal): Promise<readonly Member[]> {
  return ((await readJson('/api/members', signal)) as { readonly members: readonly Member[] }).members;
}

export async function readRestored(signal?: AbortSignal): Promise<Restored> {
  return (await readJson('/api/members/restored', signal)) as Restored;
}

/** Says that somebody whom a restore brought back is a member still. */
export async function isStillMember(handle: string): Promise<void> {
  await sendJson(`/api/members/${encodeURIComponent(handle)}/reviewed`);
}

export async function invite(invited: Invited): Promise<Invitation> {
  return (await sendJson('/api/members', invited)) as Invitation;
}

/** A new code for a member who lost the way in. */
export async function inviteAgain(handle: string): Promise<Invitation> {
  return (await sendJson(`/api/members/${encodeURIComponent(handle)}/invitation`)) as Invitation;
}

/** Ends a member; `proposal` where it waits for a second person. */
export async function endMember(handle: string, reason: string): Promise<{ readonly proposal?: string }> {
  const answer = await sendJson(`/api/members/${encodeURIComponent(handle)}/end`, { reason });
  return answer as { readonly proposal?: string };
}

export async function readDevices(signal?: AbortSignal): Promise<readonly Device[]> {
  return ((await readJson('/api/devices', signal)) as { readonly devices: readonly Device[] }).devices;
}

/** Gives a device its token: answered this once. */
export async function giveToken(handle: string, sources: readonly string[]): Promise<string> {
  const answer = await sendJson('/api/devices', { handle, sources });
  return (answer as { readonly token: string }).token;
}

export async function endDevice(handle: string): Promise<void> {
  await sendJson(`/api/devices/${encodeURIComponent(handle)}/end`, {});
}
