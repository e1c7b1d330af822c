import styles from './party-symbol.module.css';

// Shapes tell the parties apart without colour, in print as well. Their order is alphabetical and means nothing.
const SHAPES: readonly string[] = [
  'M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15Z',
  'M3.5 3.5h13v13h-13Z',
  'M10 1.5 18.5 10 10 18.5 1.5 10Z',
  'M10 2.5 18 17H2Z',
];

interface PartySymbolProps {
  readonly party: string;
  /** All parties; their alphabetical order gives each its shape. */
  readonly parties: readonly string[];
}

export function PartySymbol({ party, parties }: PartySymbolProps) {
  const place = Math.max(0, [...parties].sort().indexOf(party)) % SHAPES.length;
  return (
    <svg className={styles.symbol} data-place={place} viewBox="0 0 20 20" aria-hidden="true">
      <path d={SHAPES[place]} />
    </svg>
  );
}
