import type { Me } from './me.ts';
import { holds, type RightsTable } from './rights.ts';

/** A view that only members have. */
export interface MemberView {
  readonly to: `/${string}`;
  /** The act that opens it; left out of the one that is open to whoever can decide as a second person. */
  readonly act?: string;
}

const MEMBER_VIEWS = [
  { to: '/queue', act: 'claim' },
  { to: '/field', act: 'file-report' },
  { to: '/proposals' },
  { to: '/members', act: 'read-members' },
  { to: '/vault', act: 'open-vault' },
] as const satisfies readonly MemberView[];

/** An address that members alone are offered. */
export type MemberAddress = (typeof MEMBER_VIEWS)[number]['to'];

/** The roles to which the table of rights opens a view of members; none of any other view. */
export function rolesOfView(table: RightsTable | undefined, to: string): readonly string[] {
  const view = MEMBER_VIEWS.find((one) => one.to === to);
  if (table === undefined || view === undefined) return [];
  const rows = table.rights.filter(({ act, second }) =>
    'act' in view ? act === view.act : second !== undefined,
  );
  return table.roles.filter((role) => rows.some(({ by }) => by[role] !== undefined));
}

/** The views that somebody is offered beside those of everyone: those that the table of rights opens to their roles. */
export function memberViews(
  table: RightsTable | undefined,
  { roles, needs }: Pick<Me, 'roles' | 'needs'>,
): readonly MemberAddress[] {
  if (needs !== null) return [];
  const decides = table?.rights.some(({ act, second }) => second !== undefined && holds(table, roles, act));
  return MEMBER_VIEWS.filter((view) =>
    'act' in view ? holds(table, roles, view.act) : decides === true,
  ).map(({ to }) => to);
}
