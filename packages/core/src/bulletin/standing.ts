import { formatMoment } from '../base/index.ts';
import { type MissionView, reads, type Stretch } from '../mission/index.ts';
import type { AccessRow, Bulletin, CorrectionRow, Draft, FactRow } from './model.ts';
import { momentOf } from './narrowed.ts';

// What stands in the record besides incidents: names, the clock, access, facts, errata.

/** So long after its beginning the clock of a bulletin is known; what is told of a later time is told in UTC. */
export const YEAR = 366 * 86_400_000;

/** The clock of the agreement adopted last, with what it needs for times of the last year and a half. */
export function clockOf({ agreements }: MissionView, from: number): Bulletin['clock'] {
  const agreement = agreements.at(-1)?.agreement;
  if (agreement === undefined) return { zone: 'UTC', offsets: [[0, 0]] };
  const all = agreement['clock-offsets'];
  const first = Math.max(
    0,
    all.findLastIndex(([at]) => at * 1000 <= from - YEAR),
  );
  const rows = all.slice(first).filter(([at], index) => index === 0 || at * 1000 < from + YEAR);
  return { zone: agreement.clock, offsets: rows.map(([at, ahead]) => [at, ahead] as const) };
}

/**
 * Names of zones, bodies and parties by id: as the agreement has them, in each language that it gives. A party's own source
 * goes by the name of its party.
 */
export function namesOf({ agreements, rules, sources }: MissionView): Bulletin['names'] {
  const names: { [id: string]: { [language: string]: string } } = {};
  for (const { agreement } of agreements)
    for (const [id, { name }] of Object.entries(agreement.zones ?? {})) names[id] = { '': name };
  for (const [id, { name }] of Object.entries(rules.bodies ?? {})) names[id] = { '': name };
  for (const { agreement } of agreements) {
    for (const [id, { name }] of Object.entries(agreement.bodies ?? {})) names[id] = { '': name };
    for (const { id, name, aliases = {} } of agreement.parties) {
      const own: { [language: string]: string } = { '': name };
      for (const [language, [first]] of Object.entries(aliases))
        if (first !== undefined) own[language] = first;
      names[id] = own;
    }
  }
  for (const [source, { party }] of sources) {
    const name = party === undefined || names[source] !== undefined ? undefined : names[party];
    if (name !== undefined) names[source] = name;
  }
  return names;
}

/** A name in a language; the id where the record has none. */
export function nameIn(names: Bulletin['names'], language: string, id: string): string {
  const own = Object.hasOwn(names, id) ? names[id] : undefined;
  return own?.[language] ?? own?.[''] ?? id;
}

/** Access that was not plainly granted, in the order of time. */
export function accessIn(
  { access }: MissionView,
  { from, to }: Stretch,
  audience: string,
): readonly AccessRow[] {
  const rows: AccessRow[] = [];
  for (const { audience: whose, body } of access.values()) {
    if (!reads(audience, whose) || body.answer === 'granted') continue;
    if (momentOf(body.from) >= to || momentOf(body.to) <= from) continue;
    rows.push({
      ...{ area: body.area, answer: body.answer, from: body.from, to: body.to },
      ...(body.minutes === undefined ? {} : { minutes: body.minutes }),
      ...(body.party === undefined ? {} : { party: body.party }),
      ...(body.reason === undefined ? {} : { reason: body.reason }),
      ...(body.condition === undefined ? {} : { condition: body.condition }),
    });
  }
  return rows.sort((a, b) => momentOf(a.from) - momentOf(b.from) || (a.area < b.area ? -1 : 1));
}

export function factsIn({ facts }: MissionView, { from, to }: Stretch, audience: string): readonly FactRow[] {
  return facts
    .filter(({ audience: whose, body }) => {
      const at = momentOf(body.at);
      return reads(audience, whose) && at >= from && at < to;
    })
    .map(({ body }) => ({ fact: body.fact, at: body.at, ...(body.by === undefined ? {} : { by: body.by }) }));
}

/** Errata of the same audience that are not in the input of the bulletin before this one: it may have waited for its second person. */
export function correctionsTo(
  { bulletins }: MissionView,
  { type, from }: Draft,
  audience: string,
): readonly CorrectionRow[] {
  const own = [...bulletins.values()].filter((one) => one.audience === audience);
  const since = own
    .filter(({ body }) => body.type === type && momentOf(body.from) < momentOf(from))
    .reduce((last, { body }) => Math.max(last, body.size - 1), -1);
  return own
    .flatMap(({ body, corrected }) =>
      corrected
        .filter(({ index }) => index > since)
        .map(({ index, at, body: erratum }) => ({
          ...{ bulletin: body.number, index, at: formatMoment(at), reason: erratum.reason },
          changes: erratum.changes,
        })),
    )
    .sort((a, b) => a.index - b.index);
}

/** Bulletins that something came to light about, with how many entries, for which no erratum stands yet. */
export function dueIn({ bulletins }: MissionView, audience: string): Bulletin['due'] {
  return [...bulletins.values()]
    .filter((one) => one.audience === audience && one.touched.length > 0)
    .map(({ body, touched }) => ({ bulletin: body.number, entries: touched.length }));
}
