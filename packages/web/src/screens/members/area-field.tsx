import { NativeSelect, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { usePeopleSpeech } from '../../i18n/people/speech.ts';
import { type Area, areaIn, readZones } from '../../people/areas.ts';

const EVERYWHERE = '';
const OWN = 'own';

interface AreaFieldProps {
  /** The area that was chosen, where it is one; `good` is false while a drawing cannot be read. */
  readonly onChange: (chosen: { readonly area?: Area; readonly good: boolean }) => void;
  readonly tried: boolean;
}

/** Where roles hold: everywhere, in a zone that a text of the mission draws, or in a drawing of one's own. */
export function AreaField({ onChange, tried }: AreaFieldProps) {
  const { p } = usePeopleSpeech();
  const zones = useQuery({ queryKey: ['zones'], queryFn: ({ signal }) => readZones(signal) });
  const [chosen, setChosen] = useState(EVERYWHERE);
  const [drawn, setDrawn] = useState('');
  const choose = (next: string, text: string): void => {
    setChosen(next);
    setDrawn(text);
    if (next === EVERYWHERE) onChange({ good: true });
    else {
      const area = next === OWN ? areaIn(text) : zones.data?.find(({ id }) => id === next)?.area;
      onChange(area === undefined ? { good: false } : { area, good: true });
    }
  };
  return (
    <>
      <NativeSelect
        label={p('members.area')}
        description={p('members.areaSays')}
        name="area"
        value={chosen}
        onChange={({ currentTarget: { value } }) => choose(value, drawn)}
      >
        <option value={EVERYWHERE}>{p('account.areaAll')}</option>
        {zones.data?.map(({ id }) => (
          <option key={id} value={id}>
            {id}
          </option>
        ))}
        <option value={OWN}>{p('members.areaOwn')}</option>
      </NativeSelect>
      {chosen === OWN ? (
        <Textarea
          label={p('members.areaText')}
          description={p('members.areaTextSays')}
          name="area-drawn"
          dir="ltr"
          rows={4}
          value={drawn}
          error={tried && areaIn(drawn) === undefined ? p('members.areaWrong') : undefined}
          onChange={({ currentTarget: { value } }) => choose(OWN, value)}
        />
      ) : null}
    </>
  );
}
