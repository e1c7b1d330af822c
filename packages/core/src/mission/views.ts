import { object, parseShape, type Result, type Shaped } from '../base/index.ts';
import { cellAround, type Place, type PlaceClass, withoutOrigin } from '../geo/index.ts';
import { formatJson, type Json, PUBLIC } from '../record/index.ts';
import { OPTIONAL_FIELDS, REQUIRED_FIELDS, type Report } from './report.ts';

// Who may read which field of a Report: a rule of the mission, as data. What the fold reads is the public view alone,
// so that everyone computes the same incidents, and nobody outside learns where an observer stood.

/** The audience of what stays inside the mission. */
export const MISSION = 'mission';

/** `view`: the fold reads it, and it stays when the detail of a Report is erased. */
interface FieldRule {
  readonly audience: typeof PUBLIC | typeof MISSION;
  readonly part: 'view' | 'detail';
}

const VIEW: FieldRule = { audience: PUBLIC, part: 'view' };
const DETAIL: FieldRule = { audience: MISSION, part: 'detail' };

/** Every field of a Report. A new field does not compile until it is decided who reads it. */
export const REPORT_FIELDS: { readonly [Name in keyof Report]-?: FieldRule } = {
  id: VIEW,
  source: VIEW,
  kind: VIEW,
  occurred: VIEW,
  place: VIEW,
  count: VIEW,
  means: VIEW,
  phase: VIEW,
  weapon: VIEW,
  firedFrom: VIEW,
  impactAt: VIEW,
  derivedFrom: VIEW,
  direction: DETAIL,
  actor: DETAIL,
  persons: DETAIL,
  observer: DETAIL,
  areaOfControl: DETAIL,
  consent: DETAIL,
  text: DETAIL,
  lang: DETAIL,
  grade: DETAIL,
  attachments: DETAIL,
};

/** Places in a Report. As given they may tell where the observer stood, so the exact ones are a field of the mission's. */
const PLACES: ReadonlySet<string> = new Set(['place', 'firedFrom', 'impactAt']);
const EXACT = 'exact';

// Canonical JSON has its names in order.
const IN_ORDER = Object.keys(REPORT_FIELDS).sort() as (keyof Report)[];

/** A field of an entry's body with its audience. */
export interface ReportField extends Omit<FieldRule, 'audience'> {
  readonly audience: string;
  readonly name: string;
  readonly value: Json;
  /** Canonical JSON of the value. */
  readonly json: string;
}

/** A Report as it goes into an entry, each of its values written once. */
export interface WrittenReport {
  /** What everyone may read, and what the mission keeps to itself. */
  readonly fields: readonly ReportField[];
  /** Canonical JSON of the Report as it was filed: what makes it the same or another. */
  readonly canonical: string;
}

/** A Report as the fields of an entry: what everyone may read, and what the mission keeps to itself. */
export function reportFields(report: Report, placeClass: PlaceClass = 'exact'): readonly ReportField[] {
  return writeReport(report, placeClass).fields;
}

/** The fields of a Report, and its canonical JSON made of theirs. The Report must be one that {@link parseReport} read. Its places are shown as `placeClass` says. */
export function writeReport(report: Report, placeClass: PlaceClass = 'exact'): WrittenReport {
  const fields: ReportField[] = [];
  const exact: { [name: string]: Json } = {};
  let [written, exactly] = ['', ''];
  const given = new Map<string, string>();
  for (const name of Object.keys(report) as (keyof Report)[]) {
    const value = report[name] as Json;
    const json = formatJson(value);
    given.set(name, json);
    const shown = PLACES.has(name)
      ? (shownAs(value as unknown as Place, placeClass) as unknown as Json)
      : value;
    const { audience, part } = REPORT_FIELDS[name];
    if (shown !== value) exact[name] = value;
    fields.push({ name, value: shown, json: shown === value ? json : formatJson(shown), audience, part });
  }
  for (const name of IN_ORDER) {
    const json = given.get(name);
    if (json === undefined) continue;
    written += `${written === '' ? '' : ','}"${name}":${json}`;
    if (Object.hasOwn(exact, name)) exactly += `${exactly === '' ? '' : ','}"${name}":${json}`;
  }
  if (exactly !== '') fields.push({ name: EXACT, value: exact, json: `{${exactly}}`, ...DETAIL });
  return { fields, canonical: `{${written}}` };
}

/** A place as everyone may know it. */
function shownAs(place: Place, placeClass: PlaceClass): Place {
  return placeClass === 'exact' ? withoutOrigin(place) : cellAround(place, placeClass);
}

const { id, source, kind, occurred, place } = REQUIRED_FIELDS;
const { count, means, phase, weapon, firedFrom, impactAt, derivedFrom } = OPTIONAL_FIELDS;
const viewShape = object(
  { id, source, kind, occurred, place },
  { count, means, phase, weapon, firedFrom, impactAt, derivedFrom },
);

/** What everyone may read of a Report, and all that the fold reads. */
export type ReportView = Shaped<typeof viewShape>;

type Fields = { readonly [name: string]: Json };

/** Whether the body of an entry lacks what the fold needs: it was withheld from this reader, or erased. */
export function lacksView(body: Fields): boolean {
  return Object.keys(REQUIRED_FIELDS).some((name) => !Object.hasOwn(body, name));
}

/** The public view of a Report out of the fields of an entry. */
export function parseReportView(body: Fields): Result<ReportView> {
  const names = (Object.keys(REPORT_FIELDS) as (keyof Report)[]).filter(
    (name) => REPORT_FIELDS[name].part === 'view',
  );
  const view = names.filter((name) => Object.hasOwn(body, name)).map((name) => [name, body[name]]);
  return parseShape(viewShape, Object.fromEntries(view), 'report/view');
}

/** The Report as it was filed, out of every field that its body holds for this reader. */
export function wholeReport(body: Fields): Fields {
  const { [EXACT]: exact, ...rest } = body;
  return { ...rest, ...(exact as Fields | undefined) };
}
