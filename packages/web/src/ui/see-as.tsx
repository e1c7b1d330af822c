import { NativeSelect } from '@mantine/core';
import { usePeopleSpeech } from '../i18n/people/speech.ts';
import { useMe } from '../people/me.ts';
import { seeAs } from '../people/seen-as.ts';
import { useAudience } from '../people/use-audience.ts';

/** As which audience a view is read that is told to each apart; nothing for those who may read one alone. */
export function SeeAs() {
  const { t, term } = usePeopleSpeech();
  const me = useMe();
  const seen = useAudience();
  if (me === undefined || me.audiences.length < 2) return null;
  return (
    <NativeSelect
      label={t('bar.seeAs')}
      name="audience"
      value={seen}
      onChange={(event) => seeAs(event.currentTarget.value)}
      data={me.audiences.map((value) => ({ value, label: term('audience', value) }))}
    />
  );
}
