import { Button } from '@mantine/core';
import { type AccountReport, useAccount } from '../../casework/account.ts';
import { sourceName } from '../../casework/report-name.ts';
import { balanced } from '../../i18n/isolated.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { Fault } from '../../ui/fault.tsx';
import { useMinute } from '../../ui/use-moment.ts';
import styles from './queue.module.css';
import type { QueueRow } from './queue.ts';

interface ReportsProps {
  readonly row: QueueRow;
  readonly incident: string;
  /** Asks for the form that grades a report, by its key. */
  readonly onGrade: (report: string) => void;
}

/** The reports of an incident, in the words of those who filed them, with their grades. */
export function Reports({ row, incident, onGrade }: ReportsProps) {
  const { t } = useRoom('queue');
  const account = useAccount(incident);
  if (account.isPending) return <p className={styles.quiet}>{t('page.loading')}</p>;
  if (account.data === undefined) return <Fault error={account.error} />;
  return (
    <ul>
      {account.data.reports.map((one) => (
        <li key={one.key} className={styles.report}>
          <Report one={one} />
          <Grading one={one} may={row.may.includes('grade-report')} onGrade={() => onGrade(one.key)} />
        </li>
      ))}
    </ul>
  );
}

function Report({ one }: { readonly one: AccountReport }) {
  const { r, word } = useRoom('queue');
  const minute = useMinute();
  const { report, shown } = one;
  return (
    <>
      <p>
        <strong>
          <bdi>{sourceName(one)}</bdi>
        </strong>{' '}
        <span className={styles.quiet}>
          {report.means === undefined ? '' : `${word('means', report.means)} · `}
          {minute(report.occurred.from)}
        </span>
      </p>
      {report.text === undefined ? null : (
        <blockquote lang={report.lang} dir="auto">
          {balanced(report.text)}
        </blockquote>
      )}
      {shown === 'view' ? <p className={styles.quiet}>{r('pane.kept')}</p> : null}
    </>
  );
}

interface GradingProps {
  readonly one: AccountReport;
  readonly may: boolean;
  readonly onGrade: () => void;
}

/** The grade of a report, and the way to give one; one's own is another's to grade. */
function Grading({ one, may, onGrade }: GradingProps) {
  const { grades, own } = one;
  const { r } = useRoom('queue');
  const last = grades.at(-1)?.grade;
  if (own) return <p className={styles.quiet}>{r('pane.ownReport')}</p>;
  return (
    <p className={styles.grading}>
      <span className={styles.quiet}>
        {last === undefined ? r('pane.ungraded') : r('pane.graded', { grade: last })}
      </span>
      {may ? (
        <Button
          size="xs"
          variant="outline"
          onClick={onGrade}
          aria-label={r('do.gradeOf', { who: sourceName(one) })}
          data-grade
        >
          {r('do.grade')}
        </Button>
      ) : null}
    </p>
  );
}
