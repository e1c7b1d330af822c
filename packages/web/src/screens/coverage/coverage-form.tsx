import { type CoverageTable, MEANS } from '@armistice/core/mission';
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { isHandle, NOWHERE, WhereFields, whereOf } from './fields.tsx';
import { ObservationForm } from './observation-form.tsx';
import { CAUSE_WORDS, useSaid } from './use-said.ts';

// Nothing is said before somebody says it: a means or a cause that is there already is filed by whoever overlooks it.
const EMPTY = { ...NOWHERE, source: '', state: '', means: '', cause: '' };

/** Files whether a source could observe, and what kept it from it. */
export function CoverageForm({ table }: { readonly table: CoverageTable }) {
  const { r, word, cause } = useSaid();
  const [value, setValue] = useState(EMPTY);
  const change = (part: Partial<typeof EMPTY>) => setValue({ ...value, ...part });
  const { source, state, means } = value;
  const where = whereOf(value);
  const said = state === 'observing' ? means !== '' : state === 'not' && value.cause !== '';
  const body =
    where === undefined || !isHandle(source) || !said
      ? undefined
      : {
          ...where,
          source,
          state,
          ...(means === '' ? {} : { means }),
          ...(state === 'not' ? { cause: value.cause } : {}),
        };
  const choice = (none: boolean, tried: boolean) => (tried && none ? r('file.required') : undefined);
  const known = table.areas.find(({ sources }) => sources.some((one) => one.source === source))?.area;
  return (
    <ObservationForm
      kind="coverage"
      title={r('file.coverage')}
      lead={r('file.coverageSays')}
      body={body}
      audience="mission"
      onFiled={() => setValue({ ...EMPTY, area: value.area, source })}
    >
      {(tried) => (
        <>
          <TextInput
            label={r('file.source')}
            name="source"
            dir="ltr"
            list="sources"
            value={source}
            error={tried && !isHandle(source) ? r('file.required') : undefined}
            onChange={({ currentTarget }) => change({ source: currentTarget.value.trim() })}
            onBlur={() => {
              if (value.area === '' && known !== undefined) change({ area: known });
            }}
          />
          <WhereFields value={value} tried={tried} onChange={change} />
          <NativeSelect
            label={r('file.state')}
            name="state"
            value={state}
            error={choice(state === '', tried)}
            onChange={({ currentTarget }) => change({ state: currentTarget.value })}
            data={[
              { value: '', label: r('file.choose') },
              ...(['observing', 'not'] as const).map((one) => ({ value: one, label: r(`file.${one}`) })),
            ]}
          />
          <NativeSelect
            label={r('file.means')}
            name="means"
            value={means}
            error={choice(means === '' && state !== 'not', tried)}
            onChange={({ currentTarget }) => change({ means: currentTarget.value })}
            data={[
              { value: '', label: r('file.choose') },
              ...MEANS.map((one) => ({ value: one, label: word('means', one) })),
            ]}
          />
          {state !== 'not' ? null : (
            <NativeSelect
              label={r('file.cause')}
              name="cause"
              value={value.cause}
              error={choice(value.cause === '', tried)}
              onChange={({ currentTarget }) => change({ cause: currentTarget.value })}
              data={[
                { value: '', label: r('file.choose') },
                ...CAUSE_WORDS.map((one) => ({ value: one, label: cause(one) })),
              ]}
            />
          )}
        </>
      )}
    </ObservationForm>
  );
}
