import { Button, NativeSelect, NumberInput } from '@mantine/core';
import { type FormPersons, type Some, withChanges } from '../../field/form.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { ErrorOf } from './error-of.tsx';
import styles from './field.module.css';
import type { PartProps } from './parts.ts';

const STATUSES = ['killed', 'injured', 'missing'] as const;
const CIVILIAN = ['unknown', 'yes', 'no'] as const;
const NEW: FormPersons = { civilian: 'unknown' };

/** Persons by how they fared, and how many; there is no field for a name. */
export function PersonsPart({ form: { persons }, change, fault }: PartProps) {
  const { r } = useRoom('field');
  const put = (at: number, some: Some<FormPersons>) =>
    change((now) => ({
      persons: now.persons.map((one, i) => (i === at ? withChanges(one, some) : one)),
    }));
  return (
    <fieldset className={styles.chips}>
      <legend>{r('persons.title')}</legend>
      <p className={styles.quiet}>{r('persons.noNames')}</p>
      {persons.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity, and are only added at the end.
        <div key={at} className={styles.personRow}>
          <NativeSelect
            label={r('persons.status')}
            name={`persons-${at}-status`}
            size="lg"
            value={one.status ?? ''}
            data={[
              { value: '', label: '—' },
              ...STATUSES.map((value) => ({ value, label: r(`persons.${value}`) })),
            ]}
            onChange={({ currentTarget: { value } }) =>
              put(at, { status: STATUSES.find((status) => status === value) })
            }
          />
          {(['least', 'most'] as const).map((end) => (
            <NumberInput
              key={end}
              label={r(`count.${end}`)}
              name={`persons-${at}-${end}`}
              size="lg"
              min={0}
              max={1_000_000}
              allowDecimal={false}
              hideControls
              value={one[end] ?? ''}
              onChange={(value) => put(at, { [end]: typeof value === 'number' ? value : undefined })}
            />
          ))}
          <NativeSelect
            label={r('persons.civilian')}
            size="lg"
            value={one.civilian}
            data={CIVILIAN.map((value) => ({ value, label: r(`persons.civilian-${value}`) }))}
            onChange={(event) => put(at, { civilian: event.currentTarget.value as FormPersons['civilian'] })}
          />
          <Button
            variant="outline"
            size="lg"
            onClick={() => change((now) => ({ persons: now.persons.filter((_, i) => i !== at) }))}
          >
            {r('persons.drop')}
          </Button>
        </div>
      ))}
      <ErrorOf fault={fault('persons')} says={r('need.persons')} />
      <Button
        variant="outline"
        size="lg"
        onClick={() => change((now) => ({ persons: [...now.persons, NEW] }))}
        data-add="persons"
      >
        {r('persons.add')}
      </Button>
    </fieldset>
  );
}
