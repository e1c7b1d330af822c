import { TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { ApiError } from '../../api.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { Confirm } from '../../ui/confirm.tsx';
import styles from './dialogs.module.css';
import { type Numbered, numberAll } from './number-all.ts';
import type { QueueIncident } from './queue.ts';
import { giveNumber, numberAfter } from './work.ts';

interface BatchProps {
  /** In the order in which they get their numbers. */
  readonly incidents: readonly QueueIncident[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Numbers several incidents, one after the other. Where one is refused the rest waits; what was given stays given. */
export function BatchNumbers({ incidents, onDone, onClose }: BatchProps) {
  const { r } = useRoom('queue');
  const [all] = useState(incidents);
  const [first, setFirst] = useState('');
  const [so, setSo] = useState<Numbered>({ done: 0, given: 0 });
  const [wrong, setWrong] = useState(false);
  // Who still needs a number, as it is known when the next is given.
  const waiting = useRef(incidents);
  useEffect(() => {
    waiting.current = incidents;
  });
  return (
    <Confirm
      title={r('batch.title')}
      says={r('batch.says', { n: all.length })}
      doIt={r('batch.do')}
      onDo={async () => {
        const bad = numberAfter(first.trim(), 0) === undefined;
        setWrong(bad);
        if (bad) throw new ApiError('/api/entries', 400, 'a field is wrong');
        await numberAll({
          incidents: all,
          first: first.trim(),
          from: so,
          needs: ({ id }) => waiting.current.some((one) => one.id === id),
          give: giveNumber,
          onStep: setSo,
        });
        onDone();
      }}
      onClose={onClose}
    >
      <div className={styles.form}>
        <TextInput
          label={r('batch.first')}
          name="first"
          value={first}
          maxLength={40}
          disabled={so.given > 0}
          error={wrong ? r('batch.bad') : undefined}
          onChange={(event) => setFirst(event.currentTarget.value)}
        />
        <p role="status">
          <progress max={all.length} value={so.done} aria-label={r('batch.title')} />{' '}
          {r('batch.progress', { done: so.done, n: all.length })}
        </p>
      </div>
    </Confirm>
  );
}
