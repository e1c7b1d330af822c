// Dates and times as a column writes them: `dd.MM.yyyy HH:mm`. A format is a list of marks; every other sign stands
// for itself.

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'noon' | 'clock';

interface Mark {
  readonly part: Part;
  readonly pattern: string;
}

const MARKS: { readonly [mark: string]: Mark } = {
  yyyy: { part: 'year', pattern: '(\\d{4})' },
  MM: { part: 'month', pattern: '(\\d{2})' },
  M: { part: 'month', pattern: '(\\d{1,2})' },
  dd: { part: 'day', pattern: '(\\d{2})' },
  d: { part: 'day', pattern: '(\\d{1,2})' },
  HH: { part: 'hour', pattern: '(\\d{2})' },
  H: { part: 'hour', pattern: '(\\d{1,2})' },
  h: { part: 'hour', pattern: '(0?[1-9]|1[0-2])' },
  mm: { part: 'minute', pattern: '(\\d{2})' },
  ss: { part: 'second', pattern: '(\\d{2})' },
  a: { part: 'noon', pattern: '([AaPp][Mm])' },
  // Hours and minutes as one number, whose noughts in front a spreadsheet has dropped: 9 is 00:09, 1230 is 12:30.
  Hmm: { part: 'clock', pattern: '(\\d{1,4})' },
};

const BY_LENGTH = Object.keys(MARKS).sort((a, b) => b.length - a.length);

/** A format that was read. */
export interface DateFormat {
  readonly text: string;
  /** The date and time on the wall, or undefined where the text is not of this format or there is no such day. */
  read(text: string): Temporal.PlainDateTime | undefined;
}

/** Reads a format; undefined where it names no year, no month or, for what is finer than a month, no day. */
export function readDateFormat(text: string, finest: 'month' | 'day' = 'day'): DateFormat | undefined {
  const marks: Mark[] = [];
  let pattern = '';
  for (let at = 0; at < text.length; ) {
    const name = BY_LENGTH.find((one) => text.startsWith(one, at));
    const mark = name === undefined ? undefined : MARKS[name];
    if (name === undefined || mark === undefined) {
      pattern += (text[at] as string).replace(/[.*+?^${}()|[\]\\/-]/, '\\$&');
      at += 1;
      continue;
    }
    marks.push(mark);
    pattern += mark.pattern;
    at += name.length;
  }
  const whole = new RegExp(`^${pattern}$`);
  const has = (...names: readonly string[]) => names.some((name) => marks.includes(MARKS[name] as Mark));
  if (!has('yyyy') || !has('MM', 'M') || (finest === 'day' && !has('dd', 'd'))) return undefined;
  return {
    text,
    read(cell) {
      const found = whole.exec(cell);
      if (found === null) return undefined;
      return onTheWall(new Map(marks.map(({ part }, at) => [part, found[at + 1] ?? ''])));
    },
  };
}

function onTheWall(parts: ReadonlyMap<Part, string>): Temporal.PlainDateTime | undefined {
  const of = (part: Part) => Number(parts.get(part) ?? 0);
  const noon = parts.get('noon')?.toLowerCase();
  const clock = of('clock');
  const hours = noon === undefined ? of('hour') : (of('hour') % 12) + (noon === 'pm' ? 12 : 0);
  const time = parts.has('clock')
    ? { hour: Math.floor(clock / 100), minute: clock % 100 }
    : { hour: hours, minute: of('minute'), second: of('second') };
  try {
    const day = { year: of('year'), month: of('month'), day: parts.has('day') ? of('day') : 1 };
    return Temporal.PlainDateTime.from({ ...day, ...time }, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}
