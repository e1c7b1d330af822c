import type { CountAnswer, CountRange, Shown } from '../mission/index.ts';
import { causeIn, label } from './labels/index.ts';
import type { Bulletin } from './model.ts';
import { momentOf } from './narrowed.ts';
import { directionOf, type Language, sayDate, sayNumber, sayTime } from './sentences/index.ts';

/** How one bulletin is said in one language: its numbers, times, names and cells. */
export class Saying {
  readonly language: Language;
  readonly #bulletin: Bulletin;

  constructor(bulletin: Bulletin, language: Language) {
    this.#bulletin = bulletin;
    this.language = language;
  }

  label(key: Parameters<typeof label>[1], parts?: Parameters<typeof label>[2]): string {
    return label(this.language, key, parts);
  }

  number(value: number): string {
    return sayNumber(this.language, value);
  }

  /** Hours: to one decimal, which is six minutes. */
  tenths(hours: number): string {
    return this.number(Math.round(hours * 10) / 10);
  }

  /** Digits that keep their order within words that go from right to left: a place, a date. */
  kept(digits: string): string {
    return directionOf(this.language) === 'rtl' ? `\u2066${digits}\u2069` : digits;
  }

  /** Latitude and longitude, as they are read out. */
  position([longitude, latitude]: readonly [number, number]): string {
    return this.kept(`${latitude}, ${longitude}`);
  }

  /** By how many seconds the clock of the agreement is ahead of UTC at a moment. */
  ahead(moment: string): number {
    const seconds = momentOf(moment) / 1000;
    const { offsets } = this.#bulletin.clock;
    return (offsets.findLast(([at]) => at <= seconds) ?? offsets[0])?.[1] ?? 0;
  }

  time(moment: string): string {
    const ahead = this.ahead(moment);
    return `${sayDate(this.language, moment, ahead)}, ${sayTime(moment, ahead)}`;
  }

  /** Short, for rows: the day and the time to the second. */
  clock(moment: string): string {
    const ahead = this.ahead(moment);
    return this.kept(new Date(momentOf(moment) + ahead * 1000).toISOString().slice(0, 19).replace('T', ' '));
  }

  stretch(from: string, to: string): string {
    return `${this.time(from)} – ${this.time(to)}`;
  }

  readonly name = (id: string): string => {
    const names = this.#bulletin.names;
    const own = Object.hasOwn(names, id) ? names[id] : undefined;
    return own?.[this.language] ?? own?.[''] ?? id;
  };

  range({ min, best, max }: CountRange): string {
    const figure = this.number(best);
    return min === max ? figure : `${figure} (${this.number(min)}–${this.number(max)})`;
  }

  /** A cell without its hours: a figure, 0, "not observed" with the cause, or "suppressed". */
  shown(shows: Shown): string {
    switch (shows.is) {
      case 'figure':
        return this.range(shows.count);
      case 'nothing-seen':
        return this.number(0);
      case 'not-observed': {
        const causes = shows.causes.map((cause) => causeIn(this.language, cause)).join(', ');
        return this.label('notObserved', { causes });
      }
      case 'suppressed':
        return this.label('suppressed');
    }
  }

  hours(shows: Shown): string {
    if (shows.is !== 'figure' && shows.is !== 'nothing-seen') return '–';
    if (shows.of === 0) return this.label('notRecorded');
    return this.label('ofHours', { n: this.tenths(shows.hours), m: this.tenths(shows.of) });
  }

  /** What stands beside a figure and is in none: each under its mark. */
  apart(apart: CountAnswer['apart']): string {
    return Object.entries(apart)
      .map(([mark, range]) => `${this.mark(mark)}: ${this.range(range)}`)
      .join('; ');
  }

  mark(mark: string): string {
    const [kind = '', ...rest] = mark.split(' ');
    const name = this.name(rest.join(' '));
    if (kind === 'party') return this.label('ownFigure', { name });
    if (kind === 'other') return this.label('otherFigure', { name });
    return kind === 'only' ? this.label('onlyFigure', { name }) : mark;
  }
}
