import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { compose, type FieldName, type Lacking } from '../../field/compose.ts';
import type { DeviceView, FieldDevice } from '../../field/device.ts';
import { changedForm, type Form } from '../../field/form.ts';
import type { Outgoing } from '../../field/kept.ts';
import { photoIds } from '../../field/kept.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { Actions } from '../../ui/panel.tsx';
import styles from './field.module.css';
import { FormFields } from './form-fields.tsx';
import type { Change } from './parts.ts';
import { Preview } from './preview.tsx';
import { Refusals } from './refusals.tsx';
import { useArrival } from './use-arrival.ts';
import { useAutosave } from './use-autosave.ts';
import type { Field } from './use-field.ts';
import { titleOf } from './wording.ts';

interface FormViewProps {
  readonly field: Field;
  readonly device: FieldDevice;
  readonly view: DeviceView;
  readonly draft: string;
  readonly form: Form;
  /** Back to the lists; `queue` where something was sent, so that one is told how it stands. */
  readonly home: (at: 'home' | 'queue') => void;
}

/** A form being filled in. Each change is kept on the device before anything else happens to it. */
export function FormView({ field, device, view, draft, form: first, home }: FormViewProps) {
  const { r, ...speech } = useRoom('field');
  const arrived = useArrival<HTMLHeadingElement>();
  const [form, setForm] = useState(first);
  const [tries, setTries] = useState(0);
  const [leaving, setLeaving] = useState(false);
  // A photograph that is still being sealed would not go with the report.
  const [taking, setTaking] = useState(false);
  // How often leaving failed since the last change: each time is told anew.
  const [faulty, setFaulty] = useState(0);
  const saved = useAutosave(form, first, draft, device);
  const composed = compose(form, view.settings.token !== undefined);
  const lacking: readonly Lacking[] = composed.ok ? [] : composed.lacking;
  const change: Change = (some) => {
    setFaulty(0);
    setForm((before) => changedForm(before, some));
  };
  // One touch at a time: two on "Send" would make two rows of one report.
  const busy = useRef(false);
  const leave = async (act: () => Promise<boolean>): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    setLeaving(true);
    const done = await act().catch(() => false);
    if (done) return;
    busy.current = false;
    setLeaving(false);
    saved.goOn();
    setFaulty((before) => before + 1);
  };
  const send = async (): Promise<boolean> => {
    if (!composed.ok) return false;
    const id = crypto.randomUUID();
    const now = new Date().toISOString();
    const item: Outgoing = {
      ...{ is: 'outgoing', id, made: now, what: composed.what, photos: form.photos },
      ...{ standing: { is: 'kept' }, tries: 0, form },
    };
    await saved.stop();
    await device.save(item, [draft]);
    // What is offered first next time is not worth a report that goes twice.
    await keepUsed(device, form).catch(() => undefined);
    home('queue');
    void device.send();
    return true;
  };
  const later = async (): Promise<boolean> => {
    if (!(await saved.now())) return false;
    home('home');
    return true;
  };
  const discard = async (): Promise<boolean> => {
    await saved.stop();
    await device.drop([draft, ...photoIds(form.photos)]);
    home('home');
    return true;
  };
  const fault = (name: FieldName): Lacking | undefined =>
    tries > 0 ? lacking.find((one) => one.field === name) : undefined;
  return (
    <div className={styles.form} data-form={form.about}>
      <h2 ref={arrived} tabIndex={-1} className={styles.formTitle}>
        {titleOf(form, { r, ...speech })}
      </h2>
      <FormFields
        {...{ form, change, fault, device, view }}
        onCamera={field.expectAbsence}
        onTaking={setTaking}
      />
      {composed.ok ? <Preview what={composed.what} /> : null}
      {tries > 0 ? <Refusals {...{ lacking, form, tries }} /> : null}
      {faulty > 0 || saved.failed ? (
        <p key={faulty} role="alert" className={styles.error}>
          {r('form.notKept')}
        </p>
      ) : null}
      <Actions>
        <Button
          size="lg"
          disabled={leaving || taking}
          onClick={() => {
            setTries((before) => before + 1);
            if (composed.ok) void leave(send);
          }}
          data-send
        >
          {r('form.send')}
        </Button>
        <Button
          size="lg"
          variant="outline"
          disabled={leaving || taking}
          onClick={() => void leave(later)}
          data-later
        >
          {r('form.later')}
        </Button>
        <Button size="lg" variant="outline" disabled={leaving} onClick={() => void leave(discard)}>
          {r('form.drop')}
        </Button>
      </Actions>
      {/* Not announced at each pause of the hand: that something could not be kept is. */}
      <p className={styles.quiet} data-kept={saved.current}>
        {saved.failed
          ? null
          : r(saved.current ? 'form.saved' : saved.kept ? 'form.keeping' : 'form.savedNever')}
      </p>
    </div>
  );
}

/** The source and the area used last are offered first. */
async function keepUsed(device: FieldDevice, { source, area }: Form): Promise<void> {
  const { settings } = device.view();
  const sources = firstOf(source, settings.sources);
  await device.save({
    ...settings,
    sources,
    areas: area === '' ? settings.areas : firstOf(area, settings.areas),
  });
}

function firstOf(used: string, before: readonly string[]): readonly string[] {
  return [used, ...before.filter((one) => one !== used)].slice(0, 8);
}
