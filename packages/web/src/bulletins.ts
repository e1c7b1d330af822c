import type { Bulletin } from '@armistice/core/bulletin';
import type { Json } from '@armistice/core/record';
import { readJson, sendJson } from './api.ts';
import type { Language } from './i18n/languages.ts';

export const BULLETIN_TYPES = ['daily', 'weekly', 'spot', 'thematic'] as const;
export type BulletinType = (typeof BULLETIN_TYPES)[number];

/** A correction of a published bulletin, with both figures. */
export interface Erratum {
  readonly index: number;
  readonly at: string;
  readonly reason: string;
  readonly changes: readonly { readonly figure: string; readonly was: Json; readonly is: Json }[];
}

/** One bulletin in the list of them. */
export interface BulletinRow {
  readonly number: string;
  readonly type: BulletinType;
  /** Who reads it: everyone where it says nothing. */
  readonly audience?: string;
  readonly title?: string;
  readonly issued?: string;
  /** The entry of the record that publishes it. */
  readonly index: number;
  readonly at: string;
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly rule: string; readonly version: number };
  readonly languages: readonly Language[];
  readonly release?: { readonly parties: string; readonly partners: string; readonly public: string };
  /** Whether its document is given to whoever asks. */
  readonly released: boolean;
  readonly errata: readonly Erratum[];
  /** Entries that change what it reported, for which no erratum stands yet. */
  readonly due: readonly number[];
}

export const FORMATS = ['html', 'pdf', 'csv', 'geojson'] as const;

/** One bulletin with its files. */
export interface BulletinWhole extends BulletinRow {
  readonly figures?: Json;
  /** Its entry: of it, the words that people wrote. */
  readonly body: {
    readonly title?: string;
    readonly subject?: { readonly says: string };
    readonly remarks?: readonly Remark[];
  };
  readonly model: Pick<Bulletin, 'names'>;
  readonly files: readonly {
    readonly language: string;
    readonly format: string;
    readonly href: string;
    readonly hash?: string;
    /** Where it is read as it stands after its errata. */
    readonly corrected?: string;
  }[];
}

/** What a person chooses of a bulletin; everything else is computed. */
export interface BulletinWish {
  readonly number: string;
  readonly type: BulletinType;
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly rule: string; readonly version?: number };
  readonly title?: string;
  readonly incident?: string;
  readonly subject?: { readonly says: string; readonly kinds: readonly string[] };
  readonly remarks?: readonly Remark[];
  /** Of one that was drafted before: its own input and moment, so that it is the same again. */
  readonly size?: number;
  readonly issued?: string;
  readonly audience?: string;
  readonly area?: string;
  readonly areas?: readonly string[];
  readonly languages?: readonly Language[];
  readonly release?: BulletinRow['release'];
}

/** Words of a person, in the one section in which they stand. */
export interface Remark {
  readonly section: string;
  readonly text: string;
  readonly lang: string;
}

/** A bulletin as it would be published: nothing of it is written yet. */
export interface Drafted {
  /** The body of the entry that would publish it. */
  readonly body: { readonly [field: string]: Json };
  readonly html: string;
}

/** A bulletin counted again under another rule. */
export interface Recount {
  readonly published?: Json;
  readonly recounted: Json;
  readonly rule: { readonly rule: string; readonly version: number; readonly says: string };
  readonly whose: { readonly is: 'shipped' | 'on-record'; readonly by?: string };
}

const pathOf = (number: string): string => `/api/bulletins/${encodeURIComponent(number)}`;
const forAudience = (audience: string): string => `audience=${encodeURIComponent(audience)}`;

export async function readBulletins(audience: string, signal?: AbortSignal): Promise<readonly BulletinRow[]> {
  const answer = await readJson(`/api/bulletins?${forAudience(audience)}`, signal);
  return (answer as { readonly bulletins: readonly BulletinRow[] }).bulletins;
}

export async function readBulletin(
  number: string,
  audience: string,
  signal?: AbortSignal,
): Promise<BulletinWhole> {
  return (await readJson(`${pathOf(number)}?${forAudience(audience)}`, signal)) as BulletinWhole;
}

/** What would be published, read in a language. */
export async function draftBulletin(wish: BulletinWish, lang: Language): Promise<Drafted> {
  return (await sendJson('/api/bulletins/draft', { ...wish, lang })) as Drafted;
}

/** What an erratum would say: its body is left out where nothing came out otherwise. */
export async function draftErratum(
  number: string,
  signal?: AbortSignal,
): Promise<{ readonly body?: { readonly [field: string]: Json } & Pick<Erratum, 'changes'> }> {
  const answer = await readJson(`${pathOf(number)}/erratum`, signal);
  return answer as { readonly body?: { readonly [field: string]: Json } & Pick<Erratum, 'changes'> };
}

export async function recount(
  number: string,
  rule: string,
  audience: string,
  signal?: AbortSignal,
): Promise<Recount> {
  const query = `rule=${encodeURIComponent(rule)}&${forAudience(audience)}`;
  return (await readJson(`${pathOf(number)}/recount?${query}`, signal)) as Recount;
}

/** A document of a bulletin as text. */
export async function readDocument(href: string, signal?: AbortSignal): Promise<string> {
  const response = await fetch(href, signal === undefined ? {} : { signal });
  if (!response.ok) throw new Error(`${href} answered ${response.status}`);
  return response.text();
}

/** The address of a bulletin's view. */
export function bulletinPath(number: string): string {
  return `/bulletins/${encodeURIComponent(number)}`;
}

/** A counting rule, and whose it is: of a key, or none for those that come with the program. */
export interface CountingRuleRow {
  readonly rule: string;
  readonly version: number;
  readonly says: string;
  readonly by?: string;
}

export async function readCountingRules(
  audience: string,
  signal?: AbortSignal,
): Promise<readonly CountingRuleRow[]> {
  const answer = await readJson(`/api/counting-rules?${forAudience(audience)}`, signal);
  return (answer as { readonly rules: readonly CountingRuleRow[] }).rules;
}
