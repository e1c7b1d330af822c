import type { CoverageTable } from '@armistice/core/mission';
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { isHandle, NOWHERE, WhereFields, whereOf } from './fields.tsx';
import { ObservationForm } from './observation-form.tsx';
import { useSaid } from './use-said.ts';

const ANSWERS = ['denied', 'delayed', 'conditional', 'granted'] as const;
const EMPTY = {
  ...NOWHERE,
  // An answer that is there already would blame whoever holds the place.
  ...{ answer: '', party: '', role: '', reason: '', condition: '', minutes: '', source: '' },
  audience: 'mission',
};
type Access = typeof EMPTY;

/** What is filed; undefined where a field is missing or wrong. Who asked stays in the mission. */
function bodyOf({ answer, party, role, reason, condition, minutes, source, audience, ...place }: Access) {
  const where = whereOf(place);
  const lost = minutes === '' ? undefined : Number(minutes);
  if (answer === '' || where === undefined || (source !== '' && !isHandle(source))) return undefined;
  if (lost !== undefined && !(lost >= 0 && lost <= 100_000)) return undefined;
  const texts = { party, role, reason, ...(answer === 'conditional' ? { condition } : {}) };
  const given = Object.entries({ ...texts, ...(audience === 'mission' ? { source } : {}) });
  return {
    ...where,
    answer,
    ...Object.fromEntries(given.filter(([, text]) => text.trim() !== '')),
    ...(lost === undefined ? {} : { minutes: lost }),
  };
}

/** Files how a request for access was answered: where, when, by whom, why. */
export function AccessForm({ table: { parties } }: { readonly table: CoverageTable }) {
  const { r } = useSaid();
  const [value, setValue] = useState(EMPTY);
  const change = (part: Partial<Access>) => setValue({ ...value, ...part });
  const textField = (name: 'role' | 'reason' | 'condition', description?: string) => (
    <TextInput
      label={r(`file.${name}`)}
      description={description}
      name={name}
      value={value[name]}
      onChange={({ currentTarget }) => change({ [name]: currentTarget.value })}
    />
  );
  return (
    <ObservationForm
      kind="access"
      title={r('file.access')}
      lead={r('file.accessSays')}
      body={bodyOf(value)}
      audience={value.audience}
      onFiled={() => setValue({ ...EMPTY, area: value.area })}
    >
      {(tried) => (
        <>
          <NativeSelect
            label={r('file.answer')}
            name="answer"
            value={value.answer}
            error={tried && value.answer === '' ? r('file.required') : undefined}
            onChange={({ currentTarget }) => change({ answer: currentTarget.value })}
            data={[
              { value: '', label: r('file.choose') },
              ...ANSWERS.map((one) => ({ value: one, label: r(`access.${one}`) })),
            ]}
          />
          <WhereFields value={value} tried={tried} onChange={change} />
          <NativeSelect
            label={r('file.party')}
            name="party"
            value={value.party}
            onChange={({ currentTarget }) => change({ party: currentTarget.value })}
            data={[{ value: '', label: r('file.noParty') }, ...parties]}
          />
          {textField('role', r('file.roleSays'))}
          {textField('reason')}
          {value.answer === 'conditional' ? textField('condition') : null}
          <TextInput
            type="number"
            min={0}
            label={r('file.minutes')}
            name="minutes"
            value={value.minutes}
            onChange={({ currentTarget }) => change({ minutes: currentTarget.value })}
          />
          <NativeSelect
            label={r('file.audience')}
            name="audience-of-it"
            value={value.audience}
            onChange={({ currentTarget }) => change({ audience: currentTarget.value })}
            data={[
              { value: 'mission', label: r('file.forMission') },
              { value: 'public', label: r('file.forPublic') },
            ]}
          />
          {value.audience === 'mission' ? (
            <TextInput
              label={r('file.asker')}
              name="source"
              dir="ltr"
              list="sources"
              value={value.source}
              onChange={({ currentTarget }) => change({ source: currentTarget.value.trim() })}
            />
          ) : null}
        </>
      )}
    </ObservationForm>
  );
}
