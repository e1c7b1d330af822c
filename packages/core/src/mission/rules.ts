import { flag, object, oneOf, parseShape, type Result, type Shaped, text } from '../base/index.ts';

const rulesShape = object({
  title: text({ max: 500 }),
  /** A training mission: every screen and every answer says so. */
  exercise: flag(),
  /** When an Indication may leave the mission: at once, or once a person has assessed the incident. */
  indications: oneOf('at-once', 'after-assessment'),
});

/** Rules of a mission: the open body of a `mission` entry after the first, in force from its index on. */
export type MissionRules = Shaped<typeof rulesShape>;

/** In force until a mission states its own. */
export const DEFAULT_RULES: MissionRules = { title: '', exercise: false, indications: 'after-assessment' };

/** Reads rules strictly. */
export function parseRules(value: unknown): Result<MissionRules> {
  return parseShape(rulesShape, value, 'mission/rules');
}
