import { followed } from '../../address.ts';
import { balanced } from '../../i18n/isolated.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { useDistance, useNow } from '../../ui/distance.ts';
import { useMinute } from '../../ui/use-moment.ts';
import { coordinates } from '../first-page/describe.ts';
import { radiusOf } from '../incident/ellipse.ts';
import styles from './asked.module.css';
import type { InquiryRow } from './inquiries.ts';

/** One inquiry a row. */
export function InquiryList({ rows }: { readonly rows: readonly InquiryRow[] }) {
  if (rows.length === 0) return null;
  return (
    <ul className={styles.list}>
      {rows.map((row) => (
        <Row key={row.inquiry.entry} row={row} />
      ))}
    </ul>
  );
}

/** What is asked, by when, of which incident and how sure that is, what endangers whoever goes, and who asked. */
function Row({ row: { incident, area, inquiry, ofYou } }: { readonly row: InquiryRow }) {
  const { r, word, number } = useRoom('casework');
  const minute = useMinute();
  return (
    // Whoever asked for more rows is led to the first of them.
    <li className={styles.row} tabIndex={-1} data-inquiry={inquiry.entry} data-of-you={ofYou}>
      <div className={styles.head}>
        <p className={styles.asks}>
          <bdi>{balanced(inquiry.asks ?? '')}</bdi>
        </p>
        {inquiry.due === undefined ? null : <Due due={inquiry.due} />}
      </div>
      {inquiry.risk === undefined ? null : (
        <p className={styles.danger} data-danger>
          {r('work.danger', { risk: inquiry.risk })}
        </p>
      )}
      <p className={styles.incident}>
        <a href={`/incidents/${incident.id}`} onClick={followed}>
          {word('kind', incident.kind)}
          {incident.number === undefined ? null : (
            <>
              {' '}
              <bdi>{balanced(incident.number)}</bdi>
            </>
          )}
        </a>
        {' · '}
        <strong data-status={incident.status}>{word('status', incident.status)}</strong>
        {' · '}
        <time dateTime={incident.occurred.from}>{minute(incident.occurred.from)}</time>
        {' · '}
        {area === undefined ? null : (
          <>
            <bdi>{area}</bdi>
            {' · '}
          </>
        )}
        <bdi dir="ltr">
          {coordinates(incident.place.at, number)} ± {number(radiusOf(incident.place))} m
        </bdi>
      </p>
      <p className={styles.quiet}>
        {inquiry.by === undefined
          ? null
          : r('withdraw.asked', { who: inquiry.by, when: minute(inquiry.asked) })}
        {inquiry.area === undefined ? null : ` ${r('work.area', { area: inquiry.area })}`}
      </p>
    </li>
  );
}

/** By when an answer is asked for; that it is over is said in words. */
function Due({ due }: { readonly due: string }) {
  const { r } = useRoom('casework');
  const now = useNow();
  const minute = useMinute();
  const toIt = useDistance();
  const over = Date.parse(due) <= now;
  return (
    <p className={over ? styles.over : undefined}>
      <time dateTime={due}>
        {r(over ? 'asked.over' : 'asked.due', { at: minute(due), when: toIt(due, now) })}
      </time>
    </p>
  );
}
