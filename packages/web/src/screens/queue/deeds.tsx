import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { followed } from '../../address.ts';
import { useAccount } from '../../casework/account.ts';
import { type DeedName, mayDo } from '../../casework/casework.tsx';
import { usePeopleSpeech } from '../../i18n/people/speech.ts';
import { useRoom } from '../../i18n/rooms.ts';
import forms from './forms.module.css';
import styles from './queue.module.css';
import type { Need, QueueRow } from './queue.ts';

/** Forms that the queue opens, in the order of their buttons, each with its key. */
export const FORM_KEYS = {
  answer: 'r',
  assess: 'a',
  handOver: 'h',
  inquiry: 'i',
  withdraw: 'w',
  number: 'n',
  grade: 'g',
  join: 'm',
  split: 's',
  attribute: 't',
} as const satisfies { readonly [name in DeedName]?: string };
export type QueueForm = keyof typeof FORM_KEYS;
export const QUEUE_FORMS = Object.keys(FORM_KEYS) as QueueForm[];
/** Taking and giving back lie apart: whoever presses a key twice has not undone what they did. */
export const TAKE_KEY = 'c';
export const RELEASE_KEY = 'b';

/** The form by which something that waits is done. */
const FORM_OF: { readonly [need in Need]?: QueueForm } = {
  assess: 'assess',
  'second-word': 'assess',
  inquiry: 'assess',
  number: 'number',
  complaint: 'answer',
  merge: 'join',
  split: 'split',
};

interface DeedsProps {
  readonly row: QueueRow;
  readonly handle: string;
  /** The form that is open. */
  readonly open: DeedName | undefined;
  /** Whether single keys act. */
  readonly keysOn: boolean;
  readonly onTake: () => void;
  readonly onRelease: () => void;
  readonly onForm: (name: QueueForm) => void;
}

/**
 * What can be done with what is read: taken at once, anything else in its form. The main one is taking it while nobody has
 * it, and what it waits for once whoever reads has it.
 */
export function Deeds({ row, handle, open, keysOn, onTake, onRelease, onForm }: DeedsProps) {
  const { r, list } = useRoom('queue');
  const { term } = usePeopleSpeech();
  const { incident, claim, may, mayNot } = row;
  const attributes = useAttributes(incident?.id ?? '');
  const mine = claim !== undefined && claim.by === handle;
  const all = useKeptFocus(row.id, mine);
  if (incident === undefined) return null;
  const can = QUEUE_FORMS.filter((name) => (name === 'attribute' ? attributes : isOpenTo(row, name)));
  const next = row.needs
    .map((need) => FORM_OF[need])
    .find((name) => name !== undefined && can.includes(name));
  // What it waits for stands first.
  const offered = next === undefined ? can : [next, ...can.filter((name) => name !== next)];
  const refused = ['claim', 'ask-inquiry', 'number', 'grade-report'].filter((act) => act in mayNot);
  const key = (name: string) =>
    keysOn ? (
      <span className={forms.key} aria-hidden="true">
        {name}
      </span>
    ) : null;
  return (
    <>
      <div ref={all} className={styles.deeds}>
        {may.includes('claim') && !mine ? (
          <Button
            size="sm"
            variant={claim === undefined ? 'filled' : 'outline'}
            onClick={onTake}
            data-begin="claim"
            aria-keyshortcuts={TAKE_KEY}
          >
            {claim === undefined ? r('do.claim') : r('do.takeOver', { who: claim.by })}
            {key(TAKE_KEY)}
          </Button>
        ) : null}
        {offered.map((name) => (
          <Button
            key={name}
            size="sm"
            variant={mine && name === next ? 'filled' : 'outline'}
            onClick={() => onForm(name)}
            aria-expanded={open === name}
            aria-keyshortcuts={FORM_KEYS[name]}
            data-begin={name}
          >
            {r(`do.${name}`)}
            {key(FORM_KEYS[name])}
          </Button>
        ))}
        {mine && may.includes('claim') ? (
          <Button
            size="sm"
            variant="subtle"
            onClick={onRelease}
            data-begin="release"
            aria-keyshortcuts={RELEASE_KEY}
          >
            {r('do.release')}
            {key(RELEASE_KEY)}
          </Button>
        ) : null}
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

/**
 * Taking it takes its button away: whoever pressed it by key is brought to the heading of what they took, from which the
 * main button is next, and where a second press of the same key does nothing.
 */
function useKeptFocus(row: string, mine: boolean) {
  const deeds = useRef<HTMLDivElement>(null);
  const before = useRef({ row, mine });
  useEffect(() => {
    const changed = before.current.row === row && before.current.mine !== mine;
    before.current = { row, mine };
    if (!changed || document.activeElement !== document.body) return;
    deeds.current?.closest('section')?.querySelector<HTMLElement>('h2')?.focus();
  }, [row, mine]);
  return deeds;
}

/** Whether the row leaves a form open to whoever reads it. */
function isOpenTo({ incident, may, complaint, needs, inquiry }: QueueRow, name: QueueForm): boolean {
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
    case 'withdraw':
      return inquiry !== undefined && needs.includes('inquiry') && may.includes('ask-inquiry');
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
