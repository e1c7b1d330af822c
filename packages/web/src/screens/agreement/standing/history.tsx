import { followed } from '../../../address.ts';
import { useRoom } from '../../../i18n/rooms.ts';
import { useMinute } from '../../../ui/use-moment.ts';
import type { Standing } from './read-standing.ts';
import styles from './standing.module.css';

/** Versions in force, what corrections and late facts changed, and the bulletins that rest on it. */
export function History({ standing }: { readonly standing: Standing }) {
  const { r, number, list } = useRoom('agreement');
  const minute = useMinute();
  const entry = (index: number) => (
    <a href={`/entries/${index}`} onClick={followed}>
      {r('standing.entry', { entry: number(index) })}
    </a>
  );
  return (
    <details className={styles.rest} data-history>
      <summary>{r('history.title')}</summary>
      <ol className={styles.rows}>
        {standing.versions.map(({ entry: index, version, revision, is, from }) => (
          <li key={index} data-version={is}>
            <p>
              <strong>{r('history.version', { version, revision })}</strong>: {r(`history.${is}`)},{' '}
              {r('history.from', { when: minute(from) })} ({entry(index)})
            </p>
          </li>
        ))}
      </ol>
      <h3>{r('history.changes')}</h3>
      {standing.changes.length === 0 ? <p className={styles.quiet}>{r('history.noChanges')}</p> : null}
      <ul className={styles.rows}>
        {standing.changes.map(({ entry: index, because, incidents, clauses }) => (
          <li key={index} data-change={because}>
            <p>
              <strong>{r(BECAUSE[because])}</strong> ({entry(index)}):{' '}
              {r('history.incidents', { n: incidents })} · {r('history.clauses', { clauses: list(clauses) })}
            </p>
          </li>
        ))}
      </ul>
      <h3>{r('history.bulletins')}</h3>
      {standing.bulletins.length === 0 ? <p className={styles.quiet}>{r('history.noBulletins')}</p> : null}
      <ul className={styles.rows}>
        {standing.bulletins.map(({ number: name, entry: index, open }) => (
          <li key={index} data-bulletin={name}>
            <p>
              <a href={`/bulletins/${encodeURIComponent(name)}`} onClick={followed}>
                <bdi>{name}</bdi>
              </a>
              : {open === 0 ? r('history.settled') : r('history.open', { n: open })}
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}

const BECAUSE = {
  adoption: 'history.because.adoption',
  amendment: 'history.because.amendment',
  correction: 'history.because.correction',
  'late fact': 'history.because.late-fact',
  geometry: 'history.because.geometry',
  confirmation: 'history.because.confirmation',
} as const;
