import { balanced } from '../i18n/isolated.ts';
import { useRoom } from '../i18n/rooms.ts';
import { useMe } from '../people/me.ts';
import { useMinute } from '../ui/use-moment.ts';
import { moveFor, useAccount, type Work } from './account.ts';
import styles from './casework.module.css';
import { type CaseworkProps, DeedForm } from './deed-form.tsx';
import { useDeed } from './use-deed.ts';
import { claimDeed, heldBy, releaseDeed } from './work.ts';

/** Takes an incident, takes it over knowingly, or gives it back. */
export function ClaimForm({ incident, onDone }: CaseworkProps) {
  const { r } = useRoom('casework');
  const me = useMe();
  const account = useAccount(incident).data;
  const doing = useDeed({ ownKey: false, onDone });
  if (account === undefined || me === undefined) return null;
  const held = account.work?.claim;
  const { id } = account.incident;
  const mine = held?.by === me.handle;
  const doIt = mine
    ? r('claim.release')
    : held === undefined
      ? r('claim.do')
      : r('claim.takeOver', { who: held.by });
  const submit = () =>
    doing.send(true, () => (mine ? releaseDeed(id) : claimDeed(id, heldBy(held, me.handle))));
  return (
    <DeedForm
      name="claim"
      move={moveFor(account, 'claim')}
      doing={doing}
      doIt={doIt}
      onSubmit={() => void submit()}
    >
      <Holder held={held} handle={me.handle} />
      <p className={styles.quiet}>{r('claim.says')}</p>
    </DeedForm>
  );
}

/** Who has it, since when, and with which words. */
export function Holder({ held, handle }: { readonly held: Work['claim']; readonly handle: string }) {
  const { r } = useRoom('casework');
  const minute = useMinute();
  if (held === undefined) return <p>{r('claim.nobody')}</p>;
  const { by, since, note } = held;
  return (
    <>
      <p data-holder={by}>
        {by === handle
          ? r('claim.mine', { when: minute(since) })
          : r('claim.by', { who: by, when: minute(since) })}
      </p>
      {note === undefined ? null : (
        <blockquote className={`${styles.quiet} ${styles.words}`} dir="auto">
          {balanced(note)}
        </blockquote>
      )}
    </>
  );
}
