import { balanced } from '../i18n/isolated.ts';
import { Code } from './facts.tsx';

interface SourceCalledProps {
  /** Its handle. */
  readonly source: string;
  /** What the record calls it; left out where it calls it nothing. */
  readonly name: string | undefined;
}

/** A source by its name, with its handle in small for whoever looks for what it filed; by its handle alone where it has none. */
export function SourceCalled({ source, name }: SourceCalledProps) {
  if (name === undefined) return <Code>{source}</Code>;
  return (
    <>
      <bdi>{balanced(name)}</bdi> <Code>{source}</Code>
    </>
  );
}
