import type { Account } from '../../casework/account.ts';

/** The zone of the text in force; UTC where there is none. */
export function zoneOf({ texts }: Account): string {
  return texts[0]?.clock ?? 'UTC';
}
