import { meantInstead } from '../base/index.ts';
import { COMMON_ACTIVITIES, FIRE } from './activity.ts';
import type { Agreement } from './agreement.ts';
import { FIRE_KINDS } from './fire.ts';
import { REPORTED_WEAPONS } from './kinds.ts';

/** Kinds that no common activity speaks of, and that reports bear all the same. */
const OTHERS: readonly string[] = ['flare', 'notification'];

const BASE: readonly string[] = [
  ...new Set([
    ...FIRE_KINDS,
    ...REPORTED_WEAPONS,
    ...Object.values(COMMON_ACTIVITIES).flatMap(({ is, mayBe }) => [...is, ...mayBe]),
    ...OTHERS,
  ]),
];

/** What people write for fire of any sort; a report says which, and which end of it was perceived. */
const WORDS_FOR_FIRE: ReadonlySet<string> = new Set([
  FIRE,
  'firing',
  'gunfire',
  'shelling',
  'shooting',
  'bombardment',
]);

/** Kinds that a report or an incident may bear under an agreement: the common ones, and those that it names itself. */
export function reportKinds({ activities = {} }: Pick<Agreement, 'activities'>): readonly string[] {
  const own = Object.entries(activities).flatMap(([id, { is, 'may-be': mayBe = [] }]) => [
    ...(is ?? (Object.hasOwn(COMMON_ACTIVITIES, id) ? COMMON_ACTIVITIES[id]?.is : undefined) ?? [id]),
    ...mayBe,
  ]);
  return [...new Set([...BASE, ...own.filter((kind) => kind !== FIRE)])];
}

/** Why a kind is none that a report may bear under an agreement, with the remedy; undefined where it is one. */
export function strangeKind(agreement: Agreement, kind: string): string | undefined {
  const known = reportKinds(agreement);
  if (known.includes(kind)) return undefined;
  const remedy = remedyFor(agreement, kind);
  const instead =
    remedy === undefined ? meantInstead(kind, known) : `${remedy}; known are ${known.join(', ')}`;
  return `kind "${kind.slice(0, 60)}" is no kind of report${instead}`;
}

function remedyFor({ activities = {} }: Agreement, kind: string): string | undefined {
  if (WORDS_FOR_FIRE.has(kind))
    return '; write explosion, artillery-fire, mortar-fire, small-arms-fire or another, with phase outgoing or impact';
  const own = Object.hasOwn(activities, kind) ? activities[kind]?.is : undefined;
  const common = Object.hasOwn(COMMON_ACTIVITIES, kind) ? COMMON_ACTIVITIES[kind]?.is : undefined;
  const is = own ?? common;
  return is === undefined ? undefined : `, but an activity; write one of ${is.join(', ')}`;
}
