import { KINDS } from '@armistice/core/mission';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { isolated } from '../../i18n/isolated.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { type Ask, type Asked, FILTERS } from './asked.ts';
import styles from './situation.module.css';
import { STATUSES } from './symbols.tsx';
import type { Laws } from './use-law.ts';

const OUTCOMES = ['breach', 'permitted', 'undetermined', 'not-applicable'] as const;

interface FiltersProps {
  readonly asked: Asked;
  readonly ask: Ask;
  readonly laws: Laws | undefined;
}

/** By what incidents are looked for; every choice stands in the address. */
export function Filters({ asked, ask, laws }: FiltersProps) {
  const { r, word } = useRoom('situation');
  const agreements = (laws?.laws ?? []).map(({ known }) => known.agreement);
  const parties = [...new Set(agreements.flatMap((one) => one.parties.map(({ id }) => id)))];
  const all = { value: '', label: r('filter.all') };
  const choices = {
    kind: KINDS.map((value) => ({ value, label: word('kind', value) })),
    status: STATUSES.map((value) => ({ value, label: word('status', value) })),
    clause: agreements.flatMap(({ agreement, title, clauses }) =>
      clauses.map(({ id }) => ({ value: `${agreement}:${id}`, label: `${id} · ${isolated(title)}` })),
    ),
    party: parties.map((value) => ({ value, label: value })),
    outcome: OUTCOMES.map((value) => ({ value, label: word('outcome', value) })),
  } as const;
  const set = FILTERS.filter((name) => name !== 'from' && name !== 'to' && asked[name] !== undefined);
  return (
    <form
      className={styles.filters}
      aria-label={r('filter.title')}
      onSubmit={(event) => event.preventDefault()}
    >
      {(['kind', 'status', 'clause', 'party', 'outcome'] as const).map((name) => (
        <NativeSelect
          key={name}
          name={name}
          label={r(`filter.${name}`)}
          value={asked[name] ?? ''}
          onChange={(event) => ask({ [name]: event.currentTarget.value || undefined })}
          data={[all, ...choices[name]]}
        />
      ))}
      <Source value={asked.source ?? ''} onChange={(source) => ask({ source: source || undefined })} />
      <Button
        variant="outline"
        disabled={set.length === 0}
        onClick={() => ask(Object.fromEntries(set.map((name) => [name, undefined])))}
      >
        {r('filter.clear')}
      </Button>
    </form>
  );
}

/** A handle is looked for once it is written, not with every letter of it. */
function Source({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const { r } = useRoom('situation');
  const [typed, type] = useState(value);
  useEffect(() => type(value), [value]);
  const done = () => {
    if (typed.trim() !== value) onChange(typed.trim());
  };
  return (
    <TextInput
      name="source"
      label={r('filter.source')}
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === 'Enter') done();
      }}
    />
  );
}
