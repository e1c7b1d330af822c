import { encodeQR } from 'qr';
import styles from './picture-code.module.css';

// Quiet space around it, in modules, which scanners need.
const MARGIN = 4;

/** Dark modules of a text's picture code (QR), as one path with a module for a unit, and the side, margin included. */
export function pictureOf(text: string): { readonly side: number; readonly path: string } {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: MARGIN });
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return { side: rows.length, path };
}

/** A text as a picture code. Whoever cannot see or scan it needs the text beside it. */
export function PictureCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { side, path } = pictureOf(text);
  return (
    <svg
      className={styles.code}
      viewBox={`0 0 ${side} ${side}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={path} fill="currentcolor" />
    </svg>
  );
}
