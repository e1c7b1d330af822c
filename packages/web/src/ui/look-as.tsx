import { NativeSelect } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { sendJson } from '../api.ts';
import { usePeopleSpeech } from '../i18n/people/speech.ts';
import type { Me } from '../people/me.ts';
import { seeAs } from '../people/seen-as.ts';
import styles from './top-bar.module.css';

/** In the exercise on this machine: as whom one looks. */
export function LookAs({ me }: { readonly me: Me }) {
  const { p, term, list } = usePeopleSpeech();
  const queries = useQueryClient();
  const change = async (handle: string): Promise<void> => {
    await sendJson('/api/switch', { as: handle === '' ? null : handle });
    seeAs('public');
    // Nothing read as one person is shown to the next.
    await queries.resetQueries();
  };
  return (
    <div className={styles.lookAs}>
      <span aria-hidden="true">{p('look.as')}</span>
      <NativeSelect
        aria-label={p('look.as')}
        name="look-as"
        value={me.handle}
        onChange={(event) => void change(event.currentTarget.value)}
      >
        <option value="">{term('person', 'public')}</option>
        {me.switcher.map(({ handle, roles, party }) => (
          <option key={handle} value={handle}>
            {list(roles.map((role) => term('person', role)))}
            {party === undefined ? '' : ` · ${party}`}
          </option>
        ))}
      </NativeSelect>
    </div>
  );
}
