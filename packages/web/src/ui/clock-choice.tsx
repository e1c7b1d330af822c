import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { chooseClock, UTC, useClock } from '../clock.ts';
import { useSpeech } from '../i18n/context.tsx';
import { offsetName } from '../i18n/zones.ts';
import styles from './top-bar.module.css';

/** By which clock times are shown; nothing where there is one alone. */
export function ClockChoice() {
  const { t } = useSpeech();
  const { zone, choices } = useClock();
  const [now] = useState(() => Date.now());
  if (choices.length === 1) return null;
  const nameOf = (one: string) => {
    const offset = offsetName(now, one);
    if (one === UTC) return offset;
    // Of several each has the name of its city.
    const [city = one] = one.split('/').slice(-1);
    return choices.length > 2
      ? `${city.replaceAll('_', ' ')}, ${offset}`
      : t('settings.agreementClock', { offset });
  };
  return (
    <NativeSelect
      className={styles.clock ?? ''}
      aria-label={t('settings.clock')}
      title={t('settings.clock')}
      name="clock"
      value={zone}
      onChange={({ currentTarget: { value } }) => chooseClock(value)}
      data={choices.map((value) => ({ value, label: nameOf(value) }))}
    />
  );
}
