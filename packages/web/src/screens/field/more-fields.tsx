import { MEANS, PHASES } from '@armistice/core/mission';
import { NativeSelect, NumberInput } from '@mantine/core';
import { useRoom } from '../../i18n/rooms.ts';
import { Chips } from './chips.tsx';
import { ErrorOf } from './error-of.tsx';
import styles from './field.module.css';
import type { PartProps } from './parts.ts';
import { PersonsPart } from './persons-part.tsx';

const COMMON_MEANS: readonly string[] = ['seen', 'heard', 'camera', 'uav', 'told'];
const WEAPONS = [
  'small-arms',
  'grenade-launcher',
  'mortar',
  'artillery',
  'howitzer',
  'mlrs',
  'tank',
  'aifv',
  'apc',
  'anti-aircraft-gun',
  'aircraft',
];
const CONSENTS = ['given', 'refused', 'not-asked'] as const;

/** How many and by what means; behind one touch all that may be said besides. */
export function MoreFields(part: PartProps) {
  const { form, change, fault } = part;
  const { r, word } = useRoom('field');
  return (
    <>
      <Count {...part} />
      <CommonMeans {...part} />
      <details className={styles.more}>
        <summary>{r('more.title')}</summary>
        <div className={styles.form}>
          <AllMeans {...part} />
          <Chips
            name="phase"
            legend={r('phase.title')}
            options={PHASES.map((one) => [one, word('phase', one)])}
            value={form.phase as (typeof PHASES)[number] | undefined}
            onChange={(phase) => change({ phase })}
          />
          <div className={styles.pair}>
            <NativeSelect
              label={r('weapon.title')}
              name="weapon"
              size="lg"
              value={form.weapon ?? ''}
              data={choices(WEAPONS, (one) => word('weapon', one))}
              onChange={(event) => change({ weapon: event.currentTarget.value || undefined })}
            />
            <NumberInput
              label={r('weapon.calibre')}
              name="calibre"
              size="lg"
              hideControls
              value={form.calibre ?? ''}
              onChange={(value) => change({ calibre: typeof value === 'number' ? value : undefined })}
            />
          </div>
          <ErrorOf fault={fault('calibre')} says={r('need.calibre')} />
          <PersonsPart {...part} />
          <Chips
            name="consent"
            legend={r('consent.title')}
            options={CONSENTS.map((one) => [one, r(`consent.${one}`)])}
            value={form.consent}
            onChange={(consent) => change({ consent })}
          />
        </div>
      </details>
    </>
  );
}

/** By what means one could observe: never taken for granted, as a night spent listening sees nothing. */
export function MeansPart(part: PartProps) {
  return (
    <div className={styles.group}>
      <CommonMeans {...part} />
      <AllMeans {...part} />
    </div>
  );
}

function CommonMeans({ form: { means }, change, fault }: PartProps) {
  const { r, word } = useRoom('field');
  const rare = means === undefined || COMMON_MEANS.includes(means) ? [] : [means];
  return (
    <Chips
      name="means"
      legend={r('means.title')}
      options={[...COMMON_MEANS, ...rare].map((one) => [one, word('means', one)])}
      value={means}
      error={fault('means') === undefined ? undefined : r('need.means')}
      onChange={(one) => change({ means: one })}
    />
  );
}

function AllMeans({ form: { means }, change }: PartProps) {
  const { r, word } = useRoom('field');
  return (
    <NativeSelect
      label={r('means.all')}
      name="all-means"
      size="lg"
      value={means ?? ''}
      data={choices(MEANS, (one) => word('means', one))}
      onChange={(event) => change({ means: event.currentTarget.value || undefined })}
    />
  );
}

function Count({ form, change, fault }: PartProps) {
  const { r } = useRoom('field');
  const whole = (value: number | string) => (typeof value === 'number' ? value : undefined);
  return (
    <fieldset className={styles.chips}>
      <legend>{r('count.title')}</legend>
      <div className={styles.pair}>
        <NumberInput
          label={r('count.least')}
          name="least"
          size="lg"
          min={1}
          max={1_000_000}
          allowDecimal={false}
          hideControls
          value={form.least ?? ''}
          onChange={(value) => change({ least: whole(value) })}
        />
        <NumberInput
          label={r('count.most')}
          name="most"
          size="lg"
          min={1}
          max={1_000_000}
          allowDecimal={false}
          hideControls
          value={form.most ?? ''}
          onChange={(value) => change({ most: whole(value) })}
        />
      </div>
      <ErrorOf fault={fault('count')} says={r('need.count')} />
    </fieldset>
  );
}

function choices(values: readonly string[], label: (value: string) => string) {
  return [{ value: '', label: '—' }, ...values.map((value) => ({ value, label: label(value) }))];
}
