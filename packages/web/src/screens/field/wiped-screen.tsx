import type { Wiped } from '../../field/wipe.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { Empty } from '../../ui/panel.tsx';
import styles from './field.module.css';
import hold from './hold.module.css';
import { useArrival } from './use-arrival.ts';

/** That something is over; it has the focus, as all that had it before is gone. */
export function Ended({ title, says }: { readonly title: string; readonly says?: string }) {
  const arrived = useArrival<HTMLDivElement>();
  return (
    <div role="status" ref={arrived} tabIndex={-1} className={hold.ended}>
      <Empty title={title} {...(says === undefined ? {} : { says })} />
    </div>
  );
}

/** What was destroyed, and what could not be, each with what to do about it. */
export function WipedScreen({ left, anew }: { readonly left: readonly Wiped[]; readonly anew: boolean }) {
  const { r } = useRoom('field');
  const whole = left.every((part) => part === 'session');
  return (
    <>
      <Ended title={r(whole ? 'phase.wiped' : 'phase.wipedPart')} says={r('phase.anew')} />
      {anew ? (
        <p className={hold.ended} data-anew>
          {r('wipe.anew')}
        </p>
      ) : null}
      {left.length === 0 ? null : (
        <ul className={styles.notice} role="alert" data-left={left.join(' ')}>
          {!whole && !left.includes('key') ? <li>{r('wipe.keyGone')}</li> : null}
          {left.map((part) => (
            <li key={part}>{r(`wipe.left-${part}`)}</li>
          ))}
        </ul>
      )}
    </>
  );
}
