import { Button } from '@mantine/core';
import { followed } from '../../address.ts';
import { useAccount } from '../../casework/account.ts';
import { type DeedName, mayDo } from '../../casework/casework.tsx';
import { usePeopleSpeech } from '../../i18n/people/speech.ts';
import { useRoom } from '../../i18n/rooms.ts';
import forms from './forms.module.css';
import styles from './queue.module.css';
import type { QueueRow } from './queue.ts';

/** Forms that the queue opens, in the order of their buttons, each with its key. */
export const FORM_KEYS = {
  answer: 'r',
  assess: 'a',
  handOver: 'h',
  inquiry: 'i',
  number: 'n',
  grade: 'g',
  join: 'm',
  split: 's',
  attribute: 't',
} as const satisfies { readonly [name in DeedName]?: string };
export type QueueForm = keyof typeof FORM_KEYS;
export const QUEUE_FORMS = Object.keys(FORM_KEYS) as QueueForm[];

interface DeedsProps {
  readonly row: QueueRow;
  readonly handle: string;
  /** The form that is open. */
  readonly open: DeedName | undefined;
  /** Whether single keys act. */
  readonly keysOn: boolean;
  readonly onTake: () => void;
  readonly onForm: (name: QueueForm) => void;
}

/** What can be done with what is read: taken at once, anything else in its form. */
export function Deeds({ row, handle, open, keysOn, onTake, onForm }: DeedsProps) {
  const { r, list } = useRoom('queue');
  const { term } = usePeopleSpeech();
  const { incident, claim, may, mayNot } = row;
  const attributes = useAttributes(incident?.id ?? '');
  if (incident === undefined) return null;
  const offered = QUEUE_FORMS.filter((name) => (name === 'attribute' ? attributes : isOpenTo(row, name)));
  const refused = ['claim', 'ask-inquiry', 'number', 'grade-report'].filter((act) => act in mayNot);
  const key = (name: string) =>
    keysOn ? (
      <span className={forms.key} aria-hidden="true">
        {name}
      </span>
    ) : null;
  return (
    <>
      <div className={styles.deeds}>
        {may.includes('claim') ? (
          <Button size="sm" onClick={onTake} data-begin="claim" aria-keyshortcuts="c">
            {claim?.by === handle
              ? r('do.release')
              : claim === undefined
                ? r('do.claim')
                : r('do.takeOver', { who: claim.by })}
            {key('c')}
          </Button>
        ) : null}
        {offered.map((name) => (
          <Button
            key={name}
            size="sm"
            variant="outline"
            onClick={() => onForm(name)}
            aria-expanded={open === name}
            aria-keyshortcuts={FORM_KEYS[name]}
            data-begin={name}
          >
            {r(`do.${name}`)}
            {key(FORM_KEYS[name])}
          </Button>
        ))}
        <a className={styles.open} href={`/incidents/${incident.id}`} onClick={followed}>
          {r('do.open')}
        </a>
      </div>
      {refused.length === 0 ? null : (
        <p className={styles.quiet}>
          {r('pane.mayNot', { acts: list(refused.map((act) => term('act', act))) })}
        </p>
      )}
    </>
  );
}

/** Whether the row leaves a form open to whoever reads it. */
function isOpenTo({ incident, may, complaint }: QueueRow, name: QueueForm): boolean {
  switch (name) {
    case 'answer':
      return complaint !== undefined && may.includes('answer');
    case 'assess':
      return may.some((act) => act.startsWith('status: '));
    case 'number':
      return may.includes('number') && incident?.number === undefined;
    case 'split':
      return may.includes('split') && (incident?.reports ?? 0) > 1;
    case 'handOver':
      return may.includes('claim');
    case 'inquiry':
      return may.includes('ask-inquiry');
    case 'grade':
      return may.includes('grade-report');
    case 'join':
      return may.includes('join');
    case 'attribute':
      return false;
  }
}

/** Whether whoever reads may attribute it: that hangs on how the incident stands. */
function useAttributes(incident: string): boolean {
  const account = useAccount(incident).data;
  return account !== undefined && mayDo(account, 'attribute');
}
