import { Button, Textarea } from '@mantine/core';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { usePeopleSpeech } from '../i18n/people/speech.ts';
import styles from './confirm.module.css';
import { Fault, type FaultOf } from './fault.tsx';

interface ConfirmProps {
  readonly title: string;
  /** What follows, and what cannot be undone. */
  readonly says: string;
  readonly doIt: string;
  /** Whether words that say why are asked for. */
  readonly reason?: boolean;
  /** What was typed into the children, where a refusal means that. */
  readonly faultOf?: FaultOf;
  readonly children?: ReactNode;
  readonly onDo: (reason: string) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks before something that has consequences. Open while it is mounted; Escape is the way back. */
export function Confirm({
  title,
  says,
  doIt,
  reason = false,
  faultOf,
  children,
  onDo,
  onClose,
}: ConfirmProps) {
  const { p } = usePeopleSpeech();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const [why, setWhy] = useState('');
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  // Closed, not taken away while it is open: the keyboard is then back where it was.
  useEffect(() => dialog.current?.showModal(), []);
  const missing = reason && why.trim() === '';
  const act = async (): Promise<void> => {
    setAsked(true);
    if (missing) return;
    setBusy(true);
    try {
      await onDo(why.trim());
      dialog.current?.close();
    } catch (cause) {
      setError(cause);
      setBusy(false);
    }
  };
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={heading} onClose={onClose}>
      <h2 id={heading}>{title}</h2>
      <p className={styles.says}>{says}</p>
      {children}
      {reason ? (
        <Textarea
          label={p('reason.title')}
          description={p('reason.says')}
          error={asked && missing ? p('reason.need') : undefined}
          value={why}
          maxLength={500}
          rows={3}
          name="reason"
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
      ) : null}
      <Fault error={error} {...(faultOf === undefined ? {} : { of: faultOf })} />
      <div className={styles.actions}>
        <Button variant="outline" onClick={() => dialog.current?.close()}>
          {p('do.cancel')}
        </Button>
        <Button onClick={() => void act()} disabled={busy} data-do>
          {doIt}
        </Button>
      </div>
    </dialog>
  );
}
