import type { Dataset } from './context.ts';
import type { GazetteerForm } from './gazetteer.ts';
import { readEncoding } from './text-encoding.ts';

/** What a mapping says of the whole file. */
export interface MappingHead {
  /** IANA zone of local times. */
  readonly clock: string;
  /** As in text-encoding.ts; UTF-8 where the mapping names none. */
  readonly encoding: string;
  readonly delimiter?: string;
  readonly decimal: '.' | ',';
  /** Words that stand for an empty cell: `NA`, `-`. */
  readonly empty: readonly string[];
  /** Sheet of a workbook, by name; the first where none is named. */
  readonly sheet?: string;
  /** Columns of which the id is made, where the report has none; the whole row where none are named. */
  readonly key: readonly string[];
  /** The rows are somebody else's data. */
  readonly context?: Dataset;
  /** Rows are figures for an area and a period, of what this names: a count of 0 is stated, an empty one is not 0. */
  readonly figures?: string;
  readonly gazetteerForm?: GazetteerForm;
}

/** What is wrong with a mapping; told as a refusal `mapping/form`. */
export class BadMapping extends Error {}

const FORMAT = 'armistice.csv-mapping/v1';

/** Every member of a mapping. */
export const MAPPING_MEMBERS: readonly string[] = [
  'mapping',
  'clock',
  'encoding',
  'delimiter',
  'decimal',
  'empty',
  'sheet',
  'key',
  'context',
  'figures',
  'gazetteer',
  'report',
];

type Members = { readonly [name: string]: unknown };

export function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads everything but the tree; throws {@link BadMapping}. */
export function readHead(value: Members): MappingHead {
  const stray = Object.keys(value).find((name) => !MAPPING_MEMBERS.includes(name));
  if (stray !== undefined)
    throw new BadMapping(`"${stray}" is not known; a mapping has ${MAPPING_MEMBERS.join(', ')}`);
  if (value.mapping !== FORMAT) throw new BadMapping(`mapping must be "${FORMAT}"`);
  const { clock, decimal = '.', delimiter, sheet, context, figures, gazetteer } = value;
  if (typeof clock !== 'string' || !isZone(clock))
    throw new BadMapping('clock must name a time zone such as "Europe/Kyiv"');
  const encoding = readEncoding(String(value.encoding ?? 'utf-8'));
  if (!encoding.ok) throw new BadMapping(`encoding: ${encoding.refusal.message}`);
  if (decimal !== '.' && decimal !== ',') throw new BadMapping('decimal must be "." or ","');
  if (delimiter !== undefined && !(typeof delimiter === 'string' && /^[,;\t|]$/.test(delimiter)))
    throw new BadMapping('delimiter must be a comma, a semicolon, a tabulator or "|"');
  if (sheet !== undefined && typeof sheet !== 'string') throw new BadMapping('sheet must be a name');
  if (figures !== undefined && !(typeof figures === 'string' && figures !== '' && figures.length <= 200))
    throw new BadMapping('figures must name what is counted, such as "ceasefire violations"');
  return {
    clock,
    encoding: encoding.value,
    decimal,
    empty: texts(value.empty, 'empty'),
    key: texts(value.key, 'key'),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(sheet === undefined ? {} : { sheet }),
    ...(context === undefined ? {} : { context: readDataset(context) }),
    ...(figures === undefined ? {} : { figures }),
    ...(gazetteer === undefined ? {} : { gazetteerForm: readGazetteerForm(gazetteer) }),
  };
}

/** Whether this machine knows a time zone. */
export function isZone(zone: string): boolean {
  try {
    return Temporal.Now.zonedDateTimeISO(zone).timeZoneId !== '';
  } catch {
    return false;
  }
}

function texts(value: unknown, path: string): readonly string[] {
  if (value === undefined) return [];
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
  throw new BadMapping(`${path} must be a list of texts`);
}

function readDataset(value: unknown): Dataset {
  const names = ['dataset', 'title', 'licence', 'cite'];
  if (!isObject(value) || Object.keys(value).some((name) => !names.includes(name)))
    throw new BadMapping(`context must be an object with ${names.join(', ')}`);
  const [name, title, licence, cite] = names.map((member) => {
    const text = value[member];
    if (typeof text === 'string' && text !== '' && text.length <= 500) return text;
    throw new BadMapping(`context.${member} must be a text of 1 to 500 characters`);
  }) as [string, string, string, string];
  if (!/^[a-z][a-z0-9-]{0,23}$/.test(name))
    throw new BadMapping('context.dataset must be a word in small letters, of at most 24');
  return { name, title, licence, cite };
}

function readGazetteerForm(value: unknown): GazetteerForm {
  const wrong = () =>
    new BadMapping(
      'gazetteer must be an object with file, name, latitude and longitude (columns of it), and radius (a column or metres)',
    );
  if (!isObject(value)) throw wrong();
  const { file, name, latitude, longitude, radius, ...others } = value;
  const given = [file, name, latitude, longitude];
  if (Object.keys(others).length > 0 || !given.every((one) => typeof one === 'string' && one !== ''))
    throw wrong();
  if (typeof radius !== 'string' && !(typeof radius === 'number' && radius >= 0)) throw wrong();
  return { file, name, latitude, longitude, radius } as GazetteerForm;
}
