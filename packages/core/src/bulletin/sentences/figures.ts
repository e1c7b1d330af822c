import { readMoment } from '../../base/index.ts';
import type { Language } from './language.ts';

// Numbers and dates as they are printed. Western digits in every language, so that tables of two languages can be laid
// side by side; everything is written out here, as Intl differs between engines.

const NARROW = '\u202f';
const MARKS: { readonly [language in Language]: { readonly group: string; readonly decimal: string } } = {
  ar: { group: ',', decimal: '.' },
  en: { group: ',', decimal: '.' },
  fr: { group: NARROW, decimal: ',' },
  ru: { group: NARROW, decimal: ',' },
  uk: { group: NARROW, decimal: ',' },
};

/** A number with at most three decimals. */
export function sayNumber(language: Language, value: number): string {
  const { group, decimal } = MARKS[language];
  const thousandths = Math.round(Math.abs(value) * 1000);
  const whole = String(Math.floor(thousandths / 1000));
  const rest = String(thousandths % 1000)
    .padStart(3, '0')
    .replace(/0+$/, '');
  const grouped = whole.length < 4 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, group);
  return `${value < 0 && thousandths > 0 ? '−' : ''}${grouped}${rest === '' ? '' : decimal + rest}`;
}

const MONTHS: { readonly [language in Language]: readonly string[] } = {
  ar: 'يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
  fr: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' '),
  ru: 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(' '),
  uk: 'січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня'.split(' '),
};

/** A day in words; `ahead` is by how many seconds local time is ahead of UTC. Empty where it is no moment. */
export function sayDate(language: Language, moment: string | number, ahead = 0): string {
  const at = typeof moment === 'number' ? moment : readMoment(moment);
  if (at === undefined) return '';
  const date = new Date(at + ahead * 1000);
  const day = date.getUTCDate();
  const month = MONTHS[language][date.getUTCMonth()] ?? '';
  // In French the first of a month is an ordinal.
  return `${language === 'fr' && day === 1 ? '1er' : day} ${month} ${date.getUTCFullYear()}`;
}

/** A time of day, `21:03` or `21:03:10`. */
export function sayTime(moment: string | number, ahead = 0, seconds = false): string {
  const at = typeof moment === 'number' ? moment : readMoment(moment);
  if (at === undefined) return '';
  return new Date(at + ahead * 1000).toISOString().slice(11, seconds ? 19 : 16);
}

/** By how much local time is ahead of UTC: `UTC+02:00`. */
export function sayZone(ahead: number): string {
  const minutes = Math.round(Math.abs(ahead) / 60);
  const two = (value: number) => String(value).padStart(2, '0');
  return ahead === 0
    ? 'UTC'
    : `UTC${ahead < 0 ? '−' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
