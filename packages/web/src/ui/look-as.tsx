import { NativeSelect } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { usePeopleSpeech } from '../i18n/people/speech.ts';
import { useLook } from '../people/looking.ts';
import type { Me, Simulated } from '../people/me.ts';
import styles from './top-bar.module.css';

/** While one person's view gives way to another's: whoever chose is at the choice again. */
let isChanging = false;

/** In the exercise on this machine: as whom one looks. */
export function LookAs({ me }: { readonly me: Me }) {
  const { p, term, list } = usePeopleSpeech();
  const look = useLook();
  const select = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    if (isChanging) select.current?.focus();
  }, []);
  const change = async (handle: string): Promise<void> => {
    isChanging = true;
    try {
      await look(handle, me.handle);
    } finally {
      isChanging = false;
    }
  };
  const nameOf = ({ roles, party }: Simulated): string =>
    [list(roles.map((role) => term('person', role))), party].filter((part) => part !== undefined).join(' · ');
  const names = me.switcher.map(nameOf);
  return (
    <div className={styles.lookAs}>
      <span aria-hidden="true">{p('look.as')}</span>
      <NativeSelect
        ref={select}
        aria-label={p('look.as')}
        name="look-as"
        value={me.handle}
        onChange={(event) => void change(event.currentTarget.value)}
      >
        <option value="">{term('person', 'public')}</option>
        {me.switcher.map((one) => {
          const name = nameOf(one);
          // Two of the same role are told apart by their handles.
          const alone = names.filter((other) => other === name).length === 1;
          return (
            <option key={one.handle} value={one.handle}>
              {alone ? name : `${name} (${one.handle})`}
            </option>
          );
        })}
      </NativeSelect>
    </div>
  );
}
