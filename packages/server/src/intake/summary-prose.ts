import { NUMBER_IN_PROSE, numberInProse } from './number-words.ts';

// Figures of a daily summary, out of its sentences: "The mission recorded seven ceasefire violations in Donetsk region
// and one in Luhansk region. In the previous reporting period, it recorded …". What is not surely read is not read.

/** A figure that a summary states for an area. 0 is stated ("no", "none"); an area that is not named has no figure. */
export interface Figure {
  readonly area: string;
  readonly count: number;
}

/** One period of a summary: the one it is of, or one that it compares with. */
export interface Period {
  readonly which: 'this' | 'previous';
  readonly figures: readonly Figure[];
  /** "Between the evenings of 11 and 12 September": days of the month, as written. */
  readonly between?: { readonly from: number; readonly to: number; readonly month: string };
  readonly sentence: string;
}

/** The periods in the order of the text, or why they were not read. */
export type Read = { readonly periods: readonly Period[] } | { readonly problem: string };

const AREA = "[A-Z][\\w'’-]+(?: [A-Z][\\w'’-]+)*";
const OF = '(?:\\s+(?:alleged\\s+)?ceasefire\\s+violations?)?';
/** "seven ceasefire violations in Donetsk region", "none in both Donetsk and Luhansk regions". */
const IN_AREA = new RegExp(
  `\\b(${NUMBER_IN_PROSE})${OF}\\s+in\\s+(?:either\\s+|both\\s+)?(?:the\\s+)?(${AREA})(?:\\s+(?:region\\s+)?(?:or|and)\\s+(${AREA}))?(?:\\s+regions?)?`,
  'g',
);
/** "In Donetsk region, the Mission recorded 91 ceasefire violations". */
const AREA_FIRST = new RegExp(
  `\\bIn\\s+(?:the\\s+)?(${AREA})\\s+region,\\s+(?:the\\s+)?[\\w\\s]*?recorded\\s+(${NUMBER_IN_PROSE})\\s+ceasefire\\s+violations?`,
  'g',
);
const VAGUE =
  /\b(?:about|around|approximately|at least|more than|over|some|up to|nearly|almost|fewer than|less than|several|dozens|hundreds|thousands)\s+(?=\S+\s+(?:ceasefire|in\b))/i;
const COUNTED = /\bceasefire\s+violations?\b/i;
const COMPARED = /\b(?:previous|preceding)\s+(?:reporting\s+period|day|(?:\d+|[a-z-]+)\s+hours)\b/i;
const BETWEEN = /\bBetween\s+the\s+evenings\s+of\s+(\d{1,2})\s+and\s+(\d{1,2})\s+([A-Z][a-z]+)/;

/** Reads the figures of a summary. */
export function readSummary(text: string): Read {
  const periods: Period[] = [];
  let counting = false;
  for (const sentence of sentencesOf(text)) {
    const compared = COMPARED.test(sentence);
    const counted = COUNTED.test(sentence);
    // A comparison right after the figures need not name again what was counted.
    if (!(counted || (counting && compared)) || !/\brecorded\b/.test(sentence)) {
      counting = false;
      continue;
    }
    counting = true;
    if (VAGUE.test(sentence)) return { problem: `the figure is not exact: "${shown(sentence)}"` };
    const figures = figuresOf(sentence);
    if ('problem' in figures) return figures;
    if (figures.figures.length === 0) return { problem: `no figure was found in "${shown(sentence)}"` };
    const between = BETWEEN.exec(sentence);
    periods.push({
      which: compared ? 'previous' : 'this',
      figures: figures.figures,
      sentence,
      ...(between === null
        ? {}
        : { between: { from: Number(between[1]), to: Number(between[2]), month: between[3] ?? '' } }),
    });
  }
  if (!periods.some(({ which }) => which === 'this')) return { problem: 'it states no figure of violations' };
  return { periods };
}

function sentencesOf(text: string): readonly string[] {
  return text
    .split(/\n+|(?<=[.!?])\s+(?=[A-Z•])/)
    .map((sentence) => sentence.replace(/^[•\s]+/, '').trim())
    .filter((sentence) => sentence !== '');
}

function figuresOf(sentence: string): { readonly figures: readonly Figure[] } | { readonly problem: string } {
  const figures: Figure[] = [];
  const add = (words: string, areas: readonly string[]): string | undefined => {
    const count = numberInProse(words);
    if (count === undefined) return `"${words}" is no number`;
    // "no … in either" is nought in each; twelve in two areas together are not twelve in each.
    if (areas.length > 1 && count !== 0) return `"${words}" is of ${areas.join(' and ')} together`;
    for (const area of areas) {
      if (figures.some((one) => one.area === area)) return `two figures are given for ${area}`;
      figures.push({ area, count });
    }
    return undefined;
  };
  const found = [
    ...[...sentence.matchAll(AREA_FIRST)].map(([, area = '', words = '']) => ({ words, areas: [area] })),
    ...[...sentence.matchAll(IN_AREA)].map(([, words = '', one = '', other]) => ({
      words,
      areas: other === undefined ? [one] : [one, other],
    })),
  ];
  for (const { words, areas } of found) {
    const problem = add(words, areas);
    if (problem !== undefined) return { problem: `${problem}: "${shown(sentence)}"` };
  }
  return { figures };
}

function shown(sentence: string): string {
  return sentence.length > 200 ? `${sentence.slice(0, 200)}…` : sentence;
}
