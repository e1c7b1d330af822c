import { Button } from '@mantine/core';
import { useEffect, useId, useRef } from 'react';
import { useRoom } from '../../i18n/rooms.ts';
import { Tick } from '../../ui/tick.tsx';
import { RELEASE_KEY, TAKE_KEY } from './deeds.tsx';
import styles from './dialogs.module.css';

interface KeysHelpProps {
  readonly on: boolean;
  readonly onTurn: (on: boolean) => void;
  readonly onClose: () => void;
}

/** What each key does, and the way to turn them off. */
export function KeysHelp({ on, onTurn, onClose }: KeysHelpProps) {
  const { r } = useRoom('queue');
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => dialog.current?.showModal(), []);
  const keys = [
    ['j k ↓ ↑', r('keys.move')],
    ['Enter', r('keys.open')],
    [TAKE_KEY, r('keys.claim')],
    [RELEASE_KEY, r('keys.release')],
    ['h', r('keys.handOver')],
    ['n', r('keys.number')],
    ['a', r('keys.assess')],
    ['i', r('keys.inquiry')],
    ['w', r('keys.withdraw')],
    ['g', r('keys.grade')],
    ['m', r('keys.join')],
    ['s', r('keys.split')],
    ['t', r('keys.attribute')],
    ['r', r('keys.answer')],
    ['u', r('keys.undo')],
    ['Esc', r('keys.back')],
    ['?', r('keys.help')],
  ] as const;
  return (
    <dialog ref={dialog} className={styles.keys} aria-labelledby={heading} onClose={onClose}>
      <h2 id={heading}>{r('keys.title')}</h2>
      <dl>
        {keys.map(([key, says]) => (
          <div key={key}>
            <dt>
              {key.split(' ').map((one) => (
                <kbd key={one} dir="ltr">
                  {one}
                </kbd>
              ))}
            </dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
      <Tick label={r('keys.on')} checked={on} onTick={onTurn} />
      <Button variant="outline" onClick={() => dialog.current?.close()}>
        {r('keys.close')}
      </Button>
    </dialog>
  );
}
