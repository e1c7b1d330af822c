import { Button } from '@mantine/core';
import { useRoom } from '../../i18n/rooms.ts';
import type { Done } from './done.ts';
import styles from './queue.module.css';

interface SaidProps {
  readonly done: Done | undefined;
  /** What others did with it meanwhile. */
  readonly others: string | undefined;
  readonly onUndo: () => void;
}

/** Says what was done with what is read, to screen readers too, with the way back where there is one. */
export function Said({ done, others, onUndo }: SaidProps) {
  const { r } = useRoom('queue');
  return (
    <div role="status" className={styles.status}>
      {others === undefined ? null : <p data-others>{others}</p>}
      {done === undefined ? null : (
        <p>
          {done.says}
          {done.later === true ? ` ${r('done.later')}` : null}{' '}
          {done.undo === undefined ? null : (
            <Button variant="outline" size="xs" onClick={onUndo} data-undo aria-keyshortcuts="u">
              {r('do.undo')}
            </Button>
          )}
        </p>
      )}
    </div>
  );
}
