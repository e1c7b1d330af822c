import { sayAttribution, sayStatus } from '@armistice/core/bulletin';
import type { ReactNode } from 'react';
import { followed } from '../../address.ts';
import { type Account, axesOf, type HistoryItem, nameIn } from '../../casework/account.ts';
import { sourceName } from '../../casework/report-name.ts';
import { balanced } from '../../i18n/isolated.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { Mark } from '../../ui/sign.tsx';
import { useMinute } from '../../ui/use-moment.ts';
import styles from './incident.module.css';

/** Five questions that are never merged into one, each with the last word on it. */
export function AxesPanel({ account }: { readonly account: Account }) {
  const { t, r, language, word } = useRoom('incident');
  const axes = axesOf(account);
  const { history, reports } = account;
  const last = (kind: string) => history.findLast((one) => one.kind === kind && STANDING.has(one.fared));
  const grades = reports.flatMap((one) => {
    const grade = one.grades.at(-1)?.grade;
    return grade === undefined ? [] : [{ key: one.key, source: sourceName(one), grade }];
  });
  const status = sayStatus(language, {
    status: axes.status,
    sources: account.incident.origins,
    finding: axes.finding,
    ...(axes.unable === undefined ? {} : { unable: axes.unable }),
  });
  return (
    <section aria-labelledby="axes" className={styles.axes}>
      <h2 id="axes" className={styles.unseen}>
        {t('incident.axes')}
      </h2>
      <Axis name="grade" title={t('axis.grade')} last={last('grade')}>
        {grades.length === 0 ? r('axis.ungraded') : null}
        {grades.map(({ key, source, grade }) => (
          <span key={key} className={styles.graded}>
            <strong>{grade}</strong> <bdi>{source}</bdi>
          </span>
        ))}
      </Axis>
      <Axis name="status" title={t('axis.status')} last={last('assessment')}>
        <strong>{status}</strong>
        {axes.verifying === undefined ? null : (
          <span data-verifying>
            <Mark>{r('axis.waits')}</Mark> {r('axis.waitsSays', { who: axes.verifying })}
          </span>
        )}
        {axes.class === undefined ? null : <span>{r('axis.class', { kind: axes.class })}</span>}
      </Axis>
      <Axis name="attribution" title={t('axis.attribution')} last={last('attribution')}>
        <strong>{sayAttribution(language, axes, nameIn(account))}</strong>
      </Axis>
      <Axis name="finding" title={t('axis.finding')} last={last('finding')}>
        <strong>{word('finding', axes.finding)}</strong>
        {axes.findings?.map(({ clause, class: kind }) => (
          <span key={clause}>
            {r('axis.onClause', { clause })}
            {kind === undefined ? null : (
              <>
                {' '}
                · <bdi>{balanced(kind)}</bdi>
              </>
            )}
          </span>
        ))}
      </Axis>
      <Axis name="resolution" title={t('axis.resolution')} last={last('resolution')}>
        <strong>
          {axes.resolution === 'at tier'
            ? r('axis.tier', { n: axes.tier ?? 1 })
            : word('resolution', axes.resolution)}
        </strong>
      </Axis>
    </section>
  );
}

const STANDING: ReadonlySet<string> = new Set(['stands', 'waits']);

interface AxisProps {
  readonly name: string;
  readonly title: string;
  readonly last: HistoryItem | undefined;
  readonly children: ReactNode;
}

function Axis({ name, title, last, children }: AxisProps) {
  const { r } = useRoom('incident');
  const minute = useMinute();
  return (
    <div className={styles.axis} data-axis={name}>
      <h3>{title}</h3>
      <div className={styles.stands}>{children}</div>
      <p className={styles.quiet}>
        {last === undefined ? (
          r('axis.nobody')
        ) : (
          <>
            <bdi>{last.by.subject}</bdi>, {minute(last.at)},{' '}
            <a href={`/entries/${last.entry}`} onClick={followed}>
              {r('entry.name', { n: last.entry })}
            </a>
          </>
        )}
      </p>
    </div>
  );
}
