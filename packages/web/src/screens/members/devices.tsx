import { Button, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { usePeopleSpeech } from '../../i18n/people/speech.ts';
import { endDevice, giveToken, readDevices } from '../../people/members.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Fault } from '../../ui/fault.tsx';
import form from '../../ui/form.module.css';
import { Actions, Empty, Panel } from '../../ui/panel.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { useMinute } from '../../ui/use-moment.ts';
import { HandleField, isHandle } from '../entrance/handle-field.tsx';
import { useSent } from '../entrance/use-sent.ts';

/** Sensors and field phones: which have a token, for which sources, when it was last used. */
export function Devices() {
  const { p, list } = usePeopleSpeech();
  const minute = useMinute();
  const queries = useQueryClient();
  const devices = useQuery({ queryKey: ['devices'], queryFn: ({ signal }) => readDevices(signal) });
  const [ending, setEnding] = useState<string>();
  const changed = () => queries.invalidateQueries({ queryKey: ['devices'] });
  return (
    <Panel title={p('devices.title')} lead={p('devices.lead')}>
      <Fault error={devices.error} />
      {devices.data?.length === 0 ? <Empty title={p('devices.empty')} /> : null}
      <ul className={form.rows}>
        {devices.data?.map((device) => (
          <li key={device.handle} data-device={device.handle}>
            <div>
              <p className={form.rowTitle}>
                <bdi>{device.handle}</bdi>
              </p>
              <p className={form.quiet}>
                <bdi>{list(device.sources)}</bdi>
                {' · '}
                {device.state === 'without-token'
                  ? p('devices.noToken')
                  : device.used === undefined
                    ? p('devices.unused')
                    : p('devices.used', { when: minute(device.used) })}
              </p>
            </div>
            {device.state === 'ended' ? (
              <span className={form.quiet}>{p('devices.ended')}</span>
            ) : (
              <Button variant="outline" size="compact-sm" onClick={() => setEnding(device.handle)}>
                {p('devices.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <NewToken onGiven={() => void changed()} />
      {ending === undefined ? null : (
        <Confirm
          title={p('devices.endAsk', { handle: ending })}
          says={p('devices.endSays')}
          doIt={p('devices.end')}
          onDo={async () => {
            await endDevice(ending);
            await changed();
          }}
          onClose={() => setEnding(undefined)}
        />
      )}
    </Panel>
  );
}

function NewToken({ onGiven }: { readonly onGiven: () => void }) {
  const { p } = usePeopleSpeech();
  const [handle, setHandle] = useState('');
  const [sources, setSources] = useState('');
  const [given, setGiven] = useState<{ readonly handle: string; readonly token: string }>();
  const sent = useSent();
  const named = sources.split(/[,\s]+/).filter((source) => source !== '');
  const submit = async (): Promise<void> => {
    const made = await sent.send(isHandle(handle) && named.length > 0, async () =>
      setGiven({ handle, token: await giveToken(handle, named) }),
    );
    if (!made) return;
    setHandle('');
    setSources('');
    onGiven();
  };
  return (
    <>
      {given === undefined ? null : (
        <ShownOnce
          title={p('devices.token', { handle: given.handle })}
          says={p('devices.tokenSays')}
          secret={given.token}
        />
      )}
      <form
        className={form.form}
        noValidate
        aria-label={p('devices.give')}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div className={form.two}>
          <HandleField chosen value={handle} onChange={setHandle} tried={sent.tried} />
          <TextInput
            label={p('devices.sources')}
            description={p('devices.sourcesSays')}
            name="sources"
            dir="ltr"
            value={sources}
            error={sent.tried && named.length === 0 ? p('devices.sourcesNone') : undefined}
            onChange={(event) => setSources(event.currentTarget.value)}
          />
        </div>
        <Fault error={sent.error} />
        <Actions>
          <Button type="submit" variant="outline" disabled={sent.busy}>
            {p(sent.busy ? 'do.wait' : 'devices.giveDo')}
          </Button>
        </Actions>
      </form>
    </>
  );
}
