import type { Agreement, Binding } from '@armistice/core/agreement';
import { followed } from '../../../address.ts';
import { PartySymbol } from '../../../ui/party-symbol.tsx';
import { DueWhen } from './due-list.tsx';
import { type Standing, useStanding } from './read-standing.ts';
import styles from './standing.module.css';
import { useDates } from './use-dates.ts';

interface ClauseStandingProps {
  readonly agreement: Agreement;
  readonly clause: string;
}

/** Where one clause stands: what it asks now, what it waits for, the last fact, and the incidents it speaks of. */
export function ClauseStanding({ agreement, clause }: ClauseStandingProps) {
  const { data } = useStanding(agreement.agreement, true);
  return data === undefined ? null : <Known agreement={agreement} clause={clause} standing={data} />;
}

interface KnownProps extends ClauseStandingProps {
  readonly standing: Standing;
}

function Known({ agreement, clause, standing }: KnownProps) {
  const { r, when, factName, list, number } = useDates(agreement);
  const one = standing.clauses.find((row) => row.clause === clause);
  if (one === undefined) return null;
  if (one.silent === true) return <p className={styles.box}>{r('standing.silent')}</p>;
  const { facts, last } = one;
  return (
    <div className={styles.box} data-clause-standing={clause}>
      <Duties agreement={agreement} clause={clause} standing={standing} />
      {facts.length === 0 ? null : last === undefined ? (
        <p className={styles.quiet}>{r('standing.noFact', { facts: list(facts.map(factName)) })}</p>
      ) : (
        <p>
          {r('standing.last', { fact: factName(last.fact), when: when(last.at) })} (
          <a href={`/entries/${last.entry}`} onClick={followed}>
            {r('standing.entry', { entry: number(last.entry) })}
          </a>
          )
        </p>
      )}
      <Speaks agreement={agreement} clause={clause} standing={standing} />
    </div>
  );
}

/** What it asks of each whom it binds. */
function Duties({ agreement, clause, standing }: KnownProps) {
  const { r, actorName, when, factName } = useDates(agreement);
  const parties = agreement.parties.map(({ id }) => id);
  const owed = standing.obligations.filter((one) => one.clause === clause);
  const bound = standing.bindings.filter((one) => one.clause === clause);
  const ruleSays = ({ is, from, missing }: Binding): string => {
    if (is === 'waits') return r('standing.waitsRule', { fact: factName(missing ?? '') });
    if (is === 'not-yet' && from !== undefined) return r('standing.bindsFrom', { when: when(from) });
    return r(`standing.${is}`);
  };
  const symbol = (by: string) => (parties.includes(by) ? <PartySymbol party={by} parties={parties} /> : null);
  return (
    <ul className={styles.duties}>
      {owed.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one clause may owe several things to one actor, in a fixed order.
        <li key={`${one.by} ${at}`} data-status={one.status}>
          {symbol(one.by)}
          <bdi>{actorName(one.by)}</bdi>: <strong>{r(`standing.${one.status}`)}</strong>{' '}
          <DueWhen agreement={agreement} obligation={one} />
        </li>
      ))}
      {bound.map((one) => (
        <li key={one.by} data-binds={one.is}>
          {symbol(one.by)}
          <bdi>{actorName(one.by)}</bdi>: {ruleSays(one)}
        </li>
      ))}
    </ul>
  );
}

const FINDINGS = ['violation', 'no violation', 'inconclusive', 'not adopted'] as const;

/** Incidents that it speaks of, by status, beside the hours in which somebody could observe; and what bodies found. */
function Speaks({ agreement, clause, standing }: KnownProps) {
  const { r, word, number, list } = useDates(agreement);
  const counts = standing.speaks[clause] ?? {};
  const all = Object.values(counts).reduce((sum, n) => sum + n, 0);
  const { findings } = standing.clauses.find((one) => one.clause === clause) ?? {};
  const { coverage } = standing;
  if (agreement.clauses.find(({ id }) => id === clause)?.verb === 'define') return null;
  const address = (status: string) =>
    `/situation?clause=${encodeURIComponent(`${standing.agreement}:${clause}`)}&status=${encodeURIComponent(status)}`;
  return (
    <>
      {all === 0 ? (
        <p className={styles.quiet}>{r('speaks.none')}</p>
      ) : (
        <div data-speaks-of={all}>
          {r('speaks.some', { n: all })}{' '}
          <ul className={styles.counts}>
            {Object.entries(counts).map(([status, n]) => (
              <li key={status}>
                <a href={address(status)} onClick={followed}>
                  {word('status', status)}: {number(n)}
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
      <p className={styles.quiet}>
        {coverage === 'not recorded'
          ? r('speaks.unknown')
          : r('speaks.hours', {
              hours: number(Math.round(coverage.hours)),
              of: number(Math.round(coverage.of)),
            })}{' '}
        {standing.assessedOnly ? r('speaks.assessed') : ''}
      </p>
      {all === 0 && findings === undefined ? null : (
        <p>
          {findings === undefined
            ? r('speaks.notFound')
            : r('speaks.found', {
                findings: list(
                  FINDINGS.flatMap((one) =>
                    findings[one] === undefined ? [] : [`${word('finding', one)}: ${number(findings[one])}`],
                  ),
                ),
              })}
        </p>
      )}
    </>
  );
}
