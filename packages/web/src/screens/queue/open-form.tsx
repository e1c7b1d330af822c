import { Button } from '@mantine/core';
import { type ReactNode, Suspense, useId, useLayoutEffect, useRef } from 'react';
import { useAccount } from '../../casework/account.ts';
import { type DeedName, DeedOf } from '../../casework/casework.tsx';
import type { Written } from '../../casework/use-deed.ts';
import { useRoom } from '../../i18n/rooms.ts';
import styles from './forms.module.css';
import type { QueueRow } from './queue.ts';

/** A form that is open for a row, and of a grade the report that it begins with. */
export interface Opened {
  readonly row: string;
  readonly name: DeedName;
  readonly report?: string;
}

interface OpenFormProps {
  readonly opened: Opened;
  readonly row: QueueRow;
  /** It waits for nobody any more. */
  readonly isOver: boolean;
  readonly onWritten: (written: Written) => void;
  readonly onClose: () => void;
}

/** The form of a deed beside what it is about: the same that the page of the incident has. */
export function OpenForm({ opened, row, isOver, onWritten, onClose }: OpenFormProps) {
  const { t } = useRoom('queue');
  return (
    <Suspense fallback={<p>{t('page.loading')}</p>}>
      <Framed key={`${opened.name} ${opened.report}`} {...{ opened, row, isOver, onWritten, onClose }} />
    </Suspense>
  );
}

function Framed({ opened: { name, report }, row, isOver, onWritten, onClose }: OpenFormProps) {
  const { r } = useRoom('casework');
  const { r: q } = useRoom('queue');
  const heading = useId();
  const { incident, area, complaint } = row;
  if (incident === undefined) return null;
  return (
    <section className={styles.opened} aria-labelledby={heading} data-form={name}>
      <div className={styles.head}>
        <h3 id={heading}>{r(`act.${name}`)}</h3>
        <Button size="xs" variant="outline" onClick={onClose} aria-keyshortcuts="Escape">
          {q('keys.close')}
        </Button>
      </div>
      {isOver ? (
        <p role="alert" data-over>
          {q('form.over')}
        </p>
      ) : null}
      <Focused incident={incident.id}>
        <DeedOf
          name={name}
          incident={incident.id}
          onDone={onWritten}
          {...(report === undefined ? {} : { report })}
          {...(area === undefined ? {} : { area })}
          {...(complaint === undefined ? {} : { complaint: complaint.entry })}
          {...(row.with === undefined ? {} : { with: row.with })}
        />
      </Focused>
    </section>
  );
}

/** Brings whoever opened the form to its first field, as soon as there is one. */
function Focused({ incident, children }: { readonly incident: string; readonly children: ReactNode }) {
  const all = useRef<HTMLDivElement>(null);
  const isThere = useAccount(incident).data !== undefined;
  // Before the next key can come: it is meant for the form.
  useLayoutEffect(() => {
    if (!isThere || all.current === null) return;
    const first = all.current.querySelector<HTMLElement>('input, select, textarea, button');
    (first ?? all.current).focus();
    // Also on a phone, where the form may open below what is seen.
    all.current.parentElement?.scrollIntoView({ block: 'nearest' });
  }, [isThere]);
  return (
    <div ref={all} tabIndex={-1}>
      {children}
    </div>
  );
}
