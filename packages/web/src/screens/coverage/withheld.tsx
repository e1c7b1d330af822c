import type { CoverageTable } from '@armistice/core/mission';
import { useRoom } from '../../i18n/rooms.ts';
import { useMinute } from '../../ui/use-moment.ts';
import styles from './coverage.module.css';

interface WithheldProps {
  readonly table: CoverageTable;
  readonly signedIn: boolean;
}

/** What this reader is not shown, and until when. */
export function Withheld({ table: { delay, at }, signedIn }: WithheldProps) {
  const { r, number } = useRoom('coverage');
  const minute = useMinute();
  const says =
    delay === undefined
      ? r('told.mission')
      : delay === 0
        ? r('told.atOnce')
        : r('told.others', { hours: number(delay), when: minute(Date.parse(at) - delay * 3_600_000) });
  return (
    <p className={styles.withheld} data-withheld={delay ?? 'nothing'}>
      {says} {signedIn ? '' : r('told.public')}
    </p>
  );
}
