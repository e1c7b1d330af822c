import type { MissionView } from './state.ts';

/** The name that the record has for a source, to be told beside its handle; nothing where it has none. Everyone reads it. */
export function called(
  { sources }: Pick<MissionView, 'sources'>,
  source: string | undefined,
): { readonly name?: string } {
  const name = source === undefined ? undefined : sources.get(source)?.name;
  return name === undefined ? {} : { name };
}
