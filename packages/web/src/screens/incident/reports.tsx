import type { ReportView } from '@armistice/core/mission';
import { followed } from '../../address.ts';
import type { Account, AccountReport } from '../../casework/account.ts';
import { sourceName } from '../../casework/report-name.ts';
import { useClock } from '../../clock.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SourceCalled } from '../../ui/source-called.tsx';
import { useMinute } from '../../ui/use-moment.ts';
import { coordinates, countOf, whatOf, whenOf, whereOf } from '../first-page/describe.ts';
import { Attachments } from './attachments.tsx';
import { ellipseOf } from './ellipse.ts';
import styles from './incident.module.css';
import { Words } from './words.tsx';

/** Every report as it was filed, beside what was made of it. */
export function ReportsPanel({ account }: { readonly account: Account }) {
  const { r } = useRoom('incident');
  const { reports, moreReports } = account;
  return (
    <Panel title={r('reports.title', { n: reports.length + moreReports })} lead={r('reports.lead')}>
      <div className={styles.reports}>
        {reports.map((report) => (
          <Report key={report.key} account={account} one={report} isOpen={reports.length === 1} />
        ))}
      </div>
      {moreReports === 0 ? null : <p className={styles.quiet}>{r('reports.more', { n: moreReports })}</p>}
    </Panel>
  );
}

interface ReportProps {
  readonly account: Account;
  readonly one: AccountReport;
  readonly isOpen: boolean;
}

function Report({ account, one, isOpen }: ReportProps) {
  const speech = useRoom('incident');
  const { r } = speech;
  const minute = useMinute();
  const { key, report, grades } = one;
  const crowding = account.incident.crowding?.includes(key) === true;
  return (
    <details className={styles.report} id={`report-${key}`} open={isOpen} data-report={key}>
      <summary>
        <bdi className={styles.source}>{sourceName(one)}</bdi>
        <span>{whatOf(report as unknown as ReportView, speech)}</span>
        <span>{minute(report.occurred.from)}</span>
        <span>{grades.at(-1)?.grade ?? r('reports.ungraded')}</span>
      </summary>
      <div className={styles.sides}>
        <AsFiled one={one} />
        <MadeOf account={account} one={one} />
      </div>
      {crowding ? <p className={styles.quiet}>{r('reports.crowding')}</p> : null}
    </details>
  );
}

function AsFiled({ one }: Pick<ReportProps, 'one'>) {
  const speech = useRoom('incident');
  const { r, t, word } = speech;
  const { zone } = useClock();
  const { report, shown, placeClass } = one;
  return (
    <section>
      <h3>{r('reports.filed')}</h3>
      <Facts>
        <Fact name={t('report.source')}>
          <SourceCalled source={report.source} name={one.name} />
          {one.of === undefined ? null : (
            <>
              {' '}
              · {one.party === undefined ? r(sourceKey(one.of)) : r('of.partyNamed', { party: one.party })}
            </>
          )}
        </Fact>
        <Fact name={t('report.kind')}>{word('kind', report.kind)}</Fact>
        {report.count === undefined ? null : (
          <Fact name={t('report.count')}>{countOf(report.count, speech)}</Fact>
        )}
        <Fact name={t('report.when')}>{whenOf(report.occurred, zone, speech)}</Fact>
        <Fact name={t('report.where')}>
          {whereOf(report.place, speech)}
          {placeClass === undefined ? null : <> · {r('reports.cell', { cell: placeClass })}</>}
        </Fact>
        {report.means === undefined ? null : (
          <Fact name={t('report.means')}>{word('means', report.means)}</Fact>
        )}
        {report.phase === undefined ? null : (
          <Fact name={t('report.phase')}>{word('phase', report.phase)}</Fact>
        )}
      </Facts>
      {report.text === undefined ? (
        <p className={styles.quiet}>{r(shown === 'view' ? 'reports.withheld' : 'reports.noWords')}</p>
      ) : (
        <Words lang={report.lang}>{report.text}</Words>
      )}
      <Attachments report={one} />
    </section>
  );
}

const SOURCES = ['mission', 'party', 'other'] as const;

function sourceKey(of: string): `of.${(typeof SOURCES)[number]}` {
  return `of.${SOURCES.find((one) => one === of) ?? 'other'}`;
}

function MadeOf({ account, one }: Omit<ReportProps, 'isOpen'>) {
  const speech = useRoom('incident');
  const { r, number } = speech;
  const { incident } = account;
  const minute = useMinute();
  const { key, entry, recorded, made, delay, grades } = one;
  const links = incident.links.filter(({ a, b }) => a === key || b === key);
  const best = links.toSorted((a, b) => b.score - a.score)[0];
  return (
    <section>
      <h3>{r('reports.made')}</h3>
      <Facts>
        <Fact name={r('reports.footprint')}>
          {coordinates(made.at, number)} · {r('reports.within', { n: Math.round(ellipseOf(made).major) })}
        </Fact>
        <Fact name={r('reports.joined')}>
          {incident.reports.length === 1
            ? r('reports.alone')
            : best === undefined
              ? r('reports.byPerson')
              : r('reports.byScore', { n: links.length, score: number(best.score / 1000) })}
        </Fact>
        <Fact name={r('reports.grades')}>
          {grades.length === 0 ? r('reports.ungraded') : null}
          {grades.map(({ entry: at, at: when, grade }) => (
            <span key={at} className={styles.graded}>
              <strong>{grade}</strong> {minute(when)},{' '}
              <a href={`/entries/${at}`} onClick={followed}>
                {r('entry.name', { n: at })}
              </a>
            </span>
          ))}
        </Fact>
        <Fact name={r('reports.recorded')}>
          {minute(recorded)} ·{' '}
          {delay < 0 ? r('reports.before') : r('reports.after', { time: lasting(delay, speech) })} ·{' '}
          <a href={`/entries/${entry}`} onClick={followed}>
            {r('entry.name', { n: entry })}
          </a>
        </Fact>
      </Facts>
    </section>
  );
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** How long, in the largest unit that it fills. */
function lasting(milliseconds: number, { language }: { readonly language: string }): string {
  const [unit, each] = UNITS.find(([, length]) => milliseconds >= length) ?? ['second', 1000];
  const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' });
  return format.format(Math.round(milliseconds / each));
}
