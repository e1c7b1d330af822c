import type { Indication } from '@armistice/core/agreement';
import { followed } from '../../address.ts';
import type { Account } from '../../casework/account.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { Verbatim } from '../../ui/facts.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PartySymbol } from '../../ui/party-symbol.tsx';
import styles from './incident.module.css';

/** What the clauses that were in force there and then come to: computed, with the steps; never found. */
export function ClausesPanel({ account }: { readonly account: Account }) {
  const { r, t } = useRoom('incident');
  const { indications, indicationsShown } = account;
  return (
    <Panel title={r('clauses.title')} lead={t('indication.lead')}>
      {indicationsShown ? null : <p>{r('clauses.notYet')}</p>}
      {indicationsShown && indications.length === 0 ? <p>{t('indication.none')}</p> : null}
      <div className={styles.clauses}>
        {indications
          .toSorted((a, b) => (b.probability ?? -1) - (a.probability ?? -1))
          .map((one) => (
            <Clause key={`${one.agreement} ${one.clause}`} account={account} one={one} />
          ))}
      </div>
    </Panel>
  );
}

function Clause({ account, one }: { readonly account: Account; readonly one: Indication }) {
  const { t, r, word, percent } = useRoom('incident');
  const { agreement, clause, outcome, probability, missing, ifBy, because } = one;
  const text = account.texts.find((each) => each.agreement === agreement);
  const says = text?.clauses.find((each) => each.clause === clause)?.says;
  const parties = account.parties.map(({ id }) => id);
  return (
    <details className={styles.clause} data-clause={clause}>
      <summary>
        <span>{t('indication.of', { clause })}</span>
        <strong>{word('outcome', outcome)}</strong>
        <span>{probability === null ? '–' : percent(probability)}</span>
      </summary>
      <div>
        {says === undefined ? null : (
          <blockquote className={styles.words}>
            <Verbatim>{says}</Verbatim>
          </blockquote>
        )}
        <p>
          <a href={`/agreements/${agreement}#clause-${clause}`} onClick={followed}>
            {r('clauses.read')}
          </a>
        </p>
        {missing === undefined ? null : <p>{t('indication.missing', { fact: missing })}</p>}
        <h3>{t('indication.ifBy')}</h3>
        <ul className={styles.parties}>
          {account.parties.map(({ id, name }) => (
            <li key={id}>
              <PartySymbol party={id} parties={parties} />
              <Verbatim>{name}</Verbatim>: {word('outcome', ifBy[id] ?? 'undetermined')}
            </li>
          ))}
        </ul>
        <h3>{t('indication.because')}</h3>
        <ol className={styles.because}>
          {because.map((step) => (
            <li key={step}>
              <Verbatim>{step}</Verbatim>
            </li>
          ))}
        </ol>
      </div>
    </details>
  );
}
