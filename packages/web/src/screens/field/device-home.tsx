import { Button } from '@mantine/core';
import { useEffect, useId, useState, useSyncExternalStore } from 'react';
import type { FieldDevice } from '../../field/device.ts';
import { type Form, type FormAbout, newForm } from '../../field/form.ts';
import type { Outgoing } from '../../field/kept.ts';
import type { Lock } from '../../field/lock.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { Actions } from '../../ui/panel.tsx';
import choices from './begin.module.css';
import { DraftList } from './draft-list.tsx';
import styles from './field.module.css';
import { FormView } from './form-view.tsx';
import { useOnline } from './installed-line.tsx';
import { WipeNow } from './lock-screens.tsx';
import { OutgoingList } from './outgoing-list.tsx';
import { SettingsView } from './settings-view.tsx';
import { useArrival } from './use-arrival.ts';
import type { Field } from './use-field.ts';

type Shown =
  | { readonly is: 'home' | 'queue' | 'settings' }
  /** A form under its draft's id. */
  | { readonly is: 'form'; readonly draft: string; readonly form: Form };

interface DeviceHomeProps {
  readonly field: Field;
  readonly device: FieldDevice;
  readonly lock: Lock;
}

/** An unlocked device: what can be said, what is being written, what waits and what was acknowledged. */
export function DeviceHome({ field, device, lock }: DeviceHomeProps) {
  const { language } = useRoom('field');
  const view = useSyncExternalStore(device.subscribe, device.view);
  const [shown, setShown] = useState<Shown>({ is: 'home' });
  const online = useOnline();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a network that came back is what sends.
  useEffect(() => void device.send(), [device, online]);
  const home = (at: 'home' | 'queue') => setShown({ is: at });
  const write = (form: Form, draft: string = crypto.randomUUID()) => setShown({ is: 'form', draft, form });
  // What is mended is a draft again, before anything is changed in it: it cannot go out meanwhile.
  const mend = async (item: Outgoing, form: Form): Promise<void> => {
    const draft = crypto.randomUUID();
    await device.save({ is: 'draft', id: draft, changed: new Date().toISOString(), form }, [item.id]);
    write(form, draft);
  };
  const begin = (about: FormAbout) => write(newForm(about, view.settings.sources[0] ?? '', language));
  if (shown.is === 'form')
    return <FormView key={shown.draft} {...shown} {...{ field, device, view, home }} />;
  if (shown.is === 'settings')
    return <SettingsView {...{ field, device, view, lock }} home={() => home('home')} />;
  return (
    <>
      <Begin onBegin={begin} arrives={shown.is === 'home'} />
      <DraftList drafts={view.drafts} onOpen={(draft, form) => write(form, draft)} device={device} />
      <OutgoingList
        view={view}
        device={device}
        arrives={shown.is === 'queue'}
        onWrite={write}
        onMend={(item, form) => void mend(item, form)}
      />
      <Foot field={field} onSettings={() => setShown({ is: 'settings' })} />
    </>
  );
}

/** Three things to say, as easy as each other: a refusal and a quiet watch are as much worth as a shot. */
function Begin({
  onBegin,
  arrives,
}: {
  readonly onBegin: (about: FormAbout) => void;
  readonly arrives: boolean;
}) {
  const { r } = useRoom('field');
  const id = useId();
  const arrived = useArrival<HTMLHeadingElement>(arrives);
  return (
    <section className={choices.begin} aria-labelledby={id}>
      <h2 id={id} ref={arrived} tabIndex={-1} className={styles.formTitle}>
        {r('home.begin')}
      </h2>
      {(['report', 'access', 'coverage'] as const).map((about) => (
        <button key={about} type="button" data-begin={about} onClick={() => onBegin(about)}>
          <strong>{r(`home.${about}`)}</strong>
          <span>{r(`home.${about}Says`)}</span>
        </button>
      ))}
    </section>
  );
}

function Foot({ field, onSettings }: { readonly field: Field; readonly onSettings: () => void }) {
  const { r } = useRoom('field');
  return (
    <>
      <Actions>
        <Button variant="outline" size="lg" onClick={onSettings} data-settings>
          {r('settings.title')}
        </Button>
        <Button variant="outline" size="lg" onClick={field.lock} data-lock>
          {r('lock.now')}
        </Button>
      </Actions>
      <WipeNow field={field} />
    </>
  );
}
