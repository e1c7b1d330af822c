// Numbers as English prose writes them: "none", "seven", "twenty-one", "one hundred and five", "1,204".

const SMALL = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const WORD = [...TENS, ...SMALL.toReversed(), 'hundred', 'thousand'].join('|');

/** A regular expression, as text, for a number in prose; `no` and `none` are nought. */
export const NUMBER_IN_PROSE = `(?:none|no|\\d{1,3}(?:,\\d{3})+|\\d+|(?:${WORD})(?:(?:[\\s-]+|\\s+and\\s+)(?:${WORD}))*)`;

/** The value of a number in prose; undefined where the words make none, as in "one two". */
export function numberInProse(text: string): number | undefined {
  const plain = text.trim().toLowerCase();
  if (plain === 'no' || plain === 'none') return 0;
  if (/^(?:\d{1,3}(?:,\d{3})+|\d+)$/.test(plain)) return Number(plain.replaceAll(',', ''));
  const [before, after, ...more] = plain.split(/[\s-]+thousand\b/);
  if (more.length > 0) return undefined;
  if (after === undefined) return belowThousand(plain);
  const [thousands, rest] = [belowThousand(before ?? ''), after.replace(/^\s+and\b/, '').trim()];
  const ones = rest === '' ? 0 : belowThousand(rest);
  return thousands === undefined || ones === undefined || thousands === 0
    ? undefined
    : thousands * 1000 + ones;
}

function belowThousand(text: string): number | undefined {
  const [before, after, ...more] = text.trim().split(/[\s-]+hundred\b/);
  if (more.length > 0) return undefined;
  if (after === undefined) return belowHundred(text.trim());
  const hundreds = SMALL.indexOf((before ?? '').trim());
  const rest = after.replace(/^\s+and\b/, '').trim();
  const ones = rest === '' ? 0 : belowHundred(rest);
  return hundreds < 1 || hundreds > 9 || ones === undefined ? undefined : hundreds * 100 + ones;
}

function belowHundred(text: string): number | undefined {
  const words = text.split(/[\s-]+/);
  const [first = '', second] = words;
  const ten = TENS.indexOf(first);
  if (words.length === 1) return ten >= 0 ? (ten + 2) * 10 : known(SMALL.indexOf(first));
  const one = SMALL.indexOf(second ?? '');
  return words.length === 2 && ten >= 0 && one >= 1 && one <= 9 ? (ten + 2) * 10 + one : undefined;
}

function known(at: number): number | undefined {
  return at < 0 ? undefined : at;
}
