// Who may do what: one table, one decision. Leans on mission for the legal steps, and on geo for areas.

export {
  type Actor,
  ANYBODY,
  audiencesOf,
  MEDIATION,
  PARTNERS,
  RESERVED_AUDIENCES,
  rolesAt,
  VAULT,
} from './actor.ts';
export { ACTS, type Act, PLAIN_ACTS, type PlainAct, STEPS, type StepName } from './acts.ts';
export { type Answer, agrees, holds, may, type Target, type WhyNot } from './may.ts';
export { OFFICES_OF_BODIES, OFFICES_OF_ROLE, ROLES, type Role } from './roles.ts';
export { RIGHTS, type Right, rightTo, type Scope, type Second } from './table.ts';
