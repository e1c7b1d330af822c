import { NativeSelect } from '@mantine/core';
import { useRoom } from '../../i18n/rooms.ts';
import styles from './queue.module.css';
import { NEEDS, ORDERS, type QueueAnswer, RISKS } from './queue.ts';
import type { QueueAddress } from './queue-address.ts';

interface FiltersProps {
  readonly address: QueueAddress;
  readonly totals: QueueAnswer['totals'] | undefined;
  /** Areas of the rows that are at hand. */
  readonly areas: readonly string[];
}

/** What is listed, and in which order; the address holds it. */
export function Filters({ address, totals, areas }: FiltersProps) {
  const { r, number } = useRoom('queue');
  const { kind = '', risk = '', mine, unclaimed, area = '', order = 'risk' } = address.filters;
  const who = mine === 'true' ? 'mine' : unclaimed === 'true' ? 'unclaimed' : '';
  const pick = (changes: Parameters<QueueAddress['set']>[0]) => address.set({ ...changes, row: undefined });
  const count = (need: string) => {
    const n = totals?.needs[need] ?? 0;
    return n === 0 ? '' : ` (${number(n)})`;
  };
  const listed = area === '' || areas.includes(area) ? areas : [...areas, area];
  return (
    <search className={styles.filters} aria-label={r('filter.title')}>
      <NativeSelect
        label={r('filter.kind')}
        name="kind"
        value={kind}
        onChange={(event) => pick({ kind: event.currentTarget.value })}
        data={[
          { value: '', label: r('filter.all') },
          ...NEEDS.map((need) => ({ value: need, label: `${r(`need.${need}`)}${count(need)}` })),
        ]}
      />
      <NativeSelect
        label={r('filter.who')}
        name="who"
        value={who}
        onChange={(event) => {
          const { value } = event.currentTarget;
          pick({
            mine: value === 'mine' ? 'true' : undefined,
            unclaimed: value === 'unclaimed' ? 'true' : undefined,
          });
        }}
        data={[
          { value: '', label: r('filter.all') },
          { value: 'mine', label: r('filter.mine') },
          { value: 'unclaimed', label: r('filter.unclaimed') },
        ]}
      />
      <NativeSelect
        label={r('filter.risk')}
        name="risk"
        value={risk}
        onChange={(event) => pick({ risk: event.currentTarget.value })}
        data={[
          { value: '', label: r('filter.all') },
          ...RISKS.map((level) => ({ value: level, label: r(`risk.${level}`) })),
        ]}
      />
      <NativeSelect
        label={r('filter.area')}
        name="area"
        value={area}
        onChange={(event) => pick({ area: event.currentTarget.value })}
        data={[{ value: '', label: r('filter.all') }, ...listed]}
      />
      <NativeSelect
        label={r('filter.order')}
        name="order"
        value={order}
        onChange={(event) => {
          const { value } = event.currentTarget;
          pick({ order: value === 'risk' ? undefined : value });
        }}
        data={ORDERS.map((one) => ({ value: one, label: r(`order.${one}`) }))}
      />
    </search>
  );
}
