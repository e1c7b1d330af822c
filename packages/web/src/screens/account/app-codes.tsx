import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { usePeopleSpeech } from '../../i18n/people/speech.ts';
import { type AppSetup, renewRecoveryCodes, setUpApp, turnOffApp } from '../../people/auth.ts';
import { Confirm } from '../../ui/confirm.tsx';
import form from '../../ui/form.module.css';
import { Actions, Panel } from '../../ui/panel.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { Verdict } from '../../ui/sign.tsx';
import { AppSetupForm } from '../entrance/app-setup.tsx';
import { RecoveryCodes } from '../entrance/recovery-codes.tsx';

type Asked = 'set-up' | 'renew' | 'turn-off';

/** Codes from an app and the recovery codes that belong to them. Each step asks for the password again. */
export function AppCodes({ on }: { readonly on: boolean }) {
  const { p } = usePeopleSpeech();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Asked>();
  const [setup, setSetup] = useState<AppSetup>();
  const [codes, setCodes] = useState<readonly string[]>();
  const [password, setPassword] = useState('');
  const settle = async (): Promise<void> => {
    setSetup(undefined);
    setCodes(undefined);
    await queries.invalidateQueries();
  };
  const act = async (): Promise<void> => {
    if (asked === 'set-up') setSetup(await setUpApp(password));
    else if (asked === 'renew') setCodes(await renewRecoveryCodes(password));
    else await turnOffApp(password).then(settle);
  };
  if (codes !== undefined)
    return (
      <Panel title={p('codes.title')}>
        <RecoveryCodes codes={codes} onDone={() => void settle()} />
      </Panel>
    );
  if (setup !== undefined)
    return (
      <Panel title={p('account.app')}>
        <AppSetupForm uri={setup.uri} onChecked={() => setCodes(setup.codes)} />
      </Panel>
    );
  return (
    <Panel title={p('account.app')} lead={p('factor.appSays')}>
      <p data-app={on}>
        <Verdict standing={on ? 'yes' : 'none'}>{p(on ? 'account.appOn' : 'account.appOff')}</Verdict>
      </p>
      <Actions>
        {(on ? (['renew', 'turn-off'] as const) : (['set-up'] as const)).map((one) => (
          <Button
            key={one}
            variant="outline"
            onClick={() => {
              setPassword('');
              setAsked(one);
            }}
          >
            {p(LABELS[one])}
          </Button>
        ))}
      </Actions>
      {asked === undefined ? null : (
        <Confirm
          title={p(asked === 'turn-off' ? 'account.appAsk' : LABELS[asked])}
          says={p(SAYS[asked])}
          doIt={p(asked === 'turn-off' ? 'account.appEnd' : 'do.go')}
          faultOf="credentials"
          onDo={act}
          onClose={() => setAsked(undefined)}
        >
          <div className={form.form}>
            <PasswordField label={p('field.oldPassword')} value={password} onChange={setPassword} />
          </div>
        </Confirm>
      )}
    </Panel>
  );
}

const LABELS = { 'set-up': 'factor.appDo', renew: 'codes.new', 'turn-off': 'account.appEnd' } as const;
const SAYS = {
  'set-up': 'factor.appSays',
  renew: 'codes.newSays',
  'turn-off': 'account.appAskSays',
} as const;
