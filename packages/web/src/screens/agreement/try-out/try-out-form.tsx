import type { Agreement } from '@armistice/core/agreement';
import { KINDS, PHASES } from '@armistice/core/mission';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useSpeech } from '../../../i18n/context.tsx';
import { fromLocal, toLocal } from './local-time.ts';
import { PositionField } from './position-field.tsx';
import styles from './try-out.module.css';
import { hasTwoEnds, MOST_RADIUS, type TryOut, WEAPONS } from './try-out.ts';

interface TryOutFormProps {
  readonly agreement: Agreement;
  readonly event: TryOut;
  readonly onChange: (event: TryOut) => void;
}

/** What is imagined: kind, weapon, end of fire, time on the agreement's clock, place and how exact it is. */
export function TryOutForm({ agreement, event, onChange }: TryOutFormProps) {
  const { t, word, moment } = useSpeech();
  const offsets = agreement['clock-offsets'];
  const change = (part: Partial<TryOut>) => onChange({ ...event, ...part });
  const set = (value: string): string | undefined => (value === '' ? undefined : value);
  return (
    <form className={styles.form} onSubmit={(submitted) => submitted.preventDefault()}>
      <NativeSelect
        label={t('report.kind')}
        name="kind"
        value={event.kind}
        onChange={({ currentTarget: { value } }) =>
          change({ kind: value, phase: hasTwoEnds(value) ? (event.phase ?? 'impact') : undefined })
        }
        data={[...KINDS].map((value) => ({ value, label: word('kind', value) }))}
      />
      <NativeSelect
        label={t('report.phase')}
        name="phase"
        value={event.phase ?? ''}
        disabled={!hasTwoEnds(event.kind)}
        onChange={({ currentTarget: { value } }) => change({ phase: set(value) })}
        data={[
          { value: '', label: t('tryout.unsaid') },
          ...PHASES.map((value) => ({ value: String(value), label: word('phase', value) })),
        ]}
      />
      <NativeSelect
        label={t('report.weapon')}
        name="weapon"
        value={event.weapon ?? ''}
        onChange={({ currentTarget: { value } }) => change({ weapon: set(value) })}
        data={[
          { value: '', label: t('tryout.unsaid') },
          ...WEAPONS.map((value) => ({ value: String(value), label: word('weapon', value) })),
        ]}
      />
      <NumberField
        label={t('tryout.calibre')}
        name="calibre"
        value={event.calibre}
        most={2000}
        onValue={(calibre) => change({ calibre })}
      />
      <TextInput
        type="datetime-local"
        label={t('tryout.time')}
        description={t('tryout.timeSays', { zone: agreement.clock })}
        name="time"
        value={toLocal(offsets, event.time)}
        onChange={({ currentTarget: { value } }) => {
          const time = fromLocal(offsets, value);
          if (time !== undefined) change({ time });
        }}
      />
      <NumberField
        label={t('tryout.radius')}
        description={t('tryout.radiusSays')}
        name="radius"
        value={event.radius}
        most={MOST_RADIUS}
        onValue={(radius) => change({ radius: radius ?? 0 })}
      />
      <PositionField
        at={event.at}
        onAt={(at, radius) => change({ at, ...(radius === undefined ? {} : { radius }) })}
      />
      <p className={styles.actor}>
        <span className={styles.quiet}>{t('tryout.actor')}</span> {t('tryout.actorSays')}{' '}
        <span className={styles.quiet}>{moment(event.time, agreement.clock)}</span>
      </p>
      <div className={styles.jumps}>
        {JUMPS.map(([name, minutes]) => (
          <Button
            key={name}
            variant="outline"
            size="compact-sm"
            onClick={() => change({ time: event.time + minutes * 60_000 })}
          >
            {t(name)}
          </Button>
        ))}
      </div>
    </form>
  );
}

const JUMPS = [
  ['tryout.weekEarlier', -7 * 1440],
  ['tryout.dayEarlier', -1440],
  ['tryout.hourEarlier', -60],
  ['tryout.hourLater', 60],
  ['tryout.dayLater', 1440],
  ['tryout.weekLater', 7 * 1440],
] as const;

interface NumberFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly name: string;
  readonly value: number | undefined;
  readonly most: number;
  readonly onValue: (value: number | undefined) => void;
}

/** A number that is taken as soon as it is one; what is half typed stays in the field. */
function NumberField({ label, description, name, value, most, onValue }: NumberFieldProps) {
  const written = value === undefined ? '' : String(value);
  const [text, setText] = useState(written);
  useEffect(
    () => setText((before) => (Number(before) === value && before !== '' ? before : written)),
    [value, written],
  );
  return (
    <TextInput
      label={label}
      {...(description === undefined ? {} : { description })}
      name={name}
      inputMode="decimal"
      dir="ltr"
      value={text}
      error={text !== '' && parsed(text, most) === undefined}
      onChange={({ currentTarget: { value: typed } }) => {
        setText(typed);
        const read = parsed(typed, most);
        if (typed === '' || read !== undefined) onValue(read);
      }}
    />
  );
}

function parsed(text: string, most: number): number | undefined {
  const plain = text.trim().replace(',', '.');
  if (!/^\d{1,6}(\.\d{1,3})?$/.test(plain)) return undefined;
  const value = Number(plain);
  return value <= most ? value : undefined;
}
