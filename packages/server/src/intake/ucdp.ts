import type { Report } from '@armistice/core/mission';
import { allOf, contextReport, contextSource, type Dataset } from './context.ts';
import { BadField, isoDay, numberCell, slashDay, wholeCell } from './data-cells.ts';
import type { DatasetForm, DatasetRow } from './dataset-intake.ts';
import { articleHash, originHash, reportId } from './identity.ts';
import { type DayNumber, localDays } from './local-days.ts';
import type { Cells } from './table.ts';

// UCDP GED, any version with the columns of 17.1 and later. A row is an event with at least one death, coded by people
// from one or more articles. It becomes one report for each outlet that wrote of it.

export const UCDP: Dataset = {
  name: 'ucdp-ged',
  title: 'UCDP GED',
  licence: 'CC BY 4.0',
  cite: 'Sundberg and Melander 2013; Davies, Pettersson and Öberg; Uppsala Conflict Data Program',
};

const COLUMNS = [
  'id',
  'type_of_violence',
  'conflict_name',
  'side_a',
  'side_b',
  'number_of_sources',
  'source_office',
  'source_date',
  'source_headline',
  'source_original',
  'where_prec',
  'where_coordinates',
  'latitude',
  'longitude',
  'date_prec',
  'date_start',
  'date_end',
  'deaths_a',
  'deaths_b',
  'deaths_civilians',
  'deaths_unknown',
  'best',
  'high',
  'low',
];

/**
 * Metres that hold 90 %, by `where_prec`: 1 the place itself, 2 within about 25 km of it, 3 a district, 4 a province,
 * 5 part of a country or along a line, 6 a country, 7 the sea or the air. Ours, from what the codebook says in words.
 */
const RADIUS: { readonly [precision: string]: number } = {
  1: 2_000,
  2: 25_000,
  3: 50_000,
  4: 150_000,
  5: 200_000,
  6: 600_000,
  7: 1_000_000,
};

/**
 * An article of day D tells of days D − 3 to D: measured on the 1,734 articles of the events in Ukraine 2014–2023 that
 * have two sources or more and an exact day, 90.8 % have the last day of the event in there.
 */
const ARTICLE_LAG_DAYS = 3;

const EXACT_ENOUGH = 2;
const VIOLENCE: { readonly [type: string]: string } = {
  1: 'between a state and an armed group or another state',
  2: 'between groups of which none is a state',
  3: 'against civilians',
};

interface Outlet {
  readonly name: string;
  readonly articles: {
    readonly day: DayNumber | undefined;
    readonly date: string;
    readonly headline: string;
  }[];
}

/** Reads rows of UCDP GED; `clock` is the zone of its days, where it is known. */
export function ucdpForm(clock?: string): DatasetForm {
  return { dataset: UCDP, columns: COLUMNS, read: (cells) => readRow(cells, clock) };
}

function readRow(cells: Cells, clock: string | undefined): DatasetRow {
  const notes: string[] = [];
  const event = eventOf(cells, clock, notes);
  const outlets = outletsOf(cells, notes);
  const several = outlets.length > 1;
  if (several) notes.push('row split into its outlets');
  const reports = outlets.map((outlet) => {
    const source = contextSource(UCDP, outlet.name === '' ? undefined : outlet.name);
    return contextReport(UCDP, {
      ...event.fields,
      id: reportId(UCDP.name, event.id, source),
      source,
      occurred: several ? whenTold(outlet, event, clock, notes) : event.occurred,
      derivedFrom: originsOf(cells, outlet),
      text: textOf(cells, outlet, event),
    });
  });
  return { reports: allOf(reports), notes };
}

interface Event {
  readonly id: string;
  readonly first: DayNumber;
  readonly last: DayNumber;
  readonly precision: number;
  readonly longitude: number;
  readonly occurred: Report['occurred'];
  readonly deaths: { readonly low: number; readonly best: number; readonly high: number };
  readonly fields: { readonly [field: string]: unknown };
}

function eventOf(cells: Cells, clock: string | undefined, notes: string[]): Event {
  const id = (cells.id ?? '').trim();
  if (id === '') throw new BadField('id', '', 'is empty; UCDP numbers every event');
  const [first, last] = [dayCell(cells, 'date_start'), dayCell(cells, 'date_end')];
  if (last < first)
    throw new BadField('date_end', cells.date_end ?? '', `lies before date_start, ${cells.date_start}`);
  const precision = numberCell(cells, 'date_prec', 1, 5);
  const longitude = numberCell(cells, 'longitude', -180, 180);
  const latitude = numberCell(cells, 'latitude', -90, 90);
  const radius = RADIUS[(cells.where_prec ?? '').trim()];
  if (radius === undefined) throw new BadField('where_prec', cells.where_prec ?? '', 'is none of 1 to 7');
  const deaths = deathsOf(cells, notes);
  const persons = personsOf(cells, deaths, notes);
  const name = (cells.where_coordinates ?? '').trim().slice(0, 200);
  const at = [longitude, latitude];
  const span = precision > EXACT_ENOUGH || last - first > 6;
  return {
    id,
    first,
    last,
    precision,
    longitude,
    deaths,
    occurred: { ...localDays(first, last, longitude, clock), extent: span ? 'span' : 'instant' },
    fields: {
      kind: 'casualty',
      means: 'media',
      place: name === '' ? { type: 'point', at, radius } : { type: 'named', name, at, radius },
      ...(persons.length === 0 ? {} : { persons }),
    },
  };
}

/** `2014-01-22T00:00:00`, or `1/22/2014 12:00:00 AM` and `05/02/2014 00:00`, which both have the month first. */
function dayCell(cells: Cells, column: string): DayNumber {
  const cell = (cells[column] ?? '').trim();
  const day = isoDay(column, cell) ?? slashDay(column, cell, 'month first');
  if (day === undefined) throw new BadField(column, cell, 'is no day as UCDP writes it');
  return day;
}

function deathsOf(cells: Cells, notes: string[]): Event['deaths'] {
  const [low, best, high] = ['low', 'best', 'high'].map((column) => wholeCell(cells, column)) as [
    number,
    number,
    number,
  ];
  if (low > best || best > high) notes.push('best estimate outside of low and high: range widened');
  return { low: Math.min(low, best, high), best, high: Math.max(low, best, high) };
}

/** Who died, by side where the figures leave no doubt; a range is of all together, as UCDP gives none by side. */
function personsOf(cells: Cells, { low, high }: Event['deaths'], notes: string[]): readonly object[] {
  const civilians = wholeCell(cells, 'deaths_civilians');
  const fighters = wholeCell(cells, 'deaths_a') + wholeCell(cells, 'deaths_b');
  const unknown = wholeCell(cells, 'deaths_unknown');
  // UCDP counts no event without a death; nought here says that no source could be relied on for a figure.
  if (high === 0) {
    notes.push('no reliable figure of deaths: none given');
    return [];
  }
  const sum = civilians + fighters + unknown;
  if (low !== high || sum !== high) {
    const civilian = sum > 0 && civilians === sum ? 'yes' : sum > 0 && fighters === sum ? 'no' : 'unknown';
    return [{ status: 'killed', count: [low, high], civilian }];
  }
  const groups: readonly (readonly [number, string])[] = [
    [fighters, 'no'],
    [civilians, 'yes'],
    [unknown, 'unknown'],
  ];
  return groups
    .filter(([number]) => number > 0)
    .map(([number, civilian]) => ({ status: 'killed', count: [number, number], civilian }));
}

/** The outlets of a row, each with its articles. Lists that do not match leave the row whole. */
function outletsOf(cells: Cells, notes: string[]): readonly Outlet[] {
  const list = (column: string) => (cells[column] ?? '').split(';').map((item) => item.trim());
  const [offices, dates, headlines] = [list('source_office'), list('source_date'), list('source_headline')];
  if (offices.length !== dates.length) {
    notes.push('outlets and dates do not match: row left whole');
    return [{ name: '', articles: [] }];
  }
  const outlets = new Map<string, Outlet>();
  for (const [at, name] of offices.entries()) {
    const outlet = outlets.get(name.toLowerCase()) ?? { name, articles: [] };
    outlets.set(name.toLowerCase(), outlet);
    const date = dates[at] ?? '';
    const headline = headlines.length === offices.length ? (headlines[at] ?? '') : headlines.join('; ');
    if (date !== '' || headline !== '') outlet.articles.push({ day: articleDay(date), date, headline });
  }
  return [...outlets.values()];
}

/** Articles are dated `2014-01-22`; a spreadsheet has made `27/01/2014` of some, the day first. */
function articleDay(date: string): DayNumber | undefined {
  try {
    return isoDay('source_date', date) ?? slashDay('source_date', date, 'day first');
  } catch (error) {
    if (error instanceof BadField) return undefined;
    throw error;
  }
}

/**
 * When an outlet says that it happened: by the day of its first article. Where that contradicts what people coded from
 * all of them (an article of years later, a day known only to the week), the coded days stand.
 */
function whenTold(
  outlet: Outlet,
  event: Event,
  clock: string | undefined,
  notes: string[],
): Report['occurred'] {
  const days = outlet.articles.flatMap(({ day }) => day ?? []);
  const day = Math.min(...days);
  const fits = days.length > 0 && day - ARTICLE_LAG_DAYS <= event.last && day >= event.first;
  if (event.precision > EXACT_ENOUGH || !fits) {
    if (event.precision <= EXACT_ENOUGH) notes.push('article of another time: coded days kept');
    return event.occurred;
  }
  const first = day - ARTICLE_LAG_DAYS - (event.last - event.first);
  return { ...localDays(first, day, event.longitude, clock), extent: 'instant' };
}

/** Whom UCDP names as the one that the outlets repeat. */
function toldBy(cells: Cells): readonly string[] {
  return (cells.source_original ?? '')
    .split(';')
    .map((origin) => origin.trim())
    .filter((origin) => origin !== '');
}

/** Whom the outlet repeats, and which articles these were: hashes, as everyone may read them and some are eyewitnesses. */
function originsOf(cells: Cells, outlet: Outlet): readonly string[] {
  const articles = outlet.articles.map(({ date, headline }) => articleHash(outlet.name, date, headline));
  return [...new Set([...toldBy(cells).map(originHash), ...articles])].slice(0, 100);
}

function textOf(cells: Cells, outlet: Outlet, { deaths, id }: Event): string {
  const headlines = outlet.articles.map(({ date, headline }) => `${outlet.name} ${date}: ${headline}`);
  const several = outlet.articles.length > 0 ? '' : (cells.source_article ?? '');
  return [
    ...headlines,
    several,
    toldBy(cells).length === 0 ? '' : `Told by: ${toldBy(cells).join('; ')}`,
    `Where: ${cells.where_description || cells.where_coordinates}`,
    `${cells.conflict_name}; ${cells.side_a} and ${cells.side_b}, ${VIOLENCE[(cells.type_of_violence ?? '').trim()] ?? 'kind not stated'}. Deaths as coded: best ${deaths.best}, low ${deaths.low}, high ${deaths.high}. Event ${id}; who did what is not coded.`,
  ]
    .filter((line) => line !== '')
    .join('\n');
}
