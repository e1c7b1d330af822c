import type { CoverageCell } from '@armistice/core/mission';
import type { en } from '../../i18n/coverage/en.ts';
import { type RoomSpeech, useRoom } from '../../i18n/rooms.ts';

const STATES = {
  whole: 'cell.whole',
  part: 'cell.part',
  none: 'cell.none',
  'not recorded': 'cell.notRecorded',
  'held back': 'cell.heldBack',
  'to come': 'cell.toCome',
} as const satisfies { readonly [observed in CoverageCell['observed']]: keyof typeof en };

/** Cells and causes in words. */
export interface Said extends RoomSpeech<'coverage'> {
  cause(word: string): string;
  state(cell: CoverageCell): string;
  /** Position-hours, to a tenth; nearly none is never said as none. */
  hours(value: number): string;
  /** A cell as a sentence: for those who hear it, and for a file. */
  says(cell: CoverageCell): string;
  /** What hours were lost to, the most first. */
  causes(lost: CoverageCell['lost']): string;
  /** A stretch to the minute, on a clock. */
  stretch(from: string, to: string, zone: string): string;
}

export function useSaid(): Said {
  const speech = useRoom('coverage');
  const { r, language, list } = speech;
  const tenths = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const fine = new Intl.NumberFormat(language, { maximumSignificantDigits: 1 });
  const cause = (word: string): string => {
    const key = `cause.${word}`;
    return isCause(key) ? r(key) : word;
  };
  const hours = (value: number) => (value > 0 && value < 0.05 ? fine : tenths).format(value);
  const causes = (lost: CoverageCell['lost'] = {}) =>
    list(
      Object.entries(lost)
        .sort(([, a], [, b]) => b - a)
        .map(([word]) => cause(word)),
    );
  const state = ({ observed }: CoverageCell) => r(STATES[observed]);
  const says = (cell: CoverageCell): string => {
    const { observed, incidents, hours: able = 0, of = 0, lost } = cell;
    const why = lost === undefined ? (observed === 'none' ? r('cell.noCause') : '') : causes(lost);
    const parts = [
      able > 0 && incidents !== undefined ? r('cell.incidents', { n: incidents }) : '',
      state(cell),
      able > 0 ? r('cell.hoursSays', { hours: hours(able), of: hours(of) }) : '',
      why === '' ? '' : observed === 'none' ? why : r('cell.lost', { causes: why }),
      able === 0 && incidents !== undefined
        ? `${r('cell.incidents', { n: incidents })} ${r('cell.told')}`
        : '',
    ];
    return parts.filter((part) => part !== '').join(', ');
  };
  const stretch = (from: string, to: string, timeZone: string) =>
    new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
      ...{ timeZone, day: 'numeric', month: 'long', year: 'numeric' },
      ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    }).formatRange(new Date(from), new Date(to));
  return { ...speech, cause, state, hours, says, causes, stretch };
}

type CauseKey = Extract<keyof typeof en, `cause.${string}`>;

const CAUSES = [
  ...['access', 'jammed', 'jamming', 'night', 'no-post', 'no-patrol', 'power', 'link', 'staff', 'security'],
  ...['maintenance', 'weather', 'unknown'],
].map((word) => `cause.${word}`);

function isCause(key: string): key is CauseKey {
  return CAUSES.includes(key);
}

/** Causes that a form offers. */
export const CAUSE_WORDS: readonly string[] = [
  'access',
  'jammed',
  'night',
  'no-post',
  'power',
  'link',
  'staff',
  'security',
  'maintenance',
  'weather',
  'unknown',
];
