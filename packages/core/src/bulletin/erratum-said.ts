import { causeIn, isolated, label, sectionIn, term } from './labels/index.ts';
import type { Change } from './model.ts';
import { whoseMark } from './said.ts';
import { directionOf, type Language, sayNumber } from './sentences/index.ts';
import { isWritten, wordsIn } from './written.ts';

/** One line of an erratum in words: what changed, and both figures. */
export type ChangeSaid = {
  readonly figure: string;
  /** Of words that a person wrote: in which language, where the bulletin says so, and on which side none stand. */
  readonly words?: { readonly lang?: string; readonly none?: 'was' | 'is' };
} & { readonly [part in 'what' | 'was' | 'is']: string };

type Fields = { readonly [name: string]: unknown };

/** What stands in the place of words that an erratum took away. */
export function withdrawnSaid(language: Language): string {
  return label(language, 'withdrawn');
}

/** What an erratum changes, in the words of the report: of a figure of many parts, the parts that changed. */
export function erratumSaid(
  language: Language,
  changes: readonly Change[],
  nameOf: (id: string) => string = (id) => id,
): readonly ChangeSaid[] {
  return changes.flatMap(({ figure, was, is }) => {
    const words = wordsSaid(language, figure, was, is);
    if (words !== undefined) return [words];
    const lines = partsOf(figure, was, is).map((part) => lineOf(language, figure, part, nameOf));
    const changed = lines.filter((line) => line.was !== line.is);
    return changed.length > 0 ? changed : lines.slice(0, 1);
  });
}

/** Words of a person as they were and are: by the place in which they stand. */
function wordsSaid(language: Language, figure: string, was: unknown, is: unknown): ChangeSaid | undefined {
  if (!isWritten(figure)) return undefined;
  const [old, now] = [wordsIn(figure, was), wordsIn(figure, is)];
  if (old === undefined || now === undefined) return undefined;
  const { section, lang } = now;
  const said = (text: string | null) => text ?? withdrawnSaid(language);
  const place = section === undefined ? '' : `${label(language, 'of')}${sectionIn(language, section)}`;
  const what = `${label(language, figure)}${lang === undefined ? '' : ` [${lang}]`}${place}`;
  const none = old.text === null ? ('was' as const) : now.text === null ? ('is' as const) : undefined;
  const words = { ...(lang === undefined ? {} : { lang }), ...(none === undefined ? {} : { none }) };
  return { figure, what, was: said(old.text), is: said(now.text), words };
}

interface Part {
  /** The class or the mark; of a figure without such, nothing. */
  readonly name?: string;
  readonly was: unknown;
  readonly is: unknown;
}

function partsOf(figure: string, was: unknown, is: unknown): readonly Part[] {
  if (figure !== 'apart' && figure !== 'classes') return [{ was, is }];
  const [before, now] = [fieldsOf(was), fieldsOf(is)];
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
  const parts = names.map((name) => ({ name, was: own(before, name), is: own(now, name) }));
  return parts.length === 0 ? [{ was, is }] : parts;
}

function lineOf(
  language: Language,
  figure: string,
  { name, was, is }: Part,
  nameOf: (id: string) => string,
): ChangeSaid {
  const said = (value: unknown) => figureSaid(language, figure, value);
  const title = titleOf(language, figure);
  const of = label(language, 'of');
  const what =
    name === undefined
      ? title
      : `${title}${of}${figure === 'classes' ? term(language, 'kind', name) : markSaid(language, name, nameOf)}`;
  return { figure, what, was: said(was), is: said(is) };
}

function titleOf(language: Language, figure: string): string {
  switch (figure) {
    case 'count':
    case 'undetermined':
    case 'below':
    case 'notObserved':
      return label(language, 'figure');
    case 'apart':
    case 'classes':
    case 'notAdded':
      return label(language, 'apart');
    case 'coverage':
      return label(language, 'hours');
    default:
      return figure;
  }
}

/** Whose figure it is; a name that is written the other way turns nothing beside it. */
function markSaid(language: Language, mark: string, nameOf: (id: string) => string): string {
  const [kind = '', ...rest] = mark.split(' ');
  const own = whoseMark(kind, rest.join(' '), nameOf);
  const name = directionOf(language) === 'rtl' ? isolated(own) : own;
  if (kind === 'party') return label(language, 'ownFigure', { name });
  if (kind === 'other') return label(language, 'otherFigure', { name });
  return kind === 'only' ? label(language, 'onlyFigure', { name }) : mark;
}

function figureSaid(language: Language, figure: string, value: unknown): string {
  if (value === undefined || value === null) return '–';
  if (typeof value === 'number') return sayNumber(language, value);
  if (value === 'suppressed') return label(language, 'suppressed');
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) {
    const causes = value.map((cause) => causeIn(language, String(cause))).join(label(language, 'and'));
    return figure === 'notObserved' ? label(language, 'notObserved', { causes }) : causes;
  }
  const fields = fieldsOf(value);
  const n = (one: unknown) => sayNumber(language, Number(one));
  if (typeof fields.best === 'number') {
    const { min, best, max } = fields;
    return min === max ? n(best) : `${n(best)} (${n(min)}–${n(max)})`;
  }
  if (figure === 'undetermined' || figure === 'below') {
    const m = figureSaid(language, '', fields.discharges);
    return label(language, figure, { n: n(fields.groups), m });
  }
  if (figure === 'notAdded')
    return label(language, 'notAdded', { n: n(fields.overlap), m: n(fields.status) });
  if (figure === 'coverage') return label(language, 'ofHours', { n: n(fields.hours), m: n(fields.of) });
  return JSON.stringify(value);
}

function own(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
