import { SHIPPED_RULES } from '../mission/index.ts';
import { ruleWords } from './labels/index.ts';
import type { Language } from './sentences/index.ts';

/**
 * The name and the words of a counting rule that comes with the program; undefined of a rule that somebody put on record,
 * also under a name of ours: its words are theirs, as they wrote them.
 */
export function ruleSaid(
  language: Language,
  { rule, version, says }: { readonly rule: string; readonly version: number; readonly says: string },
): { readonly name: string; readonly says: string } | undefined {
  const ours = SHIPPED_RULES.some((one) => one.rule === rule && one.version === version && one.says === says);
  return ours ? ruleWords(language, rule) : undefined;
}
