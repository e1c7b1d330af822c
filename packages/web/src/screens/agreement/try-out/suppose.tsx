import type { Agreement, Indication } from '@armistice/core/agreement';
import { TextInput } from '@mantine/core';
import { useSpeech } from '../../../i18n/context.tsx';
import { Verbatim } from '../../../ui/facts.tsx';
import { fromLocal, toLocal } from './local-time.ts';
import styles from './try-out.module.css';
import type { TryOut } from './try-out.ts';

interface SupposeProps {
  readonly agreement: Agreement;
  readonly event: TryOut;
  readonly indications: readonly Indication[];
  readonly onChange: (event: TryOut) => void;
}

/** Moments without a date that clauses wait for: one may suppose them, and see what follows. */
export function Suppose({ agreement, event, indications, onChange }: SupposeProps) {
  const { t } = useSpeech();
  const known = new Map(event.supposed.map((one) => [one.event, one.at]));
  const awaited = Object.entries(agreement.events ?? {}).filter(
    ([id, { at }]) =>
      at === undefined && (known.has(id) || indications.some(({ missing }) => missing === id)),
  );
  if (awaited.length === 0) return null;
  const offsets = agreement['clock-offsets'];
  const suppose = (id: string, local: string) => {
    const at = fromLocal(offsets, local);
    if (local !== '' && at === undefined) return;
    const others = event.supposed.filter((one) => one.event !== id);
    onChange({ ...event, supposed: at === undefined ? others : [...others, { event: id, at }] });
  };
  return (
    <fieldset className={styles.suppose}>
      <legend>{t('suppose.title')}</legend>
      <p className={styles.quiet}>{t('suppose.says')}</p>
      {awaited.map(([id, { name }]) => {
        const at = known.get(id);
        return (
          <TextInput
            key={id}
            type="datetime-local"
            name={`suppose-${id}`}
            label={<Verbatim>{name}</Verbatim>}
            value={at === undefined ? '' : toLocal(offsets, at)}
            onChange={({ currentTarget: { value } }) => suppose(id, value)}
          />
        );
      })}
    </fieldset>
  );
}
