import { useEffect, useRef, useState } from 'react';

/** `waiting`: it listens, and the device says nothing; `refused`: its owner or the browser does not allow it. */
export type CompassState = 'none' | 'off' | 'waiting' | 'on' | 'refused';

interface Heading extends DeviceOrientationEvent {
  /** Safari's own: degrees clockwise from north. */
  readonly webkitCompassHeading?: number;
}
interface Asking {
  readonly requestPermission?: () => Promise<string>;
}

/** Which way the device points. Where the browser has no compass, `none`. */
export function useCompass(onTaken: (bearing: number) => void) {
  const there = typeof DeviceOrientationEvent !== 'undefined';
  const [state, setState] = useState<CompassState>(there ? 'off' : 'none');
  const [heading, setHeading] = useState<number>();
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);
  const listen = (): void => {
    const heard = (event: DeviceOrientationEvent) => {
      const at = headingOf(event);
      if (at === undefined) return;
      setState('on');
      setHeading(at);
    };
    const names = ['deviceorientationabsolute', 'deviceorientation'] as const;
    for (const name of names) window.addEventListener(name, heard);
    stop.current = () => {
      for (const name of names) window.removeEventListener(name, heard);
    };
  };
  const toggle = async (): Promise<void> => {
    if (heading !== undefined) {
      stop.current?.();
      setState('off');
      setHeading(undefined);
      return onTaken(heading);
    }
    const { requestPermission } = DeviceOrientationEvent as unknown as Asking;
    const allowed =
      (await requestPermission?.call(DeviceOrientationEvent).catch(() => 'denied')) ?? 'granted';
    if (allowed !== 'granted') return setState('refused');
    stop.current?.();
    setState('waiting');
    listen();
  };
  return { state, heading, toggle };
}

/** Whole degrees; undefined where the device does not know where north is. */
export function headingOf(event: DeviceOrientationEvent): number | undefined {
  const { webkitCompassHeading: north } = event as Heading;
  if (typeof north === 'number') return Math.round(north) % 360;
  if (!event.absolute || event.alpha === null) return undefined;
  return Math.round(360 - event.alpha) % 360;
}
