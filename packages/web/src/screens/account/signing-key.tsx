import { Button, NativeSelect } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { usePeopleSpeech } from '../../i18n/people/speech.ts';
import type { Me } from '../../people/me.ts';
import {
  canMakeKeys,
  introduce,
  keptKey,
  makeKey,
  revoke,
  standingOf,
  wipeKey,
} from '../../people/signing-key.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Code, Fact, Facts } from '../../ui/facts.tsx';
import { Fault } from '../../ui/fault.tsx';
import form from '../../ui/form.module.css';
import { Actions, Empty, Panel } from '../../ui/panel.tsx';
import { Done } from '../../ui/shown-once.tsx';
import { useSent } from '../entrance/use-sent.ts';

/** The key with which one signs for a party or body: made, introduced, wiped and revoked. */
export function SigningKey({ me }: { readonly me: Me }) {
  const { p } = usePeopleSpeech();
  const queries = useQueryClient();
  const kept = useQuery({
    queryKey: ['own-key', me.handle],
    queryFn: async () => ({ able: await canMakeKeys(), key: await keptKey(me.handle) }),
  });
  const [asking, setAsking] = useState<'wipe' | 'revoke'>();
  const [waits, setWaits] = useState(false);
  const sent = useSent();
  const changed = () => queries.invalidateQueries({ queryKey: ['own-key'] });
  const key = kept.data?.key;
  const standing = useQuery({
    queryKey: ['own-key', me.handle, 'standing', key?.id],
    queryFn: ({ signal }) => standingOf(key?.id ?? '', signal),
    enabled: key !== undefined,
  });
  const send = async (): Promise<void> => {
    if (key === undefined) return;
    await sent.send(true, async () => {
      const { proposal } = await introduce(key);
      setWaits(proposal !== undefined);
      await changed();
    });
  };
  return (
    <Panel title={p('account.key')} lead={p('account.keySays')}>
      <Fault error={kept.error ?? standing.error ?? sent.error} />
      {kept.data?.able === false ? <Empty title={p('account.keyUnsupported')} /> : null}
      {kept.data?.able === true && key === undefined ? (
        <NewKey me={me} onMade={() => void changed()} />
      ) : null}
      {key === undefined ? null : (
        <div data-key={key.id}>
          <Facts>
            <Fact name={p('account.keyRole')}>
              <bdi>{key.subject}</bdi>
            </Fact>
            <Fact name={p('account.keyId')}>
              <Code>{key.id}</Code>
            </Fact>
          </Facts>
          {standing.data === 'in-force' ? <Done>{p('account.keyIntroduced')}</Done> : null}
          {standing.data === 'ended' ? <Empty title={p('account.keyEnded')} /> : null}
          {standing.data === 'unknown' && waits ? <Done>{p('account.keyWaiting')}</Done> : null}
          <Actions>
            {standing.data === 'unknown' && !waits ? (
              <Button disabled={sent.busy} onClick={() => void send()}>
                {p('account.keySend')}
              </Button>
            ) : null}
            {standing.data === 'in-force' ? (
              <Button variant="outline" onClick={() => setAsking('revoke')}>
                {p('account.keyRevoke')}
              </Button>
            ) : null}
            <Button variant="outline" onClick={() => setAsking('wipe')}>
              {p('account.keyWipe')}
            </Button>
          </Actions>
        </div>
      )}
      {asking === undefined || key === undefined ? null : (
        <Confirm
          key={asking}
          title={p(asking === 'wipe' ? 'account.keyWipeAsk' : 'account.keyRevokeAsk')}
          says={p(asking === 'wipe' ? 'account.keyWipeSays' : 'account.keyRevokeSays')}
          doIt={p(asking === 'wipe' ? 'account.keyWipe' : 'account.keyRevoke')}
          onDo={async () => {
            await (asking === 'wipe' ? wipeKey(me.handle) : revoke(key.id));
            setWaits(false);
            await changed();
          }}
          onClose={() => setAsking(undefined)}
        />
      )}
    </Panel>
  );
}

function NewKey({ me, onMade }: { readonly me: Me; readonly onMade: () => void }) {
  const { p } = usePeopleSpeech();
  const subjects = [
    ...(me.roles.includes('liaison-officer') && me.party !== undefined
      ? [{ role: 'party' as const, subject: me.party }]
      : []),
    ...(me.bodies ?? []).map((subject) => ({ role: 'body' as const, subject })),
  ];
  const [chosen, setChosen] = useState(0);
  const sent = useSent();
  const subject = subjects[chosen];
  const make = async (): Promise<void> => {
    if (subject === undefined) return;
    if (await sent.send(true, () => makeKey(me.handle, subject.role, subject.subject))) onMade();
  };
  return (
    <form
      className={form.form}
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <Empty title={p('account.keyNone')} />
      {subjects.length > 1 ? (
        <NativeSelect
          label={p('account.keyRole')}
          name="subject"
          value={String(chosen)}
          onChange={(event) => setChosen(Number(event.currentTarget.value))}
          data={subjects.map((one, at) => ({ value: String(at), label: one.subject }))}
        />
      ) : null}
      <Fault error={sent.error} />
      <Actions>
        <Button type="submit" disabled={sent.busy || subject === undefined}>
          {p('account.keyMake')}
        </Button>
      </Actions>
    </form>
  );
}
