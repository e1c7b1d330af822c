import { formatMoment, readMoment } from '../base/index.ts';

const ZERO = 48;

function digits(text: string, at: number, count: number): number {
  let value = 0;
  for (let i = at; i < at + count; i++) {
    const digit = text.charCodeAt(i) - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

let lastDay = '';
let lastDayMilliseconds = 0;

/**
 * UTC milliseconds of an RFC 3339 time; NaN where it is none. The same as base's readMoment, faster for the plain form
 * in UTC: reports come day by day, so the date is read once for a run of them.
 */
export function moment(text: string): number {
  if (text.length !== 20 || text.charCodeAt(19) !== 90 || text.charCodeAt(10) !== 84) return slow(text);
  const [hour, minute, second] = [digits(text, 11, 2), digits(text, 14, 2), digits(text, 17, 2)];
  const colons = text.charCodeAt(13) === 58 && text.charCodeAt(16) === 58;
  if (!(colons && hour < 24 && minute < 60 && second < 60)) return slow(text);
  if (!text.startsWith(lastDay) || lastDay === '') {
    const day = text.slice(0, 10);
    const milliseconds = slow(`${day}T00:00:00Z`);
    if (Number.isNaN(milliseconds)) return Number.NaN;
    lastDay = day;
    lastDayMilliseconds = milliseconds;
  }
  return lastDayMilliseconds + ((hour * 60 + minute) * 60 + second) * 1000;
}

function slow(text: string): number {
  return readMoment(text) ?? Number.NaN;
}

const DAY_SECONDS = 86_400;
let writtenDay = Number.NaN;
let writtenText = '';

/** Writes whole seconds since 1970 in UTC, as base's formatMoment does; the date is written once for a run of them. */
export function momentText(seconds: number): string {
  const day = Math.floor(seconds / DAY_SECONDS);
  if (day !== writtenDay) {
    writtenText = formatMoment(day * DAY_SECONDS * 1000).slice(0, 11);
    writtenDay = day;
  }
  const rest = seconds - day * DAY_SECONDS;
  const minute = Math.floor(rest / 60);
  return `${writtenText}${two(Math.floor(minute / 60))}:${two(minute % 60)}:${two(rest % 60)}Z`;
}

function two(number: number): string {
  return number < 10 ? `0${number}` : `${number}`;
}
