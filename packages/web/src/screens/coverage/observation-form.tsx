import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useRoom } from '../../i18n/rooms.ts';
import { Fault } from '../../ui/fault.tsx';
import form from '../../ui/form.module.css';
import { Actions } from '../../ui/panel.tsx';
import { Done } from '../../ui/shown-once.tsx';
import { useSent } from '../entrance/use-sent.ts';
import styles from './coverage.module.css';
import { fileObservation } from './read-coverage.ts';

type Body = { readonly [name: string]: string | number };

interface ObservationFormProps {
  readonly kind: 'coverage' | 'access';
  readonly title: string;
  readonly lead: string;
  /** What is filed; undefined where a field is missing or wrong. */
  readonly body: Body | undefined;
  readonly audience: string;
  readonly children: (tried: boolean) => ReactNode;
  readonly onFiled: () => void;
}

/** A small form that files one entry: folded until somebody needs it, and safe to send twice. */
export function ObservationForm({
  kind,
  title,
  lead,
  body,
  audience,
  children,
  onFiled,
}: ObservationFormProps) {
  const { r, number } = useRoom('coverage');
  const queries = useQueryClient();
  const sent = useSent();
  const [entry, setEntry] = useState<number>();
  // The same nonce twice is one entry: after a lost answer nothing is filed a second time.
  const [nonce, setNonce] = useState(() => crypto.randomUUID());
  const submit = async (): Promise<void> => {
    setEntry(undefined);
    const went = await sent.send(body !== undefined, async () =>
      setEntry(await fileObservation(kind, audience, body ?? {}, nonce)),
    );
    if (!went) return;
    setNonce(crypto.randomUUID());
    onFiled();
    await queries.invalidateQueries({ queryKey: ['coverage'] });
  };
  return (
    <details className={styles.filing} data-file={kind}>
      <summary>{title}</summary>
      <p className={styles.quiet}>{lead}</p>
      <form
        className={form.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div className={form.two}>{children(sent.tried)}</div>
        <Fault error={sent.error} />
        {entry === undefined ? null : <Done>{r('file.sent', { entry: number(entry) })}</Done>}
        <Actions>
          <Button type="submit" disabled={sent.busy}>
            {r('file.send')}
          </Button>
        </Actions>
      </form>
    </details>
  );
}
