import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { followed, goTo } from '../../address.ts';
import type { Language } from '../../i18n/languages.ts';
import { usePeopleSpeech } from '../../i18n/people/speech.ts';
import { ME, useMe } from '../../people/me.ts';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Empty, Panel } from '../../ui/panel.tsx';
import { Enrolment } from './enrolment.tsx';
import styles from './entrance.module.css';
import { NamedAddress } from './named-address.tsx';
import { NewAccount } from './new-account.tsx';

interface ArrivalProps {
  readonly how: 'first' | 'join';
  readonly onLanguage: (language: Language) => void;
}

const STEPS = ['account', 'factor', 'codes'] as const;

/** The way in for somebody new: account, second factor, recovery codes. */
export function Arrival({ how, onLanguage }: ArrivalProps) {
  const { p } = usePeopleSpeech();
  const me = useMe();
  const queries = useQueryClient();
  const [password, setPassword] = useState<string>();
  const [step, setStep] = useState<(typeof STEPS)[number]>('account');
  const over = how === 'first' && me?.firstRun === false && step === 'account';
  const made = (chosen: string): void => {
    setPassword(chosen);
    setStep('factor');
    void queries.invalidateQueries({ queryKey: ME });
  };
  const finish = async (): Promise<void> => {
    await queries.invalidateQueries({ queryKey: ME });
    goTo('/account', 'replace');
  };
  return (
    <PageFrame title={p(`${how}.title`)} lead={p(`${how}.lead`)} width="narrow" onLanguage={onLanguage}>
      {over ? (
        <Panel title={p('first.done')}>
          <p>{p('first.doneSays')}</p>
          <p className={styles.links}>
            <a href="/sign-in" onClick={followed}>
              {p('signin.title')}
            </a>
          </p>
        </Panel>
      ) : (
        <>
          <Steps at={step} />
          <Panel title={p(step === 'factor' ? 'factor.title' : `steps.${step}`)}>
            {step === 'account' ? (
              <>
                <NamedAddress />
                <NewAccount how={how} onMade={made} />
              </>
            ) : null}
            {step === 'account' ? null : (
              <Enrolment password={password} onCodes={() => setStep('codes')} onDone={() => void finish()} />
            )}
          </Panel>
        </>
      )}
      {me?.signedIn === true && step === 'account' && !over ? (
        <Empty title={p('signin.in', { handle: me.handle })} />
      ) : null}
    </PageFrame>
  );
}

function Steps({ at }: { readonly at: (typeof STEPS)[number] }) {
  const { p } = usePeopleSpeech();
  return (
    <ol className={styles.steps} aria-label={p('steps.title')}>
      {STEPS.map((step) => (
        <li
          key={step}
          aria-current={step === at ? 'step' : undefined}
          data-past={STEPS.indexOf(step) < STEPS.indexOf(at)}
        >
          {p(`steps.${step}`)}
        </li>
      ))}
    </ol>
  );
}
