// The field's terms in every language, for whoever shows them: kinds, means, statuses, outcomes, roles, the figures by
// party, and the names of counting rules. No sentence about an incident is here: those are made in one place alone.

export { arWords } from './ar.ts';
export { arParity } from './ar-parity.ts';
export { arRules } from './ar-rules.ts';
export { enWords } from './en.ts';
export { enParity } from './en-parity.ts';
export { enRules } from './en-rules.ts';
export { frWords } from './fr.ts';
export { frParity } from './fr-parity.ts';
export { frRules } from './fr-rules.ts';
export { balanced, isolated } from './isolated.ts';
export { ruWords } from './ru.ts';
export { ruParity } from './ru-parity.ts';
export { ruRules } from './ru-rules.ts';
export { ukWords } from './uk.ts';
export { ukParity } from './uk-parity.ts';
export { ukRules } from './uk-rules.ts';
export type { Words } from './words.ts';
