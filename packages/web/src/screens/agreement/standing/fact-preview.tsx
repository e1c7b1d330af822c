import type { Agreement, Binding, Fact, Obligation } from '@armistice/core/agreement';
import { useMemo } from 'react';
import { PartySymbol } from '../../../ui/party-symbol.tsx';
import { changesBy, whyNoChange } from './fact-change.ts';
import type { Standing } from './read-standing.ts';
import styles from './standing.module.css';
import { useDates } from './use-dates.ts';

interface FactPreviewProps {
  readonly agreement: Agreement;
  readonly standing: Standing;
  readonly fact: Fact;
}

/** What a fact would set running or settle, with the dates, before it is written. */
export function FactPreview({ agreement, standing, fact }: FactPreviewProps) {
  const { r, actorName } = useDates(agreement);
  const key = JSON.stringify(fact);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a fact that says the same changes the same
  const changes = useMemo(() => changesBy(agreement, standing, fact), [agreement, standing, key]);
  const says = useSaid(agreement);
  const parties = agreement.parties.map(({ id }) => id);
  return (
    <div className={styles.preview} aria-live="polite" data-preview={changes.length}>
      <h3>{r('fact.preview')}</h3>
      {changes.length === 0 ? <Unchanged agreement={agreement} standing={standing} fact={fact} /> : null}
      <ul className={styles.rows}>
        {changes.map(({ clause, by, was, is }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: in the order of the text, which stands.
          <li key={`${clause} ${by} ${at}`} data-changes={clause}>
            <p>
              <strong>{r('standing.clause', { clause })}</strong>{' '}
              {parties.includes(by) ? <PartySymbol party={by} parties={parties} /> : null}
              <bdi>{actorName(by)}</bdi>
              {was === undefined ? null : (
                <span className={styles.was}>{r('fact.from', { was: says(was) })}</span>
              )}
              {is === undefined ? null : <span className={styles.is}>{r('fact.to', { is: says(is) })}</span>}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** That nothing would change, and why. */
function Unchanged({ agreement, standing, fact }: FactPreviewProps) {
  const { r, when } = useDates(agreement);
  const why = whyNoChange(agreement, standing, fact);
  return (
    <p data-why={why.is}>
      {r('fact.noChange')}{' '}
      {'at' in why ? r(`fact.why.${why.is}`, { when: when(why.at) }) : r(`fact.why.${why.is}`)}
    </p>
  );
}

/** What an obligation or a rule comes to, in one phrase. */
function useSaid(agreement: Agreement): (one: Obligation | Binding) => string {
  const { r, when, factName } = useDates(agreement);
  return (one) => {
    const waits = one.missing === undefined ? [] : [r('standing.waits', { fact: factName(one.missing) })];
    if (!('status' in one)) {
      const state = one.is === 'waits' ? [] : [r(`standing.${one.is}`)];
      const from = one.from === undefined ? [] : [r('standing.bindsFrom', { when: when(one.from) })];
      return [...state, ...from, ...waits].join(' · ');
    }
    const due =
      one.due === undefined
        ? []
        : [r(one.status === 'overdue' ? 'standing.since' : 'standing.until', { when: when(one.due) })];
    const earlier = one.earliest === undefined ? [] : [r('standing.readings', { when: when(one.earliest) })];
    return [r(`standing.${one.status}`), ...due, ...earlier, ...waits].join(' · ');
  };
}
