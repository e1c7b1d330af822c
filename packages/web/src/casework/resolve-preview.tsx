import type { Axes } from '@armistice/core/mission';
import { useRoom } from '../i18n/rooms.ts';
import { type Account, axesOf } from './account.ts';
import styles from './casework.module.css';

/** The tier to which a dispute goes: the one above, or where it settled before, on a ladder of so many tiers. */
export function tierAfter({ resolution, tier = 0 }: Axes, top: number): number {
  const isUp = resolution === 'at tier' || resolution === 'open' || tier === 0;
  const next = isUp || resolution === 'deadlocked' ? tier + 1 : tier;
  return top === 0 ? next : Math.min(next, top);
}

/** Where the dispute stands, where it would stand, and which clock would run from there. */
export function ResolvePreview({ account, to }: { readonly account: Account; readonly to: string }) {
  const { r, word } = useRoom('casework');
  const axes = axesOf(account);
  const { ladder } = account.rules;
  const tier = to === 'at tier' ? tierAfter(axes, ladder.length) : axes.tier;
  const rung = tier === undefined ? undefined : ladder[tier - 1];
  const name = (state: string, at: number | undefined) =>
    state === 'at tier' ? r('resolve.tier', { n: at ?? 1 }) : word('resolution', state);
  const clock =
    to === 'at tier' && rung?.within !== undefined
      ? r('resolve.within', { n: rung.within })
      : to === 'deadlocked' && rung?.escalates !== undefined
        ? r('resolve.escalates', { n: rung.escalates })
        : r('resolve.noClock');
  return (
    <section className={styles.preview} aria-live="polite" data-preview="resolution">
      <h4>{r('resolve.title')}</h4>
      <p>{r('resolve.now', { state: name(axes.resolution, axes.tier) })}</p>
      <p>{r('resolve.then', { state: name(to, tier) })}</p>
      {to === 'at tier' && rung !== undefined ? <p>{r('resolve.decides', { who: rung.body })}</p> : null}
      <p>{clock}</p>
    </section>
  );
}
