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

// Pages that only some of those have who read the room around them; the longer address first.
const WITHIN = [
  { to: '/bulletins/draft/', act: 'publish' },
  { to: '/bulletins/draft', act: 'draft-bulletin' },
] as const satisfies readonly MemberView[];

/** The roles to which the table of rights opens the page at an address, where it is for members; none of any other page. */
export function rolesOfPage(table: RightsTable | undefined, path: string): readonly string[] {
  const view = [...WITHIN, ...MEMBER_VIEWS].find(({ to }) => path.startsWith(to));
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
