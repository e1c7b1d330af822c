import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { balanced } from '../../i18n/isolated.ts';
import { usePeopleSpeech } from '../../i18n/people/speech.ts';
import { type Passkey, readPasskeys, removePasskey } from '../../people/passkeys.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Fault } from '../../ui/fault.tsx';
import form from '../../ui/form.module.css';
import { Empty, Panel } from '../../ui/panel.tsx';
import { useMinute } from '../../ui/use-moment.ts';
import { MakePasskey } from '../entrance/enrolment.tsx';

const PASSKEYS = ['passkeys'];

interface PasskeysProps {
  /** Whether they are the only second factor. */
  readonly alone: boolean;
}

/** The passkeys of the account, and a new one. */
export function Passkeys({ alone }: PasskeysProps) {
  const { p } = usePeopleSpeech();
  const queries = useQueryClient();
  const minute = useMinute();
  const [leaving, setLeaving] = useState<Passkey>();
  const passkeys = useQuery({ queryKey: PASSKEYS, queryFn: ({ signal }) => readPasskeys(signal) });
  const changed = () => queries.invalidateQueries();
  const nameOf = (passkey: Passkey): string => passkey.name || p('account.unnamed');
  return (
    <Panel title={p('account.passkeys')} lead={p('factor.passkeySays')}>
      <Fault error={passkeys.error} />
      {passkeys.data?.length === 0 ? <Empty title={p('account.noPasskeys')} /> : null}
      {alone && passkeys.data?.length === 1 ? <p data-lost>{p('factor.passkeyLost')}</p> : null}
      <ul className={form.rows}>
        {passkeys.data?.map((passkey) => (
          <li key={passkey.id} data-passkey>
            <div>
              <p className={form.rowTitle}>
                <bdi>{balanced(nameOf(passkey))}</bdi>
              </p>
              {passkey.createdAt ? (
                <p className={form.quiet}>{p('account.made', { when: minute(passkey.createdAt) })}</p>
              ) : null}
            </div>
            <Button variant="outline" size="compact-sm" onClick={() => setLeaving(passkey)}>
              {p('account.passkeyEnd')}
            </Button>
          </li>
        ))}
      </ul>
      <MakePasskey onMade={() => void changed()} />
      {leaving === undefined ? null : (
        <Confirm
          title={p('account.passkeyAsk', { name: nameOf(leaving) })}
          says={p('account.passkeyAskSays')}
          doIt={p('account.passkeyEnd')}
          onDo={async () => {
            await removePasskey(leaving.id);
            await changed();
          }}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </Panel>
  );
}
