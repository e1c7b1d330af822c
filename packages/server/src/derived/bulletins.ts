import {
  type BulletinEntry,
  type CountingRule,
  countingRuleNamed,
  type ErratumEntry,
  type Published,
  reads,
  SHIPPED_RULES,
} from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import type { Deriving } from './deriving.ts';

/** A bulletin as it stands in the record, with what was said of it since. */
export interface BulletinRow {
  readonly index: number;
  /** UTC milliseconds. */
  readonly at: number;
  readonly audience: string;
  readonly body: BulletinEntry;
  readonly errata: readonly { readonly index: number; readonly at: number; readonly body: ErratumEntry }[];
  /** Entries that change what it reported, for which no erratum stands yet. */
  readonly due: readonly number[];
  /** Entry of the last erasure that was folded; -1 where there is none. What was made before may hold what is erased. */
  readonly erasedAt: number;
}

/** Every bulletin that an audience reads, in the order of the record. */
export function bulletins(on: Deriving, audience: string): readonly BulletinRow[] {
  on.mustBeReady();
  return [...on.view.bulletins.values()]
    .filter((one) => reads(audience, one.audience))
    .map((one) => ({ ...rowOf(one), erasedAt: on.view.erasedAt }))
    .sort((a, b) => a.index - b.index);
}

/** One by its number: for everyone, or else the first that not everyone reads. */
export function bulletin(
  on: Deriving,
  audience: string,
  { number }: { readonly number: string },
): BulletinRow | undefined {
  const named = bulletins(on, audience).filter(({ body }) => body.number === number);
  return named.find((one) => one.audience === PUBLIC) ?? named[0];
}

/** A counting rule with whose it is; undefined where there is none. */
export function countingRule(
  on: Deriving,
  _audience: string,
  { rule, version }: { readonly rule: string; readonly version?: number },
): { readonly rule: CountingRule; readonly by?: string } | undefined {
  on.mustBeReady();
  const found = countingRuleNamed(on.view, rule, version);
  if (found === undefined) return undefined;
  if (SHIPPED_RULES.includes(found)) return { rule: found };
  return { rule: found, by: on.view.rulesBy.get(`${found.rule} ${found.version}`) ?? '' };
}

/** A counting rule by which a bulletin may be counted, and whose it is: left out where it comes with the program. */
export interface KnownRule {
  readonly rule: string;
  readonly version: number;
  readonly says: string;
  readonly by?: string;
}

/** Every counting rule in its last version: those on record, and those that come with the program. */
export function countingRules(on: Deriving, audience: string): readonly KnownRule[] {
  on.mustBeReady();
  const names = [...SHIPPED_RULES, ...on.view.countingRules.values()].map(({ rule }) => rule);
  return [...new Set(names)].sort().flatMap((name) => {
    const found = countingRule(on, audience, { rule: name });
    if (found === undefined) return [];
    const { rule, version, says } = found.rule;
    return [{ rule, version, says, ...(found.by === undefined ? {} : { by: found.by }) }];
  });
}

function rowOf({ index, at, audience, body, corrected, touched }: Published): Omit<BulletinRow, 'erasedAt'> {
  const errata = corrected.map(({ index: where, at: when, body: erratum }) => ({
    ...{ index: where, at: when, body: erratum },
  }));
  return { index, at, audience, body, errata, due: touched };
}
