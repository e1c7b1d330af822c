import { useSpeech } from '../../i18n/context.tsx';
import type { Group } from './figures.ts';

/** A figure in words: hours as minutes, hours or days, a share in per cent, anything else as a number. */
export function useMeasure(group: Group): (value: number) => string {
  const { language, number, percent } = useSpeech();
  if (group === 'shares') return percent;
  if (group === 'evidence') return (value) => number(Math.round(value * 10) / 10);
  return (hours) => {
    const [value, unit] =
      hours < 1 ? [hours * 60, 'minute'] : hours < 72 ? [hours, 'hour'] : [hours / 24, 'day'];
    const format = new Intl.NumberFormat(language, {
      style: 'unit',
      unit: String(unit),
      unitDisplay: 'long',
      maximumFractionDigits: unit === 'minute' ? 0 : 1,
    });
    return format.format(Number(value));
  };
}
