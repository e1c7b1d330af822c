import { Button, Progress } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSpeech } from '../../i18n/context.tsx';
import { Code } from '../../ui/facts.tsx';
import { Sign, type Standing, Verdict } from '../../ui/sign.tsx';
import type { VerificationHold } from '../../verification/use-verification.ts';
import type { Verification } from '../../verification/verify.ts';
import { answersOf, type Answer as OneAnswer, type Party } from './answers.ts';
import styles from './five-answers.module.css';

interface FiveAnswersProps {
  readonly hold: VerificationHold;
  readonly now: number;
  readonly parties: readonly Party[];
}

/** What this browser found out about the record, five things apart. */
export function FiveAnswers({ hold, now, parties }: FiveAnswersProps) {
  const { t } = useSpeech();
  const { check } = hold;
  return (
    <section className={styles.panel} aria-labelledby="verify-title">
      <h2 id="verify-title" className={styles.title}>
        {t('verify.title')}
      </h2>
      <p className={styles.lead}>{t('verify.lead')}</p>
      <div aria-live="polite">
        {check.state === 'running' ? <Running done={check.done} total={check.total} /> : null}
        {check.state === 'failed' ? (
          <p className={styles.head}>
            <Sign standing="no" large />
            <span>
              <strong>{t('verify.failed')}</strong>
              <span className={styles.small} lang="en" dir="ltr">
                {check.message}
              </span>
            </span>
          </p>
        ) : null}
        {check.state === 'done' ? (
          <Found verification={check.verification} now={now} parties={parties} />
        ) : null}
      </div>
      <Button
        variant="outline"
        className={styles.again}
        onClick={hold.verify}
        disabled={check.state === 'running'}
      >
        {t('verify.again')}
      </Button>
    </section>
  );
}

function Running({ done, total }: { readonly done: number; readonly total: number }) {
  const { t } = useSpeech();
  const says = total === 0 ? t('verify.starting') : t('verify.running', { done, total });
  return (
    <div className={styles.running}>
      <p>{says}</p>
      <Progress value={total === 0 ? 2 : (100 * done) / total} aria-label={says} />
    </div>
  );
}

interface FoundProps {
  readonly verification: Verification;
  readonly now: number;
  readonly parties: readonly Party[];
}

function Found({ verification, now, parties }: FoundProps) {
  const { t, ago } = useSpeech();
  const { audit, files, bytes, milliseconds, at, keptSince, anotherLog } = verification;
  const looked = ago(now - (keptSince ?? now));
  const since =
    audit.since === 'first-look' ? t('since.first-look') : t(`since.${audit.since}`, { ago: looked });
  return (
    <>
      <div className={`${styles.head} ${audit.intact ? styles.yes : styles.no}`}>
        <Sign standing={audit.intact ? 'yes' : 'no'} large />
        <p>
          <strong>{audit.intact ? t('verify.holds') : t('verify.broken')}</strong>
          <span className={styles.small}>
            {audit.intact
              ? t('verify.finished', { ago: ago(Math.max(0, now - at)) })
              : t('verify.brokenSays')}
          </span>
        </p>
      </div>
      <ol className={styles.answers}>
        {answersOf(verification, parties).map((answer) => (
          <Answer key={answer.name} answer={answer} />
        ))}
      </ol>
      <p className={styles.small}>{since}</p>
      {anotherLog === undefined ? null : (
        <div className={styles.another}>
          <Verdict standing="some">{t('since.another')}</Verdict>
          <Code>{anotherLog}</Code>
        </div>
      )}
      <p className={styles.small}>{t('verify.took', { files, bytes, milliseconds })}</p>
    </>
  );
}

function Answer({ answer }: { readonly answer: OneAnswer }) {
  const speech = useSpeech();
  const { t } = speech;
  const words: Readonly<Record<Standing, ReactNode>> = {
    yes: t('state.yes'),
    no: t('state.no'),
    none: t('state.none'),
    some: t('state.some'),
  };
  return (
    <li className={styles.answer} data-answer={answer.name} data-standing={answer.standing}>
      <h3>
        <span>{t(`${answer.name}.title`)}</span>
        <Verdict standing={answer.standing}>{answer.word?.(speech) ?? words[answer.standing]}</Verdict>
      </h3>
      <p>{answer.says(speech)}</p>
      <ul>
        {answer.numbers(speech).map(([value, what]) => (
          <li key={what}>
            <b>{value}</b> {what}
          </li>
        ))}
      </ul>
      {answer.problems.map(({ message }) => (
        <p key={message} className={styles.problem} lang="en" dir="ltr">
          {message}
        </p>
      ))}
    </li>
  );
}
