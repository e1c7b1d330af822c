import { Button } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { SHORTEST } from '../../field/lock.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { Panel } from '../../ui/panel.tsx';
import styles from './field.module.css';
import hold from './hold.module.css';
import { HoldButton } from './hold-button.tsx';
import { PassphraseField } from './passphrase-field.tsx';
import type { Field, LockedWhy } from './use-field.ts';

/** The first passphrase: what it protects from, and what not. */
export function NewScreen({ field }: { readonly field: Field }) {
  const { r } = useRoom('field');
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const short = passphrase.trim().length < SHORTEST;
  const differs = passphrase !== again;
  const begin = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setAsked(true);
    if (short || differs) return;
    setBusy(true);
    setFailed(false);
    await field.begin(passphrase).catch(() => setFailed(true));
    setBusy(false);
  };
  return (
    <Panel title={r('new.title')} lead={r('new.lead')}>
      <form className={styles.form} onSubmit={(event) => void begin(event)} noValidate>
        <PassphraseField
          label={r('new.passphrase')}
          description={r('new.hint', { n: SHORTEST })}
          name="passphrase"
          value={passphrase}
          error={asked && short ? r('new.short', { n: SHORTEST }) : undefined}
          onValue={setPassphrase}
        />
        <PassphraseField
          label={r('new.again')}
          name="again"
          value={again}
          error={asked && differs ? r('new.differs') : undefined}
          onValue={setAgain}
        />
        <Button type="submit" size="lg" disabled={busy}>
          {r(busy ? 'lock.opening' : 'new.begin')}
        </Button>
        <Failed failed={failed} />
      </form>
      <ul className={styles.limits}>
        <li>{r('limits.forgotten')}</li>
        <li>{r('limits.guessing')}</li>
        <li>{r('limits.open')}</li>
        <li>{r('limits.outside')}</li>
      </ul>
    </Panel>
  );
}

/** That the device could not do what a passphrase asks of it, and what to do. */
export function Failed({ failed }: { readonly failed: boolean }) {
  const { r } = useRoom('field');
  if (!failed) return null;
  return (
    <p role="alert" className={styles.error}>
      {r('lock.failed')}
    </p>
  );
}

const LEADS = {
  cold: 'lock.lead',
  already: 'lock.lead',
  'by-itself': 'lock.byItself',
  elsewhere: 'lock.elsewhere',
} as const satisfies { readonly [why in LockedWhy]: string };

export function LockedScreen({ field, why }: { readonly field: Field; readonly why: LockedWhy }) {
  const { r } = useRoom('field');
  const [passphrase, setPassphrase] = useState('');
  const [outcome, setOutcome] = useState<'wrong' | 'failed'>();
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const unlock = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setOutcome(undefined);
    const became = await field.unlock(passphrase).then(
      (right) => (right ? undefined : 'wrong'),
      () => 'failed' as const,
    );
    setBusy(false);
    setOutcome(became);
    if (became === undefined) return;
    // What the device could not try may be right, and is not typed again.
    if (became === 'wrong') setPassphrase('');
    input.current?.focus();
  };
  return (
    <>
      <Panel title={r('lock.title')} lead={r(LEADS[why])}>
        <form className={styles.form} onSubmit={(event) => void unlock(event)}>
          <PassphraseField
            input={input}
            label={r('new.passphrase')}
            {...(why === 'already' ? { description: r('lock.already') } : {})}
            name="passphrase"
            value={passphrase}
            error={outcome === 'wrong' ? r('lock.wrong') : undefined}
            onValue={setPassphrase}
          />
          <Button type="submit" size="lg" disabled={busy}>
            {r(busy ? 'lock.opening' : 'lock.open')}
          </Button>
          {outcome === 'wrong' ? <p data-wrong>{r('lock.wrongSays')}</p> : null}
          <Failed failed={outcome === 'failed'} />
        </form>
      </Panel>
      <WipeNow field={field} />
    </>
  );
}

/** The way out that asks nothing: held for a moment, everything on the device is gone. */
export function WipeNow({ field }: { readonly field: Field }) {
  const { r } = useRoom('field');
  return (
    <section className={hold.wipeNow} aria-label={r('wipe.hold')}>
      <HoldButton label={r('wipe.hold')} onHeld={() => void field.wipe()} />
      <p>{r('wipe.holdSays')}</p>
    </section>
  );
}
