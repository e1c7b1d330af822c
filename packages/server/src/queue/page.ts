// The last moment of the year 9999.
export const MAX_TIME = 253_402_300_799_999;

/** A time (UTC milliseconds) as text that sorts as times do. */
export function padded(time: number): string {
  return String(Math.max(0, Math.round(time))).padStart(15, '0');
}

/** Something with the text that it is sorted by, which nothing else has. */
export interface Keyed<T> {
  readonly item: T;
  readonly key: string;
}

/** One page in the order of keys, from behind the key `after`; where a page ended is found again, also when rows came or went. */
export function pageOf<T>(
  keyed: readonly Keyed<T>[],
  { after = '', limit }: { readonly after?: string; readonly limit: number },
): { readonly page: readonly T[]; readonly next?: string } {
  const left = keyed.filter(({ key }) => key > after).sort((a, b) => (a.key < b.key ? -1 : 1));
  const page = left.slice(0, limit);
  const last = page.at(-1);
  return {
    page: page.map(({ item }) => item),
    ...(left.length > limit && last !== undefined ? { next: last.key } : {}),
  };
}
