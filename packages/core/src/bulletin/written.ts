import { parseShape, type Refusal, type Shape, text } from '../base/index.ts';
import type { Json } from '../record/index.ts';
import type { Change } from './model.ts';

// The words that people wrote into a bulletin, and what errata made of them. All else in it is computed, and put right as a figure.

/** Fields that a person writes; an erratum names them where it names figures. */
export const WRITTEN = ['title', 'subject', 'remark'] as const;
type Field = (typeof WRITTEN)[number];

/** As long as each may be, as in the bulletin itself. */
const SHAPES: { readonly [field in Field]: Shape<string> } = {
  title: text({ max: 200 }),
  subject: text({ max: 1000 }),
  remark: text({ max: 4000 }),
};

/** Words in one place of a bulletin. */
export interface Words {
  /** Of a remark: the section in which it stands, and the language in which it is written. */
  readonly section?: string;
  readonly lang?: string;
  /** Nothing where an erratum withdrew them. */
  readonly text: string | null;
}

/** Words as they were published and as they stand. */
export interface Written extends Words {
  readonly field: Field;
  /** What stood there before, the published words first; each with the erratum that put it right. */
  readonly before: readonly { readonly text: string | null; readonly erratum: number }[];
}

/** An erratum as far as words go. */
export interface Putting {
  readonly index: number;
  readonly changes: readonly Change[];
}

interface Marked {
  readonly title?: string;
  readonly subject?: { readonly says: string };
  readonly remarks?: readonly { readonly section: string; readonly text: string; readonly lang: string }[];
}

export function isWritten(figure: string): figure is Field {
  return (WRITTEN as readonly string[]).includes(figure);
}

/** The words of people in a bulletin as they stand after its errata, in the order in which its entry has them. */
export function writtenIn(
  { title, subject, remarks = [] }: Marked,
  errata: readonly Putting[] = [],
): readonly Written[] {
  let all: readonly Written[] = [
    ...(title === undefined ? [] : [{ field: 'title' as const, text: title, before: [] }]),
    ...(subject === undefined ? [] : [{ field: 'subject' as const, text: subject.says, before: [] }]),
    ...remarks.map(({ section, lang, text: says }) => ({
      ...{ field: 'remark' as const, section, lang, text: says, before: [] },
    })),
  ];
  for (const putting of errata) all = putIn(all, putting);
  return all;
}

/** All that one erratum changes is of what stood before it: new words of one remark are not old words of the next. */
function putIn(all: readonly Written[], { index, changes }: Putting): readonly Written[] {
  const put = [...all];
  const open = [...all];
  for (const { figure, was, is } of changes) {
    if (!isWritten(figure)) continue;
    const [old, next] = [wordsIn(figure, was), wordsIn(figure, is)];
    const found = old === undefined ? undefined : open[placeOf(open, figure, old)];
    if (found === undefined || next === undefined) continue;
    open.splice(open.indexOf(found), 1);
    const before = [...found.before, { text: found.text, erratum: index }];
    put[all.indexOf(found)] = { ...found, text: next.text, before };
  }
  return put;
}

/** How an erratum names words in `was` and `is`: the text, or null; a remark with its section and language. */
export function namedWords({
  field,
  section = '',
  lang = '',
  text: says,
}: Words & { readonly field: Field }): Json {
  return field === 'remark' ? { section, lang, text: says } : says;
}

/** Words as an erratum names them; undefined where it names none. */
export function wordsIn(field: string, value: unknown): Words | undefined {
  const isText = (one: unknown): one is string | null => one === null || typeof one === 'string';
  if (field !== 'remark') return isText(value) ? { text: value } : undefined;
  const { section, lang, text: says } = (value ?? {}) as { readonly [name: string]: unknown };
  return typeof section === 'string' && typeof lang === 'string' && isText(says)
    ? { section, lang, text: says }
    : undefined;
}

/** Where words stand: a title is one, remarks are told apart by what they say. */
function placeOf(all: readonly Written[], field: Field, words: Words): number {
  return all.findIndex(
    (one) =>
      one.field === field &&
      (field !== 'remark' ||
        (one.section === words.section && one.lang === words.lang && one.text === words.text)),
  );
}

/** Why an erratum cannot put words of a bulletin right; undefined where it can, and where it names none. */
export function wordsProblem(
  bulletin: Marked & { readonly number: string },
  errata: readonly Putting[],
  changes: readonly Change[],
): Refusal | undefined {
  const standing = [...writtenIn(bulletin, errata)];
  for (const { figure, was, is } of changes) {
    if (!isWritten(figure)) continue;
    const [old, next] = [wordsIn(figure, was), wordsIn(figure, is)];
    if (old === undefined || next === undefined)
      return { code: 'bulletin/words', message: SHAPE_SAYS[figure] };
    const at = placeOf(standing, figure, old);
    const found = standing[at];
    if (found === undefined || found.text !== old.text)
      return {
        code: 'bulletin/differs',
        message: `"changes: ${figure}, was" is not what stands in bulletin ${bulletin.number}: take "written" of a new draft of its erratum`,
      };
    const problem = nextProblem(figure, found, next);
    if (problem !== undefined) return problem;
    // Named twice, the second would not be about what stands.
    standing.splice(at, 1);
  }
  return undefined;
}

const SHAPE_SAYS: { readonly [field in Field]: string } = {
  title: '"title" in an erratum is a text before and after, or null where there is none: send it so',
  subject: '"subject" in an erratum is a text before and after: send it so',
  remark:
    '"remark" in an erratum is { section, lang, text } before and after, with null as the text where there is none: send it so',
};

function nextProblem(field: Field, found: Words, next: Words): Refusal | undefined {
  const refused = (message: string): Refusal => ({ code: 'bulletin/words', message });
  if (next.section !== found.section || next.lang !== found.lang)
    return refused('an erratum leaves a remark in its section and language: send both as they are');
  if (next.text === found.text || next.text?.trim() === (found.text ?? '').trim())
    return {
      code: 'bulletin/unchanged',
      message: `"${field}" is the same before and after: change its words, or leave it out`,
    };
  if (next.text === null)
    return field === 'subject'
      ? refused('a thematic report is about something: put its subject right, it cannot be withdrawn')
      : undefined;
  if (next.text.trim() === '')
    return refused(`"${field}" is empty: to withdraw the words, send null as the text`);
  const read = parseShape(SHAPES[field], next.text, 'bulletin/words');
  return read.ok ? undefined : refused(`"changes: ${field}, is": ${read.refusal.message}`);
}
