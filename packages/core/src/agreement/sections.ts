import { flag, list, misshapen, number, object, oneOf, record, type Shape, text } from '../base/index.ts';
import { dayOf, formatDay } from './civil.ts';
import { certainty, name, partyId } from './ids.ts';
import { quantityText, shareText } from './quantity.ts';
import { localTime } from './times.ts';

// What an agreement names before its clauses speak of it: who, where, with what, and from when on.

/** Spellings by language, kept as the text has them; matching folds letters that look alike. */
export const aliases = record(
  text({ max: 12, pattern: /^[a-z]{2,3}(-[A-Za-z]{2,8})?$/, what: 'a language such as uk' }),
  list(text(), 1, 64),
  32,
);

const formation = object({ name: text() }, { aliases });

/** Parties by id, with the formations that a party answers for. */
export const partiesForm = record(
  partyId,
  object({ name: text() }, { formations: list(formation, 1, 256), aliases }),
  64,
);

/** Parties taken together: the two sides, a group of States. */
export const groupsForm = record(
  name,
  object({ name: text(), of: list(partyId, 1, 64) }, { certainty, note: text({ max: 1000 }) }),
  64,
);

/** Who verifies, attributes, finds: and how many of whom must take part and agree. */
export const bodiesForm = record(
  name,
  object(
    { name: text() },
    {
      does: list(oneOf('monitor', 'verify', 'attribute', 'find', 'coordinate', 'consent'), 1, 6),
      members: list(name, 1, 64),
      quorum: object({ 'at-least': number(1, 1000, 'members', true) }, { 'of-each': name }),
      /** The share that must agree, of members present or of each group. */
      threshold: object({ share: shareText }, { of: text() }),
      aliases,
    },
  ),
  64,
);

/** The file of a geometry, beside the agreement. */
export const geometryFile = text({
  max: 200,
  pattern: /^(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9/_.-]*\.geojson$/,
  what: 'a GeoJSON file beside the agreement',
});

/** Where a geometry comes from. Kept apart from the text: an agreement without it says so, clause by clause. */
const geometryVersion = object(
  { from: localTime },
  {
    file: geometryFile,
    source: text({ max: 500 }),
    /** Metres that hold 90 % of the error of an approximate line; it widens every probability. */
    tolerance: number(0, 100_000, 'metres'),
  },
);

/** Reference lines. `sides` says which party is on which hand, looking along the line as it is drawn. */
export const linesForm = record(
  name,
  object(
    { name: text() },
    {
      sides: record(name, oneOf('left', 'right'), 8),
      versions: list(geometryVersion, 1, 1000),
      /** Several maps of record: each is evaluated, and where they differ both answers are shown. */
      maps: record(name, list(geometryVersion, 1, 1000), 8),
      aliases,
      note: text({ max: 1000 }),
    },
  ),
  256,
);

export const distance = quantityText({
  dimensions: ['length'],
  like: '25 km',
  compared: true,
  named: true,
});

/** A belt along a line, a polygon on a map, zones within zones, or around something that moves. */
export const zonesForm = record(
  name,
  object(
    { name: text() },
    {
      belt: object({ 'of-line': name }, { within: distance, beyond: distance, 'on-side': name }),
      /** Whether its edge belongs to it; it does unless said otherwise. */
      boundary: oneOf('inside', 'outside'),
      /** The zone that contains this one: what is counted here is counted there too. */
      inside: name,
      versions: list(geometryVersion, 1, 1000),
      maps: record(name, list(geometryVersion, 1, 1000), 8),
      aliases,
      note: text({ max: 1000 }),
      'area-stated': quantityText({ dimensions: ['area'], like: '80000 km2' }),
    },
  ),
  1024,
);

/** Weapons and other equipment, as the agreement itself tells them apart. */
export const weaponsForm = record(
  name,
  object(
    { name: text() },
    {
      kind: list(name, 1, 32),
      calibre: quantityText({ dimensions: ['calibre'], like: '>= 100 mm', compared: true }),
      range: quantityText({ dimensions: ['length'], like: '> 20 km', compared: true }),
      /** Named types, as in the text: a named type beats the general rule where that excepts it. */
      types: list(text(), 1, 256),
      aliases,
      'any-of': list(name, 1, 64),
      except: list(name, 1, 64),
    },
    (value, path) => {
      if (value['any-of'] !== undefined && (value.kind ?? value.types ?? value.calibre) !== undefined)
        misshapen(
          path,
          'either lists other classes by "any-of", or describes one by kind, calibre, range or types',
        );
      if ((value['any-of'] ?? value.kind ?? value.types ?? value.calibre ?? value.range) === undefined)
        misshapen(path, 'must say what belongs to it: kind, calibre, range, types or any-of');
    },
  ),
  1024,
);

/** What is counted or done and is no weapon: persons, battalions, flights, inspections. */
export const thingsForm = record(name, object({ name: text() }, { aliases }), 256);

/** Activities that the agreement defines itself. `is` are kinds that are it, `may-be` kinds that may be. */
export const activitiesForm = record(
  name,
  object({ name: text() }, { is: list(name, 1, 64), 'may-be': list(name, 1, 64), aliases }),
  256,
);

/** Moments that time is counted from: dated here, or by a fact of the same name once it has happened. */
export function eventsForm<T>(time: Shape<T>) {
  return record(name, object({ name: text() }, { at: time, certainty, note: text({ max: 1000 }) }), 256);
}

/** Days that are no working days, besides those of the weekend; local dates. */
export const holidaysForm = list(calendarDay(), 1, 5000);

function calendarDay(): Shape<string> {
  const day = text({ pattern: /^\d{4}-\d{2}-\d{2}$/, what: 'a day such as 2026-12-25' });
  return {
    schema: day.schema,
    read(value, path) {
      const given = day.read(value, path);
      const [year = 1970, month = 1, date = 1] = given.split('-').map(Number);
      const exists = month >= 1 && month <= 12 && formatDay(dayOf(year, month, date)) === given;
      return exists ? given : misshapen(path, `names a day, but there is no such day: ${given}`);
    },
  };
}

/** How incidents are counted where the agreement says it; every choice is stated. */
export const countingForm = object(
  { unit: oneOf('report', 'event', 'burst', 'salvo', 'shelling', 'incident', 'incident-hour') },
  {
    pause: quantityText({ dimensions: ['time'], like: '60 min' }),
    day: oneOf('local', 'UTC'),
    threshold: number(1, 100_000, 'discharges', true),
    'below-threshold': oneOf('not-counted', 'counted-apart', 'undetermined'),
    overlap: oneOf('best-source', 'fused-incidents'),
    exclusions: list(name, 1, 64),
    absorbs: flag(),
    statuses: oneOf('all', 'corroborated-and-above'),
    note: text({ max: 1000 }),
  },
);
