import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import styles from './hold.module.css';

const HOLD_MS = 1500;

/** Acts once it was held down, by finger, mouse or key: nothing asks again. Let go before, and nothing happens. */
export function HoldButton({ label, onHeld }: { readonly label: string; readonly onHeld: () => void }) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [held, setHeld] = useState(false);
  const letGo = () => {
    clearTimeout(timer.current);
    setHeld(false);
  };
  const press = () => {
    clearTimeout(timer.current);
    setHeld(true);
    timer.current = setTimeout(onHeld, HOLD_MS);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  const isKey = ({ key }: KeyboardEvent) => key === ' ' || key === 'Enter';
  return (
    <button
      type="button"
      className={styles.hold}
      data-pressed={held}
      data-wipe-now
      onPointerDown={(event) => {
        // What comes above moves the button away from under a mouse: it is still held.
        event.currentTarget.setPointerCapture(event.pointerId);
        press();
      }}
      onPointerUp={letGo}
      onPointerLeave={letGo}
      onPointerCancel={letGo}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (isKey(event) && !event.repeat) press();
      }}
      onKeyUp={(event) => {
        if (isKey(event)) letGo();
      }}
      onBlur={letGo}
    >
      <span className={styles.label}>{label}</span>
    </button>
  );
}
