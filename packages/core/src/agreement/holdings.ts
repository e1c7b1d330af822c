import { parseShape, readMoment } from '../base/index.ts';
import type { Agreement } from './agreement.ts';
import type { LimitClause, NotCountedClause } from './clauses.ts';
import { addDuration, type FactIndex } from './count-from.ts';
import { type Holding, holdingForm } from './facts.ts';
import { listOf } from './lists.ts';
import { quantityOf } from './quantity.ts';
import type { Armoury } from './weapon.ts';

/** A holding on record, with its holder. */
export interface Held {
  readonly by: string;
  readonly at: number;
  /** Since when the same has been declared, of the same and in the same place, without a break. */
  readonly first: number;
  readonly holding: Holding;
}

/**
 * The latest holding of each holder, thing, unit, place and state up to a moment. What cannot be read is left out. A unit
 * is where it was last stated to be: what is stated of it for one thing at a later moment replaces all that came before.
 */
export function heldAt(facts: FactIndex, at: number): readonly Held[] {
  const latest = new Map<string, Held>();
  const lastOfUnit = new Map<string, { readonly at: number; readonly keys: Set<string> }>();
  for (const row of facts.get('holding') ?? []) {
    if (row.at > at) break;
    const { by, value } = row.fact;
    const read = parseShape(holdingForm, value, 'agreement/holding');
    if (by === undefined || !read.ok) continue;
    const { count: _count, ...what } = read.value;
    const { of, weapon, unit, in: places, because, site } = what;
    const key = JSON.stringify([by, of, weapon, unit, places, what['held-in'], because, site]);
    const before = latest.get(key);
    const first = before === undefined || before.holding.count === 0 ? row.at : before.first;
    if (unit !== undefined) {
      const thing = JSON.stringify([by, unit, of, weapon]);
      const last = lastOfUnit.get(thing);
      if (last !== undefined && last.at < row.at) for (const old of last.keys) latest.delete(old);
      if (last === undefined || last.at < row.at) lastOfUnit.set(thing, { at: row.at, keys: new Set([key]) });
      else last.keys.add(key);
    }
    latest.set(key, { by, at: row.at, first, holding: read.value });
  }
  return [...latest.values()];
}

/** Whether a holding is of a thing, or what is missing to say so. */
export function isOf(
  agreement: Agreement,
  armoury: Armoury,
  { of, weapon }: Holding,
  thing: string,
): 'yes' | 'no' | 'unknown' {
  if (of === thing) return 'yes';
  if (weapon !== undefined) return armoury.belongs(weapon, thing).is;
  if (of === undefined) return 'unknown';
  const wider = agreement.weapons?.[thing]?.['any-of'];
  if (wider?.some((one) => isOf(agreement, armoury, { of, count: 0 }, one) === 'yes')) return 'yes';
  const definition = agreement.weapons?.[of];
  const type = definition?.types?.[0];
  const kind = definition?.kind?.[0] ?? (definition === undefined ? of : undefined);
  const calibre = definition?.calibre === undefined ? undefined : quantityOf(definition.calibre);
  return armoury.belongs(
    {
      ...(kind === undefined ? {} : { class: kind }),
      ...(type === undefined ? {} : { name: type }),
      ...(calibre === undefined || calibre.comparison !== undefined ? {} : { calibre: calibre.value }),
    },
    thing,
  ).is;
}

/** Whether a holding lies in one of the zones of a limit: what lies in a zone lies in those around it. */
export function liesIn(
  agreement: Agreement,
  holding: Holding,
  zones: readonly string[],
): 'yes' | 'no' | 'unknown' {
  if (zones.length === 0) return 'yes';
  if (holding.in === undefined) return 'unknown';
  for (const zone of holding.in) {
    let around: string | undefined = zone;
    const seen = new Set<string>();
    while (around !== undefined && !seen.has(around)) {
      if (zones.includes(around)) return 'yes';
      seen.add(around);
      around = agreement.zones?.[around]?.inside;
    }
  }
  return 'no';
}

/** What a counting rule makes of a holding that claims it. */
export type Counted =
  | { readonly counts: 'yes' | 'no'; readonly because?: string }
  | { readonly counts: 'unknown'; readonly missing: string; readonly because: string };

/** The number of each site of a holder under an exclusion that allows so many: in the order of the record. */
export type SiteBook = ReadonlyMap<string, ReadonlyMap<string, number>>;

/**
 * Gives every site that an exclusion takes up its number, whatever is held there: ten sites are ten sites of a State, and
 * not ten for its tanks and ten more for its guns.
 */
export function bookSites(
  agreement: Agreement,
  armoury: Armoury,
  held: readonly Held[],
  at: number,
): SiteBook {
  const book = new Map<string, Map<string, number>>();
  for (const one of held) {
    const { by, holding } = one;
    if (holding.because === undefined || holding.site === undefined) continue;
    for (const rule of rulesOf(agreement, holding.because)) {
      if (rule['at-most-sites'] === undefined) continue;
      const open = whetherExcluded(agreement, armoury, rule, one, at);
      if (open.counts !== 'no') continue;
      const key = siteKey(rule, by);
      const sites = book.get(key) ?? new Map<string, number>();
      book.set(key, sites);
      if (!sites.has(holding.site)) sites.set(holding.site, sites.size + 1);
    }
  }
  return book;
}

function siteKey({ id }: NotCountedClause, by: string): string {
  return JSON.stringify([id, by]);
}

const RULES = new WeakMap<Agreement, ReadonlyMap<string, readonly NotCountedClause[]>>();

function rulesOf(agreement: Agreement, name: string): readonly NotCountedClause[] {
  let rules = RULES.get(agreement);
  if (rules === undefined) {
    const table = new Map<string, NotCountedClause[]>();
    for (const clause of agreement.clauses) {
      if (clause.verb !== 'not-counted') continue;
      const known = table.get(clause['not-counted']);
      if (known === undefined) table.set(clause['not-counted'], [clause]);
      else known.push(clause);
    }
    rules = table;
    RULES.set(agreement, rules);
  }
  return rules.get(name) ?? [];
}

/** Whether a holding counts against a limit: an exclusion that it claims must apply, with its clock and its sites. */
export function countsAgainst(
  agreement: Agreement,
  armoury: Armoury,
  limit: LimitClause,
  held: Held,
  at: number,
  sites: SiteBook,
): Counted {
  const { holding } = held;
  if (holding.because === undefined) return { counts: 'yes' };
  const rule = rulesOf(agreement, holding.because).find(
    (one) => one.limits === undefined || listOf(one.limits).includes(limit.id),
  );
  if (rule === undefined)
    return { counts: 'yes', because: `${holding.because} is no exclusion of this limit` };
  return byRule(agreement, armoury, rule, held, at, sites);
}

function byRule(
  agreement: Agreement,
  armoury: Armoury,
  rule: NotCountedClause,
  held: Held,
  at: number,
  sites: SiteBook,
): Counted {
  const { by, holding } = held;
  const excluded = whetherExcluded(agreement, armoury, rule, held, at);
  const most = rule['at-most-sites'];
  if (excluded.counts !== 'no' || most === undefined) return excluded;
  if (holding.site === undefined)
    return {
      counts: 'unknown',
      missing: 'site',
      because: `not counted by clause ${rule.id}, at one of ${most} sites; which one is not stated`,
    };
  const place = sites.get(siteKey(rule, by))?.get(holding.site) ?? 1;
  return place > most
    ? { counts: 'yes', because: `clause ${rule.id} excludes ${most} sites, and this is number ${place}` }
    : excluded;
}

/** What an exclusion makes of a holding, before its sites are counted. */
function whetherExcluded(
  agreement: Agreement,
  armoury: Armoury,
  rule: NotCountedClause,
  { at: declared, first, holding }: Held,
  at: number,
): Counted {
  const said = `not counted by clause ${rule.id}`;
  if (rule.of !== undefined) {
    const each = listOf(rule.of).map((thing) => isOf(agreement, armoury, holding, thing));
    if (!each.includes('yes'))
      return each.includes('unknown')
        ? {
            counts: 'unknown',
            missing: 'weapon class',
            because: `${said}: whether it is one of those that this excludes is open`,
          }
        : { counts: 'yes', because: `clause ${rule.id} does not exclude this kind` };
  }
  const lacking = listOf(rule.needs).find((need) => !(holding.evidence ?? []).includes(need));
  if (lacking !== undefined)
    return { counts: 'unknown', missing: lacking, because: `${said}, if ${lacking} is shown` };
  if (rule['held-by'] !== undefined && holding['held-by'] !== rule['held-by'])
    return holding['held-by'] === undefined
      ? { counts: 'unknown', missing: 'held-by', because: `${said}, if it is held by ${rule['held-by']}` }
      : { counts: 'yes', because: `clause ${rule.id} is for what ${rule['held-by']} holds` };
  const longest = rule['for-at-most'];
  if (longest !== undefined) {
    const overSince = (since: number) =>
      at > addDuration(agreement['clock-offsets'], since, quantityOf(longest));
    const stated = holding.since === undefined ? undefined : readMoment(holding.since);
    if (overSince(stated ?? declared))
      return {
        counts: 'yes',
        because: `clause ${rule.id} excludes it for ${longest} only, and more have passed`,
      };
    // Declared again and again it would be excluded for ever: whether it is still the same is what is missing.
    if (stated === undefined && overSince(first))
      return {
        counts: 'unknown',
        missing: 'since',
        because: `${said}, for ${longest} only: it has been declared for longer, and since when it is held is not stated`,
      };
  }
  return { counts: 'no', because: `${said} (${holding.because}): ${holding.count}` };
}
