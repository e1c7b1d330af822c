import { type KeyboardEvent, type PointerEvent, useId, useMemo, useRef, useState } from 'react';
import { useRoom } from '../../i18n/rooms.ts';
import { useMinute } from '../../ui/use-moment.ts';
import type { Timeline as Data, Stretch } from './reading.ts';
import styles from './timeline.module.css';
import { TimelineBars } from './timeline-bars.tsx';

interface TimelineProps {
  readonly data: Data;
  /** The stretch that is looked at; undefined for all of it. */
  readonly chosen: Stretch | undefined;
  /** `movement` is one name for all that is chosen in one drag, or by keys without leaving the thumb. */
  readonly onChoose: (stretch: Stretch | undefined, movement?: string) => void;
}

/** Pixels by which a pointer must move before it is a drag. */
const MOVED = 4;
const GRIP = 8;

type Drag =
  | { readonly how: 'new' | 'from' | 'to'; readonly fixed: number; readonly x: number }
  | { readonly how: 'move'; readonly x: number; readonly began: Stretch };

/** Incidents by time over who could observe, with the stretch that is looked at: by pointer or by keys. */
export function Timeline({ data, chosen, onChoose }: TimelineProps) {
  const { r } = useRoom('situation');
  const minute = useMinute();
  const hint = useId();
  const strip = useRef<HTMLDivElement>(null);
  const drag = useRef<Drag>(undefined);
  const movements = useRef(0);
  const [draft, setDraft] = useState<Stretch>();
  const begin = Date.parse(data.from ?? '');
  const end = Date.parse(data.to ?? '');
  const step = (data.seconds ?? 60) * 1000;
  const edges = useMemo(
    () => [...data.buckets.map(({ from }) => Date.parse(from)), Date.parse(data.to ?? '')],
    [data],
  );
  const shown = draft ?? chosen;
  const share = (at: number) => Math.min(1, Math.max(0, (at - begin) / (end - begin)));
  const timeAt = (x: number): number => {
    const { left, width } = strip.current?.getBoundingClientRect() ?? { left: 0, width: 1 };
    return begin + Math.min(1, Math.max(0, (x - left) / width)) * (end - begin);
  };
  const snapped = (at: number): number =>
    edges.reduce((best, edge) => (Math.abs(edge - at) < Math.abs(best - at) ? edge : best), begin);
  const bucketAt = (at: number): Stretch => {
    const i = Math.max(
      0,
      edges.findLastIndex((edge, n) => edge <= at && n < edges.length - 1),
    );
    return { from: edges[i] ?? begin, to: edges[i + 1] ?? end };
  };
  const movement = () => `timeline ${movements.current}`;
  const choose = (stretch: Stretch, done: boolean) => {
    setDraft(done ? undefined : stretch);
    onChoose(stretch, movement());
  };

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    movements.current += 1;
    const [x, at] = [event.clientX, timeAt(event.clientX)];
    const grip = ((end - begin) * GRIP) / event.currentTarget.clientWidth;
    if (chosen !== undefined && Math.abs(at - chosen.from) < grip)
      drag.current = { how: 'from', fixed: chosen.to, x };
    else if (chosen !== undefined && Math.abs(at - chosen.to) < grip)
      drag.current = { how: 'to', fixed: chosen.from, x };
    else if (chosen !== undefined && at > chosen.from && at < chosen.to)
      drag.current = { how: 'move', began: chosen, x };
    else drag.current = { how: 'new', fixed: snapped(at), x };
  };
  const stretchOf = (going: Drag, x: number): Stretch | undefined => {
    const at = snapped(timeAt(x));
    if (going.how === 'move') {
      const length = going.began.to - going.began.from;
      const from = snapped(going.began.from + timeAt(x) - timeAt(going.x));
      const inside = Math.max(begin, Math.min(end - length, from));
      return { from: inside, to: inside + length };
    }
    if (at === going.fixed) return undefined;
    return { from: Math.min(at, going.fixed), to: Math.max(at, going.fixed) };
  };
  const onPointerMove = (event: PointerEvent) => {
    const { current: going } = drag;
    if (going === undefined || Math.abs(event.clientX - going.x) < MOVED) return;
    const next = stretchOf(going, event.clientX);
    if (next !== undefined && (next.from !== shown?.from || next.to !== shown.to)) choose(next, false);
  };
  const onPointerUp = (event: PointerEvent) => {
    const { current: going } = drag;
    drag.current = undefined;
    if (going === undefined) return;
    const still = Math.abs(event.clientX - going.x) < MOVED;
    const next = still ? bucketAt(timeAt(event.clientX)) : (stretchOf(going, event.clientX) ?? draft);
    if (next !== undefined) choose(next, true);
  };

  const moved = (at: number, key: string, large: boolean): number | undefined => {
    const by = step * (large ? 10 : 1);
    const to = {
      ArrowLeft: -by,
      ArrowDown: -by,
      ArrowRight: by,
      ArrowUp: by,
      PageDown: -10 * step,
      PageUp: 10 * step,
    }[key];
    if (to !== undefined) return at + to;
    return key === 'Home' ? begin : key === 'End' ? end : undefined;
  };
  const onKey = (which: 'from' | 'to') => (event: KeyboardEvent) => {
    if (event.key === 'Escape') return onChoose(undefined);
    const now = chosen ?? { from: begin, to: end };
    const at = moved(now[which], event.key, event.shiftKey);
    if (at === undefined) return undefined;
    event.preventDefault();
    const inside = Math.max(begin, Math.min(end, at));
    const next =
      which === 'from'
        ? { from: Math.min(inside, now.to - step), to: now.to }
        : { from: now.from, to: Math.max(inside, now.from + step) };
    return onChoose(next, movement());
  };

  const thumbs = shown ?? { from: begin, to: end };
  return (
    <div className={styles.timeline} dir="ltr">
      <div
        ref={strip}
        className={styles.strip}
        data-strip
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => {
          drag.current = undefined;
          setDraft(undefined);
        }}
      >
        <TimelineBars data={data} edges={edges} chosen={shown} />
        {shown === undefined ? null : (
          <div
            className={styles.brush}
            style={{
              left: `${100 * share(shown.from)}%`,
              width: `${100 * (share(shown.to) - share(shown.from))}%`,
            }}
          />
        )}
        {(['from', 'to'] as const).map((which) => (
          <div
            key={which}
            role="slider"
            tabIndex={0}
            className={styles.thumb}
            data-thumb={which}
            data-chosen={shown !== undefined}
            aria-label={r(which === 'from' ? 'time.begins' : 'time.ends')}
            aria-describedby={hint}
            aria-orientation="horizontal"
            aria-valuemin={begin}
            aria-valuemax={end}
            aria-valuenow={Math.max(begin, Math.min(end, thumbs[which]))}
            aria-valuetext={minute(thumbs[which])}
            style={{ left: `${100 * share(thumbs[which])}%` }}
            onFocus={() => {
              movements.current += 1;
            }}
            onKeyDown={onKey(which)}
          />
        ))}
      </div>
      <p id={hint} className={styles.hint} dir="auto">
        {r('time.keys')}
      </p>
    </div>
  );
}
