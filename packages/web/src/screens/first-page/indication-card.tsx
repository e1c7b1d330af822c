import type { Agreement, Indication } from '@armistice/core/agreement';
import { followed } from '../../address.ts';
import { useSpeech } from '../../i18n/context.tsx';
import { Card } from '../../ui/card.tsx';
import { Fact, Facts, Verbatim } from '../../ui/facts.tsx';
import { PartySymbol } from '../../ui/party-symbol.tsx';
import styles from './first-page.module.css';

interface IndicationCardProps {
  readonly agreements: readonly Agreement[];
  readonly indications: readonly Indication[];
}

/** What the clauses of the agreements have to say of the incident: first what is indicated, then what cannot be told. */
export function IndicationCard({ agreements, indications }: IndicationCardProps) {
  const { t, number } = useSpeech();
  return (
    <Card id="indication" step={number(4)} title={t('step.indication')} lead={t('indication.lead')}>
      {indications.length === 0 ? <p className={styles.note}>{t('indication.none')}</p> : null}
      {indications.toSorted(likelyFirst).map((indication) => {
        const { agreement: id, version, clause } = indication;
        // Of several versions of one text, the one that was in force at the time.
        const agreement = agreements.findLast((one) => one.agreement === id && one.version === version);
        return agreement === undefined ? null : (
          <OneIndication key={`${id} ${clause}`} agreement={agreement} indication={indication} />
        );
      })}
    </Card>
  );
}

function likelyFirst(a: Indication, b: Indication): number {
  return (b.probability ?? -1) - (a.probability ?? -1);
}

interface OneIndicationProps {
  readonly agreement: Agreement;
  readonly indication: Indication;
}

function OneIndication({ agreement, indication }: OneIndicationProps) {
  const { t, word, percent } = useSpeech();
  const clause = agreement.clauses.find((one) => one.id === indication.clause);
  const parties = agreement.parties.map((party) => party.id);
  const { probability, missing } = indication;
  return (
    <article>
      <h3 className={styles.claim}>{t('indication.of', { clause: indication.clause })}</h3>
      {clause === undefined ? null : (
        <blockquote className={styles.clause}>
          <Verbatim>{clause.anchor.paraphrase}</Verbatim>
          <cite>
            <a href={`/agreements/${agreement.agreement}#clause-${clause.id}`} onClick={followed}>
              <Verbatim>{`${agreement.title}, ${clause.anchor.article}`}</Verbatim>
            </a>
          </cite>
        </blockquote>
      )}
      <Facts>
        <Fact name={t('indication.outcome')}>
          <strong>{word('outcome', indication.outcome)}</strong>
          {missing === undefined ? null : <span> · {t('indication.missing', { fact: missing })}</span>}
        </Fact>
        {probability === null ? null : (
          <Fact name={t('indication.probability')}>
            {percent(probability)} <span className={styles.quiet}>{t('indication.probabilitySays')}</span>
          </Fact>
        )}
        <Fact name={t('indication.ifBy')}>
          <ul className={styles.pairs}>
            {agreement.parties.map(({ id, name }) => (
              <li key={id}>
                <PartySymbol party={id} parties={parties} />
                <Verbatim>{name}</Verbatim>: {word('outcome', indication.ifBy[id] ?? 'undetermined')}
              </li>
            ))}
          </ul>
        </Fact>
        <Fact name={t('axis.attribution')}>{word('attribution', 'undetermined')}</Fact>
        <Fact wide name={t('indication.because')}>
          <ol className={styles.reasons}>
            {indication.because.map((reason) => (
              <li key={reason}>
                <Verbatim>{reason}</Verbatim>
              </li>
            ))}
          </ol>
        </Fact>
      </Facts>
    </article>
  );
}
