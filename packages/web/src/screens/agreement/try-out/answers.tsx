import type { Agreement, Indication } from '@armistice/core/agreement';
import { followed } from '../../../address.ts';
import { useSpeech } from '../../../i18n/context.tsx';
import { Fact, Facts, Verbatim } from '../../../ui/facts.tsx';
import { PartySymbol } from '../../../ui/party-symbol.tsx';
import { CertaintyMark } from '../certainty-mark.tsx';
import { clauseAnchor } from '../clause-anchor.ts';
import { speaking } from '../clause-areas.ts';
import { OutcomeSign } from './outcome-sign.tsx';
import styles from './try-out.module.css';

interface AnswersProps {
  readonly agreement: Agreement;
  readonly indications: readonly Indication[];
  readonly onLight: (clause: string | undefined) => void;
}

/** Which clauses speak of the event, and why; then those that do not. */
export function Answers({ agreement, indications, onLight }: AnswersProps) {
  const { t } = useSpeech();
  const speak = speaking(indications);
  const silent = indications.filter((one) => !speak.includes(one));
  return (
    <div className={styles.answers}>
      <ul>
        {speak.map((indication) => (
          <OneAnswer
            key={indication.clause}
            agreement={agreement}
            indication={indication}
            onLight={onLight}
          />
        ))}
      </ul>
      {silent.length === 0 ? null : (
        <details className={styles.silent}>
          <summary>{t('answers.silent', { n: silent.length })}</summary>
          <ul>
            {silent.map((indication) => (
              <li key={indication.clause} data-silent={indication.clause}>
                <strong>{t('clause.name', { id: indication.clause })}</strong>
                <Reasons reasons={indication.because} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

interface OneAnswerProps {
  readonly agreement: Agreement;
  readonly indication: Indication;
  readonly onLight: AnswersProps['onLight'];
}

function OneAnswer({ agreement, indication, onLight }: OneAnswerProps) {
  const { t, word, percent } = useSpeech();
  const { clause: id, missing, exception, maps, certainty, ifBy, because } = indication;
  const parties = agreement.parties.map((party) => party.id);
  const bodies = Object.keys(ifBy).filter((actor) => !parties.includes(actor));
  return (
    <li
      className={styles.answer}
      data-speaks={id}
      data-outcome={indication.outcome}
      onPointerEnter={() => onLight(id)}
      onPointerLeave={() => onLight(undefined)}
      onFocus={() => onLight(id)}
      onBlur={() => onLight(undefined)}
    >
      <div className={styles.answerHead}>
        <a
          href={`${window.location.pathname}${window.location.search}#${clauseAnchor(id)}`}
          onClick={followed}
        >
          {indication.outcome === 'breach' ? t('indication.of', { clause: id }) : t('clause.name', { id })}
        </a>
        <OutcomeSign indication={indication} />
      </div>
      {certainty === 'primary' ? null : <CertaintyMark certainty={certainty} />}
      {certainty === 'unchecked' ? <p className={styles.quiet}>{t('answers.unchecked')}</p> : null}
      <Facts>
        {missing === undefined ? null : (
          <Fact name={t('answers.missing')}>
            <Verbatim>{missing}</Verbatim>
          </Fact>
        )}
        {exception === undefined ? null : (
          <Fact name={t('answers.exception')}>{t('clause.name', { id: exception })}</Fact>
        )}
        {maps === undefined ? null : (
          <Fact name={t('answers.maps')}>
            <ul>
              {Object.entries(maps).map(([map, under]) => (
                <li key={map}>
                  <Verbatim>{map}</Verbatim>: {word('outcome', under.outcome)}
                  {under.probability === null ? '' : ` ${percent(under.probability)}`}
                </li>
              ))}
            </ul>
          </Fact>
        )}
        <Fact name={t('indication.ifBy')}>
          <ul className={styles.ifBy}>
            {agreement.parties.map((party) => (
              <li key={party.id}>
                <PartySymbol party={party.id} parties={parties} />
                <Verbatim>{party.name}</Verbatim>: {word('outcome', ifBy[party.id] ?? 'undetermined')}
              </li>
            ))}
            {bodies.map((body) => (
              <li key={body}>
                <Verbatim>{agreement.bodies?.[body]?.name ?? body}</Verbatim>:{' '}
                {word('outcome', ifBy[body] ?? 'undetermined')}
              </li>
            ))}
          </ul>
        </Fact>
      </Facts>
      <details>
        <summary>{t('answers.why')}</summary>
        <Reasons reasons={because} />
      </details>
    </li>
  );
}

function Reasons({ reasons }: { readonly reasons: readonly string[] }) {
  return (
    <ol className={styles.reasons}>
      {reasons.map((reason) => (
        <li key={reason}>
          <Verbatim>{reason}</Verbatim>
        </li>
      ))}
    </ol>
  );
}
