import { followed } from '../../address.ts';
import { type BulletinRow, bulletinPath } from '../../bulletins.ts';
import { useRoom } from '../../i18n/rooms.ts';
import form from '../../ui/form.module.css';
import { useMinute } from '../../ui/use-moment.ts';
import styles from './bulletins.module.css';
import { isCutShort, type Why } from './proposed.ts';
import type { WaitingRow } from './waiting.ts';

interface StretchNotesProps {
  /** Why the stretch is proposed; left out where somebody chose it. */
  readonly why?: Why | undefined;
  readonly isOver: boolean;
  /** Reports of the same kind about a part of it. */
  readonly overlap: readonly BulletinRow[];
  /** Those that wait for a second person. */
  readonly waiting: readonly WaitingRow[];
}

/** What is to be known of a stretch before a report is made of it. */
export function StretchNotes({ why, isOver, overlap, waiting }: StretchNotesProps) {
  const { r, number: inDigits } = useRoom('bulletins');
  const minute = useMinute();
  return (
    <>
      {why === undefined ? null : (
        <p className={form.quiet} data-proposed={why.is}>
          {r(`proposed.${why.is}`, { number: why.number, n: inDigits(why.days) })}
        </p>
      )}
      <div role="status">
        {isOver ? null : <p>{r('new.notOver')}</p>}
        {overlap.length + waiting.length === 0 ? null : (
          <div className={styles.overlap} data-overlap>
            <p>{r('overlap.says')}</p>
            <ul>
              {overlap.map((one) => (
                <li key={one.number}>
                  <a href={bulletinPath(one.number)} onClick={followed}>
                    <bdi>{one.number}</bdi>
                  </a>{' '}
                  {minute(one.from)} – {minute(one.to)}
                  {isCutShort(one) ? ` (${r('list.cutShort')})` : ''}
                </li>
              ))}
              {waiting.map((one) => (
                <li key={one.id} data-waits>
                  <a href={`/bulletins/draft/${one.id}`} onClick={followed}>
                    <bdi>{one.number}</bdi>
                  </a>{' '}
                  {minute(one.from)} – {minute(one.to)} ({r('overlap.waits')})
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </>
  );
}
