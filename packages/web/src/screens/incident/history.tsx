import { followed } from '../../address.ts';
import type { Account, HistoryItem } from '../../casework/account.ts';
import { sourceName } from '../../casework/report-name.ts';
import { balanced } from '../../i18n/isolated.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { Panel } from '../../ui/panel.tsx';
import { useMinute } from '../../ui/use-moment.ts';
import styles from './incident.module.css';
import { textIn } from './positions.tsx';
import { Words } from './words.tsx';

/** Everything that was written about it, in the order of the record, with what became of it. */
export function HistoryPanel({ account }: { readonly account: Account }) {
  const { r } = useRoom('incident');
  const minute = useMinute();
  const { history, reports, bulletins, earlier } = account;
  const filed = reports.map((one) => ({
    entry: one.entry,
    at: one.recorded,
    source: sourceName(one),
  }));
  const steps = [
    ...filed.map((one) => ({
      entry: one.entry,
      at: one.at,
      line: <>{r('history.filed', { source: one.source })}</>,
    })),
    ...history.map((item) => ({ entry: item.entry, at: item.at, line: <Item item={item} /> })),
    ...bulletins.map(({ entry, at, number, due, errata }) => ({
      ...{ entry, at },
      line: (
        <>
          {r('history.bulletin', { number })}
          {errata.length === 0 ? null : <> · {r('history.errata', { n: errata.length })}</>}
          {due ? <strong> · {r('history.due')}</strong> : null}
        </>
      ),
    })),
  ].sort((a, b) => a.entry - b.entry);
  return (
    <Panel title={r('history.title')} lead={r('history.lead')}>
      {earlier === 0 ? null : <p className={styles.quiet}>{r('history.earlier', { n: earlier })}</p>}
      <ol className={styles.history}>
        {steps.map(({ entry, at, line }) => (
          <li key={entry} data-entry={entry}>
            <p className={styles.quiet}>
              <time dateTime={at}>{minute(at)}</time> ·{' '}
              <a href={`/entries/${entry}`} onClick={followed}>
                {r('entry.name', { n: entry })}
              </a>
            </p>
            <div>{line}</div>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Item({ item }: { readonly item: HistoryItem }) {
  const { r, word } = useRoom('incident');
  const { kind, by, body, fared, why, through, seconds } = item;
  const said =
    textIn(body.status) ?? textIn(body.attribution) ?? textIn(body.finding) ?? textIn(body.resolution);
  const group = GROUPS[kind as keyof typeof GROUPS];
  const what =
    group === undefined || said === undefined
      ? (textIn(body.grade) ?? textIn(body.number))
      : group === 'status'
        ? r(statusKey(said))
        : word(group, said);
  const reason = textIn(body.reason);
  const work = useWork(item);
  return (
    <div data-fared={fared}>
      <p>
        <bdi className={styles.source}>{by.subject}</bdi> · {work ?? r(kindKey(kind))}
        {what === undefined ? null : (
          <>
            :{' '}
            <strong>
              <bdi>{balanced(what)}</bdi>
            </strong>
          </>
        )}
        {fared === 'stands' ? null : <em className={styles.fared}> {r(`fared.${fared}`)}</em>}
        {through === undefined ? null : (
          <>
            {' '}
            <a href={`/entries/${through}`} onClick={followed}>
              {r('entry.name', { n: through })}
            </a>
          </>
        )}
      </p>
      {reason === undefined ? null : <Words>{reason}</Words>}
      {work === undefined ? null : (
        <>
          {[textIn(body.note), textIn(body.asks), textIn(body.risk)].map((text) =>
            text === undefined ? null : <Words key={text}>{text}</Words>,
          )}
          <p className={styles.quiet}>{r('history.work')}</p>
        </>
      )}
      {why === undefined ? null : (
        <p className={styles.quiet} lang="en" dir="ltr">
          {why}
        </p>
      )}
      {dissentIn(body.dissent).map((one) => (
        <Words key={one.by}>{`${r('history.dissent', { by: one.by })} ${one.text}`}</Words>
      ))}
      {seconds.map((one) => (
        <p key={one.entry} className={styles.quiet}>
          {r(one.agreed ? 'history.agreed' : 'history.disagreed', { by: one.by })}
        </p>
      ))}
    </div>
  );
}

/** What somebody did who shares the mission's work; undefined of anything else. */
function useWork({ kind, body, by }: HistoryItem): string | undefined {
  const { r } = useRoom('incident');
  const minute = useMinute();
  const [to, from, due, team] = [body.to, body.from, body.due, body.team].map(textIn);
  if (kind === 'inquiry')
    return body.withdrawn === true || due === undefined
      ? r('kind.inquiryBack')
      : team === undefined
        ? r('kind.inquiry', { when: minute(due) })
        : r('kind.inquiryOf', { team, when: minute(due) });
  if (kind !== 'claim') return undefined;
  if (body.released === true) return r('kind.gaveBack');
  if (to !== undefined && to !== by.subject) return r('kind.handed', { who: to });
  return from === undefined || from === by.subject ? r('kind.took') : r('kind.tookFrom', { who: from });
}

const GROUPS = {
  assessment: 'status',
  attribution: 'attribution',
  finding: 'finding',
  resolution: 'resolution',
} as const;

const STATUSES = [
  'alleged',
  'under inquiry',
  'corroborated',
  'verified',
  'refuted',
  'unable to verify',
] as const;

/** What an assessment says, apart from what is then said of the incident. */
function statusKey(status: string): `said.${(typeof STATUSES)[number]}` {
  return `said.${STATUSES.find((one) => one === status) ?? 'alleged'}`;
}

const KINDS = [
  'grade',
  'join',
  'split',
  'undo',
  'number',
  'assessment',
  'attribution',
  'finding',
  'resolution',
  'position',
  'complaint',
  'answer',
  'correction',
] as const;

function kindKey(kind: string): `kind.${(typeof KINDS)[number]}` {
  return `kind.${KINDS.find((one) => one === kind) ?? 'correction'}`;
}

function dissentIn(value: unknown): readonly { readonly by: string; readonly text: string }[] {
  if (!Array.isArray(value)) return [];
  return value.map((one: { readonly by?: unknown; readonly text?: unknown }) => ({
    by: String(one.by),
    text: String(one.text),
  }));
}
