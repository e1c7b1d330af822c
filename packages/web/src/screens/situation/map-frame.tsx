import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { boundsIn, type Camera, cameraIn, fitting, saidOf, viewFrom } from '../../map/camera.ts';
import { readLand } from '../../map/land.ts';
import shared from '../../map/map.module.css';
import { firstBounds } from './law-features.ts';
import type { MapFrameProps, MapStage } from './map-props.ts';
import { useMapSources } from './map-sources.ts';
import styles from './situation.module.css';
import { StillMap } from './still/still-map.tsx';
import { StillMargin } from './still/still-margin.tsx';
import { StillWords } from './still/still-words.tsx';
import { useMapPart } from './use-map-part.ts';
import { useSize } from './use-size.ts';

// On its way before it is known where the map stands: the line has nothing else to carry while the first answers are awaited.
readLand().catch(() => undefined);

/**
 * What happened where: a density where it was much, points and footprints where it was little. It is drawn without the map engine first,
 * and stays so where there can be none; once the engine has drawn the same, it takes its place.
 */
export function MapFrame(props: MapFrameProps) {
  const { laws, title, query, at, drawing, failure, onView, onSelect, onFailed } = props;
  const frame = useRef<HTMLDivElement>(null);
  const size = useSize(frame);
  const [still, setStill] = useState<{ readonly query: string | undefined }>();
  const [stage, setStage] = useState<MapStage>();
  const failed = useCallback(() => onFailed('failed'), [onFailed]);
  const fetched = useMapPart(still !== undefined, onFailed);
  const SituationMap = failure === undefined ? fetched : undefined;
  const sources = useMapSources(props);
  const whole = useMemo(() => firstBounds(laws), [laws]);

  // The engine begins where the still stands, and from then on the address follows it.
  const wanted = useMemo(
    () => (size === undefined ? undefined : (cameraIn(at) ?? fitting(whole, size))),
    [at, whole, size],
  );
  const held = useRef<Camera>(undefined);
  const begun = SituationMap !== undefined && held.current !== undefined;
  if (!begun) held.current = wanted;
  const { current: camera } = held;
  const view = useMemo(
    () => (camera === undefined || size === undefined ? undefined : viewFrom(camera, size)),
    [camera, size],
  );
  const onDrawn = useCallback((drawn: string | undefined) => setStill({ query: drawn }), []);
  const stands = still?.query === query;
  useEffect(() => {
    // The list beside it does not change for what a sheet of paper has room for.
    if (stands && !begun && view !== undefined && !window.matchMedia('print').matches) onView(boundsIn(view));
  }, [stands, begun, view, onView]);
  const onMove = useCallback(
    (next: Camera) => {
      if (size === undefined) return;
      const moved = viewFrom(next, size);
      onView(boundsIn(moved), saidOf(moved));
    },
    [size, onView],
  );
  // The engine brings keys of its own: who was on one of them goes on from the same one.
  const onKey = useRef<string>(undefined);
  const onStage = useCallback((next: MapStage) => {
    onKey.current ??= keyIn(frame.current)?.title;
    setStage(next);
  }, []);
  useEffect(() => {
    const { current: title } = onKey;
    onKey.current = undefined;
    if (stage === undefined || title === undefined || keyIn(frame.current) !== undefined) return;
    const keys = [...(frame.current?.querySelectorAll<HTMLElement>('[data-margin] button') ?? [])];
    keys.find((key) => key.title === title)?.focus();
  }, [stage]);
  const above = SituationMap !== undefined;
  const showsStill = !above || stage !== 'drawn';
  return (
    <div
      className={`${shared.frame} ${styles.frame}`}
      ref={frame}
      data-print="keep"
      {...(showsStill && stands ? { 'data-still': query } : {})}
    >
      {view === undefined || !showsStill ? null : (
        <>
          <StillMap {...{ title, view, query, sources, drawing, covers: above, onDrawn, onSelect, onMove }} />
          <StillWords laws={laws} view={view} />
        </>
      )}
      {view === undefined || (above && stage !== undefined) ? null : (
        <StillMargin {...{ view, whole, onMove }} stays={failure !== undefined} />
      )}
      {SituationMap === undefined || camera === undefined ? null : (
        <SituationMap {...props} {...{ sources, whole, camera }} onStage={onStage} onFailed={failed} />
      )}
    </div>
  );
}

/** The key in the margin of the map that has the keyboard. */
function keyIn(frame: HTMLElement | null): HTMLElement | undefined {
  const { activeElement } = document;
  if (!(activeElement instanceof HTMLElement) || frame?.contains(activeElement) !== true) return undefined;
  return activeElement.closest('[data-margin]') === null ? undefined : activeElement;
}
