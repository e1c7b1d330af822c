import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { DeviceView, FieldDevice } from '../../field/device.ts';
import { type Lock, relock, SHORTEST } from '../../field/lock.ts';
import { allReceipts, saveFile } from '../../field/receipts.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { useMe } from '../../people/me.ts';
import { Actions, Panel } from '../../ui/panel.tsx';
import styles from './field.module.css';
import { Failed, WipeNow } from './lock-screens.tsx';
import { PassphraseField } from './passphrase-field.tsx';
import { useArrival } from './use-arrival.ts';
import type { Field } from './use-field.ts';

interface SettingsProps {
  readonly field: Field;
  readonly device: FieldDevice;
  readonly view: DeviceView;
  readonly lock: Lock;
  readonly home: () => void;
}

/** As whom the device files, its receipts, its passphrase, and its end. */
export function SettingsView({ field, device, view, lock, home }: SettingsProps) {
  const { r } = useRoom('field');
  const acknowledged = view.outgoing.some(({ standing }) => standing.is === 'acknowledged');
  const arrived = useArrival<HTMLHeadingElement>();
  return (
    <>
      <h2 ref={arrived} tabIndex={-1} className={styles.formTitle}>
        {r('settings.title')}
      </h2>
      <Actions>
        <Button size="lg" variant="outline" onClick={home} data-back>
          {r('settings.back')}
        </Button>
      </Actions>
      <FilesAs device={device} view={view} />
      <Panel title={r('receipts.title')} lead={r('receipts.says')}>
        <Button
          size="lg"
          variant="outline"
          disabled={!acknowledged}
          onClick={() => saveFile('receipts.json', allReceipts(view.outgoing))}
        >
          {r('receipts.save')}
        </Button>
      </Panel>
      <NewPassphrase field={field} lock={lock} />
      <Limits />
      <WipeTyped field={field} />
      <WipeNow field={field} />
    </>
  );
}

function FilesAs({ device, view: { settings } }: Pick<SettingsProps, 'device' | 'view'>) {
  const { r } = useRoom('field');
  const me = useMe();
  const [token, setToken] = useState('');
  const keep = (next: string | undefined): Promise<void> => {
    const { token: _, ...others } = device.view().settings;
    setToken('');
    return device.save(next === undefined ? others : { ...others, token: next });
  };
  const wrong = token !== '' && !/^[A-Za-z0-9_-]{20,200}$/.test(token.trim());
  const signedIn = me?.signedIn === true ? r('as.signedIn', { handle: me.handle }) : r('as.nobody');
  return (
    <Panel title={r('as.title')} lead={settings.token === undefined ? signedIn : r('as.device')}>
      {settings.token === undefined ? (
        <form
          className={styles.form}
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            if (!wrong && token !== '') void keep(token.trim());
          }}
        >
          <TextInput
            label={r('as.token')}
            description={r('as.tokenSays')}
            name="token"
            size="lg"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            value={token}
            error={wrong ? r('as.tokenWrong') : undefined}
            onChange={(event) => setToken(event.currentTarget.value)}
          />
          <Button type="submit" size="lg" variant="outline" disabled={token === '' || wrong}>
            {r('as.keep')}
          </Button>
        </form>
      ) : (
        <Button size="lg" variant="outline" onClick={() => void keep(undefined)}>
          {r('as.drop')}
        </Button>
      )}
    </Panel>
  );
}

function NewPassphrase({ field, lock }: Pick<SettingsProps, 'field' | 'lock'>) {
  const { r } = useRoom('field');
  const [passphrase, setPassphrase] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [state, setState] = useState<'idle' | 'busy' | 'short' | 'differs' | 'wrong' | 'failed' | 'done'>(
    'idle',
  );
  const changed = async (): Promise<'wrong' | 'done'> => {
    const locked = await relock(lock, { passphrase, next });
    if (locked === undefined) return 'wrong';
    await field.relocked(locked);
    for (const empty of [setPassphrase, setNext, setAgain]) empty('');
    return 'done';
  };
  const change = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (next.trim().length < SHORTEST) return setState('short');
    if (next !== again) return setState('differs');
    setState('busy');
    setState(await changed().catch(() => 'failed' as const));
  };
  return (
    <Panel title={r('pass.title')} lead={r('pass.says')}>
      <form className={styles.form} onSubmit={(event) => void change(event)}>
        <PassphraseField
          label={r('pass.now')}
          name="passphrase-now"
          value={passphrase}
          error={state === 'wrong' ? r('lock.wrong') : undefined}
          onValue={setPassphrase}
        />
        <PassphraseField
          label={r('pass.next')}
          name="passphrase-next"
          value={next}
          error={state === 'short' ? r('new.short', { n: SHORTEST }) : undefined}
          onValue={setNext}
        />
        <PassphraseField
          label={r('new.again')}
          name="passphrase-again"
          value={again}
          error={state === 'differs' ? r('new.differs') : undefined}
          onValue={setAgain}
        />
        <Button type="submit" size="lg" variant="outline" disabled={state === 'busy'}>
          {r(state === 'busy' ? 'lock.opening' : 'pass.change')}
        </Button>
        <Failed failed={state === 'failed'} />
        <p role="status">{state === 'done' ? r('pass.done') : ''}</p>
      </form>
    </Panel>
  );
}

function Limits() {
  const { r } = useRoom('field');
  return (
    <Panel title={r('limits.title')}>
      <ul className={styles.limits}>
        <li>{r('limits.forgotten')}</li>
        <li>{r('limits.guessing')}</li>
        <li>{r('limits.open')}</li>
        <li>{r('limits.outside')}</li>
        <li>{r('limits.leaks')}</li>
      </ul>
    </Panel>
  );
}

/** The way for whoever cannot hold a button down, and has time: a word is typed. */
function WipeTyped({ field }: Pick<SettingsProps, 'field'>) {
  const { r, language } = useRoom('field');
  const [typed, setTyped] = useState('');
  const word = r('wipe.word');
  const same = typed.trim().toLocaleLowerCase(language) === word.toLocaleLowerCase(language);
  return (
    <Panel title={r('wipe.title')} lead={r('wipe.says')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (same) void field.wipe();
        }}
      >
        <TextInput
          label={r('wipe.type', { word })}
          name="wipe-word"
          size="lg"
          autoComplete="off"
          autoCapitalize="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" size="lg" disabled={!same}>
          {r('wipe.do')}
        </Button>
      </form>
    </Panel>
  );
}
