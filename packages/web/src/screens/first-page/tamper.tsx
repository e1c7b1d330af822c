import { Button, Radio } from '@mantine/core';
import { useState } from 'react';
import { useSpeech } from '../../i18n/context.tsx';
import type { Situation } from '../../situation.ts';
import { Mark, Sign } from '../../ui/sign.tsx';
import type { TamperOutcome } from '../../verification/protocol.ts';
import { TAMPER_CHOICES, type TamperChoice } from '../../verification/tamper.ts';
import type { VerificationHold } from '../../verification/use-verification.ts';
import type { VerifierAnswer } from '../../verification/verifiers.ts';
import { HexExcerpt } from './hex-excerpt.tsx';
import styles from './tamper.module.css';
import { VerifierColumn } from './verifier-column.tsx';

interface TamperProps {
  readonly hold: VerificationHold;
  readonly situation: Situation;
}

/** Changes a copy in memory and shows, with equal weight, what each verifier says of it. */
export function Tamper({ hold, situation }: TamperProps) {
  const { t } = useSpeech();
  const [choice, choose] = useState<TamperChoice>('body');
  const { tampering } = hold;
  const ready = hold.check.state === 'done' && tampering.state !== 'asking';
  return (
    <section className={styles.section} aria-labelledby="tamper-title" id="tamper">
      <h2 id="tamper-title" className={styles.title}>
        {t('tamper.title')}
      </h2>
      <p className={styles.lead}>{t('tamper.lead')}</p>
      <Radio.Group
        label={t('tamper.choice')}
        value={choice}
        onChange={(value) => choose(TAMPER_CHOICES.find((one) => one === value) ?? 'body')}
      >
        <div className={styles.choices}>
          {TAMPER_CHOICES.map((value) => (
            <Radio
              key={value}
              value={value}
              label={t(`tamper.${value}`)}
              description={t(`tamper.${value}Says`)}
              className={styles.choice}
            />
          ))}
        </div>
      </Radio.Group>
      <div className={styles.actions}>
        <Button onClick={() => hold.tamper(choice, situation.reports[0]?.index ?? 0)} disabled={!ready}>
          {t('tamper.do')}
        </Button>
        <Button variant="outline" onClick={hold.putBack} disabled={tampering.state !== 'done'}>
          {t('tamper.undo')}
        </Button>
      </div>
      <div aria-live="polite">
        {tampering.state === 'asking' ? <p className={styles.lead}>{t('tamper.busy')}</p> : null}
        {tampering.state === 'failed' ? (
          <p className={styles.failed} lang="en" dir="ltr">
            {tampering.message}
          </p>
        ) : null}
        {tampering.state === 'done' ? <Changed outcome={tampering.outcome} situation={situation} /> : null}
        {tampering.state === 'restored' ? (
          <Restored answers={tampering.answers} situation={situation} />
        ) : null}
      </div>
    </section>
  );
}

function Changed({ outcome, situation }: { readonly outcome: TamperOutcome; readonly situation: Situation }) {
  const { t } = useSpeech();
  return (
    <div className={styles.copy} data-copy="altered">
      <p className={styles.banner}>
        <Mark>{t('tamper.copy')}</Mark> {t('tamper.copySays')}
      </p>
      <HexExcerpt change={outcome.change} />
      {outcome.signedAnew ? <p className={styles.lead}>{t('tamper.signed')}</p> : null}
      <Columns answers={outcome.answers} situation={situation} />
      <p className={styles.small}>{t('tamper.same')}</p>
    </div>
  );
}

interface RestoredProps {
  readonly answers: readonly VerifierAnswer[];
  readonly situation: Situation;
}

function Restored({ answers, situation }: RestoredProps) {
  const { t } = useSpeech();
  return (
    <div className={styles.whole} data-copy="restored">
      <p className={styles.restored}>
        <Sign standing="yes" /> {t('tamper.restored')}
      </p>
      <Columns answers={answers} situation={situation} />
    </div>
  );
}

function Columns({ answers, situation }: RestoredProps) {
  const names = new Map(situation.agreement?.parties.map(({ id, name }) => [id, name]));
  const parties = answers.map(({ who }) => who).filter((who) => who !== 'mission');
  return (
    <div className={styles.columns}>
      {answers.map((answer) => (
        <VerifierColumn
          key={answer.who}
          answer={answer}
          name={names.get(answer.who) ?? answer.who}
          parties={parties}
        />
      ))}
    </div>
  );
}
