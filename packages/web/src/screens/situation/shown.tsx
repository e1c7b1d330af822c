import { useRoom } from '../../i18n/rooms.ts';
import { Tick } from '../../ui/tick.tsx';
import type { Ask, Asked } from './asked.ts';
import styles from './situation.module.css';

/** What the map can show besides what happened; the address says which of it. */
export const LAYERS = ['posts', 'sight'] as const;
export type Layer = (typeof LAYERS)[number];

/** What is shown, in one order. */
export function shownIn({ show = '' }: Asked): readonly Layer[] {
  const said = show.split(',');
  return LAYERS.filter((layer) => said.includes(layer));
}

interface ShownProps {
  readonly asked: Asked;
  readonly ask: Ask;
  /** Whether the map has a ground of its own that can be put away. */
  readonly ground: boolean;
  /** Whether towns of the world can be named: where a ground of its own is shown, that names them. */
  readonly towns: boolean;
}

/** Boxes for what the map shows besides what happened. */
export function Shown({ asked, ask, ground, towns }: ShownProps) {
  const { r } = useRoom('situation');
  const shown = shownIn(asked);
  const tick = (layer: Layer, on: boolean) => {
    const next = LAYERS.filter((one) => (one === layer ? on : shown.includes(one)));
    ask({ show: next.length === 0 ? undefined : next.join() }, 'replace');
  };
  return (
    <fieldset className={styles.shown}>
      <legend>{r('show.title')}</legend>
      {LAYERS.map((layer) => (
        <Tick
          key={layer}
          name={layer}
          label={r(`show.${layer}`)}
          checked={shown.includes(layer)}
          onTick={(on) => tick(layer, on)}
        />
      ))}
      {ground ? (
        <Tick
          name="ground"
          label={r('show.ground')}
          checked={asked.ground !== 'off'}
          onTick={(on) => ask({ ground: on ? undefined : 'off' }, 'replace')}
        />
      ) : null}
      {towns ? (
        <Tick
          name="towns"
          label={r('show.towns')}
          checked={asked.towns !== 'off'}
          onTick={(on) => ask({ towns: on ? undefined : 'off' }, 'replace')}
        />
      ) : null}
    </fieldset>
  );
}
