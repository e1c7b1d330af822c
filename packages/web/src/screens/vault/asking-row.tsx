import { Button } from '@mantine/core';
import { useState } from 'react';
import { balanced } from '../../i18n/isolated.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { type Asking, agreeToAsking, carryOut, type Given, withdraw } from '../../people/vault.ts';
import { Confirm } from '../../ui/confirm.tsx';
import form from '../../ui/form.module.css';
import { Actions } from '../../ui/panel.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { useMinute } from '../../ui/use-moment.ts';

interface AskingRowProps {
  readonly asking: Asking;
  /** Whether whoever reads this asked for it. */
  readonly own: boolean;
  readonly onSettled: () => Promise<unknown>;
  readonly onGiven: (given: Given) => void;
}

type Step = 'agree' | 'carryOut' | 'withdraw';

/** One asking, and what its reader may do next: agree as another custodian, or carry out what another agreed to. */
export function AskingRow({ asking, own, onSettled, onGiven }: AskingRowProps) {
  const { r } = useRoom('vault');
  const minute = useMinute();
  const [step, setStep] = useState<Step>();
  const { act, source, reason, asked, agreed, until } = asking;
  return (
    <li data-asking={act}>
      <div>
        <p className={form.rowTitle}>
          {r(`act.${act}`)}: <bdi>{source}</bdi>
        </p>
        <p className={form.quiet}>
          {r('asked.by', { handle: asked, until: minute(until) })}{' '}
          {agreed === undefined ? r('asked.waits') : r('asked.agreed', { handle: agreed })}
        </p>
        <p>
          <bdi>{balanced(reason)}</bdi>
        </p>
        <Actions>
          {!own && agreed === undefined ? (
            <Button onClick={() => setStep('agree')}>{r('agree')}</Button>
          ) : null}
          {own && agreed !== undefined ? (
            <Button onClick={() => setStep('carryOut')}>{r(`carryOut.${act}`)}</Button>
          ) : null}
          <Button variant="outline" onClick={() => setStep('withdraw')}>
            {r('withdraw')}
          </Button>
        </Actions>
      </div>
      {step === undefined ? null : (
        <StepDialog
          key={step}
          {...{ step, asking, onGiven }}
          onSettled={onSettled}
          onClose={() => setStep(undefined)}
        />
      )}
    </li>
  );
}

interface StepProps extends Omit<AskingRowProps, 'own'> {
  readonly step: Step;
  readonly onClose: () => void;
}

function StepDialog({ step, asking, onSettled, onGiven, onClose }: StepProps) {
  const { r } = useRoom('vault');
  const [passphrase, setPassphrase] = useState('');
  const { id, act } = asking;
  const doIt = step === 'carryOut' ? (`carryOut.${act}` as const) : step;
  const doStep = async (): Promise<void> => {
    if (step === 'withdraw') await withdraw(id);
    else if (step === 'agree') await agreeToAsking(id, passphrase);
    else onGiven(await carryOut(id, passphrase));
    await onSettled();
  };
  return (
    <Confirm
      title={r(`${step}.ask`)}
      says={r(step === 'withdraw' ? 'withdraw.says' : `${step}.says.${act}`)}
      doIt={r(doIt)}
      onDo={doStep}
      onClose={onClose}
    >
      {step === 'withdraw' ? null : (
        <PasswordField label={r('passphrase')} value={passphrase} onChange={setPassphrase} />
      )}
    </Confirm>
  );
}
