import type { Remark } from '../../bulletins.ts';

const OF_SPOT = ['spot', 'findings', 'access', 'coverage'] as const;
const OF_OTHERS = ['summary', 'findings', 'areas', 'weapons', 'harm', 'access', 'coverage'] as const;

export type Section = (typeof OF_SPOT | typeof OF_OTHERS)[number];

/** Sections of a type in which a person may say something: what no file prints is refused. */
export function sectionsOf(type: string): readonly [Section, ...Section[]] {
  return type === 'spot' ? OF_SPOT : OF_OTHERS;
}

/** Remarks where the type has room for them: one whose section it has not goes into its first. */
export function placedIn(type: string, remarks: readonly Remark[]): readonly Remark[] {
  const sections: readonly string[] = sectionsOf(type);
  const [first] = sectionsOf(type);
  return remarks.map((one) => (sections.includes(one.section) ? one : { ...one, section: first }));
}
