import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useRoom } from '../../i18n/rooms.ts';
import { Tick } from '../../ui/tick.tsx';
import { Chips } from './chips.tsx';
import { ErrorOf } from './error-of.tsx';
import styles from './field.module.css';
import type { PartProps } from './parts.ts';
import { isStretch, LOCAL_ZONE, needOf } from './wording.ts';

const AGO = ['0', '5', '15', '30', '60'] as const;
const MINUTE = 60_000;
/** What somebody means by "ten minutes ago" may be a fifth of it off, and never less than a minute. */
const OFF = 0.2;

/** When: with one touch, or exactly. All times are the device's own zone, which is named. */
export function WhenPart({ form, change, fault }: PartProps) {
  const { r } = useRoom('field');
  const [ago, setAgo] = useState<(typeof AGO)[number]>();
  const take = (minutes: (typeof AGO)[number]) => {
    setAgo(minutes);
    change(isStretch(form) ? sinceThen(Number(minutes)) : around(Number(minutes)));
  };
  const asWritten = (field: 'from' | 'to') => (text: string) => {
    setAgo(undefined);
    const at = new Date(text);
    change({ [field]: Number.isNaN(at.getTime()) ? undefined : at.toISOString() });
  };
  const since = isStretch(form);
  return (
    <div className={styles.group}>
      <Chips
        name="ago"
        legend={r('when.title')}
        options={AGO.filter((one) => !since || one !== '0').map((one) => [
          one,
          one === '0' ? r('when.now') : r(since ? 'when.last' : 'when.ago', { n: Number(one) }),
        ])}
        value={ago}
        onChange={take}
      />
      {form.about === 'report' ? (
        <Tick
          name="lasted"
          label={r('when.lasted')}
          checked={form.lasted}
          onTick={(lasted) => {
            setAgo(undefined);
            change({ lasted });
          }}
        />
      ) : null}
      <div className={styles.pair}>
        {(['from', 'to'] as const).map((end) => (
          <TextInput
            key={end}
            type="datetime-local"
            step={1}
            size="lg"
            name={end}
            label={r(`when.${end}`)}
            value={localOf(form[end])}
            onChange={(event) => asWritten(end)(event.currentTarget.value)}
          />
        ))}
      </div>
      <p className={styles.quiet}>{r('when.zone', { zone: LOCAL_ZONE })}</p>
      <ErrorOf fault={fault('when')} says={r(needOf('when', form))} />
    </div>
  );
}

/** A moment some minutes ago, as surely as somebody can say that. */
function around(minutes: number): { readonly from: string; readonly to: string } {
  const now = Date.now();
  const off = Math.max(MINUTE, minutes * MINUTE * OFF);
  const at = now - minutes * MINUTE;
  return { from: isoOf(at - off), to: isoOf(Math.min(now, at + off)) };
}

function sinceThen(minutes: number): { readonly from: string; readonly to: string } {
  const now = Date.now();
  return { from: isoOf(now - minutes * MINUTE), to: isoOf(now) };
}

function isoOf(at: number): string {
  return new Date(Math.round(at / 1000) * 1000).toISOString();
}

/** As an input of the browser takes it: local, without a zone. */
function localOf(at: string | undefined): string {
  if (at === undefined) return '';
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
