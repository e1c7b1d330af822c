import type { MissionRules } from '@armistice/core/mission';

/** Whether indications of an incident of this status leave the mission: by its rules at once, or once a person has assessed it. */
export function showsIndications(rules: MissionRules, status: string): boolean {
  return rules.indications === 'at-once' || status !== 'alleged';
}
