import type { CountAnswer, CountRange, Shown } from '../mission/index.ts';
import { causeIn, isolated, label } from './labels/index.ts';
import type { Bulletin } from './model.ts';
import { momentOf } from './narrowed.ts';
import { directionOf, type Language, sayDate, sayNumber, sayTime } from './sentences/index.ts';
import { nameIn, YEAR } from './standing.ts';

/** Letters that go against the direction of a language. */
const OTHER_WAY = {
  ltr: /[\p{Script=Arabic}\p{Script=Hebrew}]/u,
  rtl: /[\p{Script=Latin}\p{Script=Cyrillic}]/u,
} as const;

/** Whose figure a mark names. One source of a party goes by its party and by itself: the party may have several. */
export function whoseMark(kind: string, id: string, nameOf: (id: string) => string): string {
  const name = nameOf(id);
  return kind === 'only' && name !== id ? `${name}, ${id}` : name;
}

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

  /** A name as it stands: one that is written the other way turns nothing beside it. */
  foreign(name: string): string {
    return OTHER_WAY[directionOf(this.language)].test(name) ? isolated(name) : name;
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
    return `${sayDate(this.language, moment, ahead)}${this.label('and')}${sayTime(moment, ahead)}`;
  }

  /** The same, in UTC where it is so long after the stretch that the clock of the agreement is not known here. */
  timeOrUtc(moment: string): string {
    if (momentOf(moment) < momentOf(this.#bulletin.from) + YEAR) return this.time(moment);
    const said = `${sayDate(this.language, moment, 0)}${this.label('and')}${sayTime(moment, 0)}`;
    return this.#bulletin.clock.zone === 'UTC' ? said : `${said} ${this.kept('UTC')}`;
  }

  /** The day and the time to the second, in digits. */
  #stamp(moment: string): string {
    const ahead = this.ahead(moment);
    return new Date(momentOf(moment) + ahead * 1000).toISOString().slice(0, 19).replace('T', ' ');
  }

  /** From when to when; the day is said once where it is the same. */
  stretch(from: string, to: string): string {
    const [begins, ends] = [this.ahead(from), this.ahead(to)];
    if (sayDate(this.language, from, begins) !== sayDate(this.language, to, ends))
      return `${this.time(from)} – ${this.time(to)}`;
    const [first, last] = [sayTime(from, begins), sayTime(to, ends)];
    return first === last ? this.time(from) : `${this.time(from)}–${last}`;
  }

  /** The same, short, for rows. */
  clocks(from: string, to: string): string {
    const [first, last] = [this.#stamp(from), this.#stamp(to)];
    if (first === last) return this.kept(first);
    return this.kept(
      first.slice(0, 10) === last.slice(0, 10) ? `${first} – ${last.slice(11)}` : `${first} – ${last}`,
    );
  }

  /** Parts of a list, as the language sets them apart; what is nothing is left out. */
  list(parts: readonly string[]): string {
    return parts.filter((part) => part !== '').join(this.label('between'));
  }

  /** A name and what is said of it. */
  pair(name: string, value: string): string {
    return `${name}${this.label('of')}${value}`;
  }

  readonly name = (id: string): string => nameIn(this.#bulletin.names, this.language, id);

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
        const causes = shows.causes.map((cause) => causeIn(this.language, cause)).join(this.label('and'));
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
    return this.list(
      Object.entries(apart).map(([mark, range]) => this.pair(this.mark(mark), this.range(range))),
    );
  }

  /** Under whose mark a figure stands; `plain` for machines, which read no signs of direction. */
  mark(mark: string, plain?: 'plain'): string {
    const [kind = '', ...rest] = mark.split(' ');
    const own = whoseMark(kind, rest.join(' '), this.name);
    const name = plain === undefined ? this.foreign(own) : own;
    if (kind === 'party') return this.label('ownFigure', { name });
    if (kind === 'other') return this.label('otherFigure', { name });
    return kind === 'only' ? this.label('onlyFigure', { name }) : mark;
  }
}
