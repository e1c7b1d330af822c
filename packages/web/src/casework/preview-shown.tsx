import { ApiError } from '../api.ts';
import { usePeopleSpeech } from '../i18n/people/speech.ts';
import { useRoom } from '../i18n/rooms.ts';
import { Fault } from '../ui/fault.tsx';
import { useMinute } from '../ui/use-moment.ts';
import styles from './casework.module.css';
import type { Preview, PreviewRow } from './preview.ts';

interface PreviewShownProps {
  readonly preview: Preview | undefined;
  readonly error: unknown;
  readonly busy: boolean;
}

/** What would change, side by side, before anything is written. */
export function PreviewShown({ preview, error, busy }: PreviewShownProps) {
  const { r, number, list } = useRoom('casework');
  if (error !== null && error !== undefined) {
    const large = error instanceof ApiError && error.details.code === 'preview/too-large';
    return large ? <p className={styles.preview}>{r('preview.large')}</p> : <Fault error={error} />;
  }
  if (preview === undefined) return busy ? <p className={styles.quiet}>{r('preview.busy')}</p> : null;
  if (!preview.ok)
    return (
      <div className={styles.unmet} data-preview="refused">
        <p>{r('preview.refused')}</p>
        <p lang="en" dir="ltr">
          {preview.why}
        </p>
      </div>
    );
  const { before, after, bulletins, counted } = preview;
  const same = before.length === 0 && after.length === 0;
  return (
    <section className={styles.preview} aria-live="polite" data-preview={same ? 'same' : 'changes'}>
      <h4>{r('preview.title')}</h4>
      {same ? (
        <p>{r('preview.same')}</p>
      ) : (
        <div className={styles.sides}>
          <Side title={r('preview.before', { n: before.length })} rows={before} />
          <Side title={r('preview.after', { n: after.length })} rows={after} />
        </div>
      )}
      {counted === undefined ? null : (
        <p data-counted={`${counted.before.best} ${counted.after.best}`}>
          {r('preview.counted', {
            rule: `${counted.rule.rule} ${counted.rule.version}`,
            before: number(counted.before.best),
            after: number(counted.after.best),
          })}
        </p>
      )}
      <p>
        {bulletins.length === 0
          ? r('preview.noBulletin')
          : r('preview.bulletins', { which: list([...bulletins]) })}
      </p>
      <p className={styles.quiet}>{r('preview.nothing')}</p>
    </section>
  );
}

function Side({ title, rows }: { readonly title: string; readonly rows: readonly PreviewRow[] }) {
  const { r, percent } = useRoom('casework');
  const { word } = usePeopleSpeech();
  const minute = useMinute();
  return (
    <div>
      <p className={styles.quiet}>{title}</p>
      <ul>
        {rows.map(({ id, number, kind, occurred, reports, count, status, indications }) => (
          <li key={id}>
            <strong>{word('kind', kind)}</strong> · {minute(occurred.from)}
            {number === undefined ? null : <> · {number}</>}
            <br />
            {r('near.reports', { n: reports.length })} · {r('preview.count', { n: count.best })} ·{' '}
            {word('status', status)}
            {indications
              .filter(({ outcome }) => outcome === 'breach')
              .map(({ clause, probability }) => (
                <span key={clause}>
                  {' '}
                  · {r('preview.clause', { clause, probability: percent(probability ?? 0) })}
                </span>
              ))}
          </li>
        ))}
      </ul>
    </div>
  );
}
