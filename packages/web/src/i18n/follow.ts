import type { Language } from './languages.ts';

// The words in use are fetched in the next language before the page speaks it: what is missing then leaves the page as it was.

type Follow = (language: Language) => Promise<unknown>;
const followers = new Set<Follow>();

/** Has words that were asked for in one language fetched in the next as well. */
export function follows(follow: Follow): void {
  followers.add(follow);
}

/** Fetches all words in use in a language; rejects where some cannot be fetched. */
export async function fetchWords(language: Language): Promise<void> {
  await Promise.all([...followers].map((follow) => follow(language)));
}
