import { useSpeech } from '../../i18n/context.tsx';
import type { Change } from '../../verification/tamper.ts';
import styles from './hex-excerpt.module.css';

const ROW = 8;
const ROW_STARTS = [0, 1, 2, 3, 4].map((row) => row * ROW);

/** The bytes around a change, before and after, offset by offset; those that differ stand out. */
export function HexExcerpt({ change }: { readonly change: Change }) {
  const { t } = useSpeech();
  const { path, offset, before, after } = change;
  return (
    <figure className={styles.excerpt}>
      <figcaption>
        <strong>{t('hex.title')}</strong> <bdi>{t('hex.at', { path, offset })}</bdi>
      </figcaption>
      <div className={styles.sides}>
        <Side title={t('hex.before')} bytes={before} other={after} change={change} />
        <Side title={t('hex.after')} bytes={after} other={before} change={change} />
      </div>
    </figure>
  );
}

interface SideProps {
  readonly title: string;
  readonly bytes: Uint8Array;
  readonly other: Uint8Array;
  readonly change: Change;
}

function Side({ title, bytes, other, change }: SideProps) {
  const length = Math.max(bytes.length, other.length);
  const rows = ROW_STARTS.filter((from) => from < length);
  return (
    <div>
      <p className={styles.title}>{title}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre className={styles.bytes} dir="ltr" tabIndex={0}>
        {rows.map((from) => (
          <Row key={from} from={from} at={change.from} bytes={bytes} other={other} />
        ))}
      </pre>
    </div>
  );
}

interface RowProps {
  /** Place of the row in the excerpt, and of the excerpt in the file. */
  readonly from: number;
  readonly at: number;
  readonly bytes: Uint8Array;
  readonly other: Uint8Array;
}

function Row({ from, at, bytes, other }: RowProps) {
  const places = Array.from({ length: ROW }, (_, i) => from + i);
  const mark = (place: number): string | undefined =>
    bytes[place] === other[place] ? undefined : styles.changed;
  return (
    <span className={styles.row}>
      <span className={styles.offset}>{(at + from).toString(16).padStart(4, '0')} </span>
      {places.map((place) => (
        <span key={place} className={mark(place)}>
          {(bytes[place]?.toString(16).padStart(2, '0') ?? '··').concat(' ')}
        </span>
      ))}
      <span className={styles.text}>
        {places.map((place) => (
          <span key={place} className={mark(place)}>
            {asciiOf(bytes[place])}
          </span>
        ))}
      </span>
      {'\n'}
    </span>
  );
}

function asciiOf(byte: number | undefined): string {
  if (byte === undefined) return ' ';
  return byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·';
}
