import {
  flag,
  list,
  misshapen,
  object,
  oneOf,
  parseShape,
  type Result,
  type Shaped,
  text,
} from '../base/index.ts';
import { readZone } from '../geo/index.ts';
import { geometry } from './law-forms.ts';
import { MEMBER_ROLES, type MemberRole } from './roles.ts';
import { handle, inOrderFromUntil, millisecondsOf, moment, reason } from './words.ts';

// Who is a member, in which roles, where and when: entries of the mission's own audience. How a member shows who they
// are (passwords, passkeys, tokens) is in no record.

/** How members are called: what stands in the record, in the place of a name. */
export const memberHandle = text({
  max: 63,
  pattern: /^[a-z0-9][a-z0-9-]*$/,
  what: 'a handle in small letters, figures and hyphens',
});

/** Roles that go with no other, or with these alone: whose side somebody is on, and what they know, is never mixed. */
const APART: { readonly [role in MemberRole]?: readonly MemberRole[] } = {
  device: [],
  'liaison-officer': ['body-member'],
  mediator: [],
  custodian: [],
};

export const memberForm = object(
  {
    handle: memberHandle,
    roles: list(oneOf(...MEMBER_ROLES), 1, MEMBER_ROLES.length),
    /** Who invited, changed or ended them. */
    by: memberHandle,
  },
  {
    /** The party whose liaison officer they are. */
    party: handle,
    /** Bodies in which they sit. */
    bodies: list(handle, 1, 64),
    /** Where their roles hold: a Polygon or MultiPolygon (GeoJSON). */
    area: geometry((value) => readZone(value)),
    from: moment(),
    until: moment(),
    /** Sources for which a device files. */
    sources: list(handle, 1, 256),
    /** They are a member no longer; with the reason. */
    ended: flag(),
    reason,
    /** The second person who agreed. */
    with: memberHandle,
  },
  (member, path) => {
    const { roles, party, bodies, sources, by, with: second, from, until } = member;
    const at = (field: string) => (path === '' ? field : `${path}.${field}`);
    const twice = roles.find((role, i) => roles.indexOf(role) !== i);
    if (twice !== undefined) misshapen(at('roles'), `names ${twice} twice`);
    for (const role of roles) {
      const beside = APART[role];
      const other = beside && roles.find((one) => one !== role && !beside.includes(one));
      if (other !== undefined) misshapen(at('roles'), `a ${role} is not ${other} too: make another member`);
    }
    const needs = (role: MemberRole, field: 'party' | 'bodies' | 'sources', value: unknown) => {
      if (roles.includes(role) !== (value !== undefined))
        misshapen(
          at(field),
          value === undefined ? `is missing: a ${role} needs it` : `belongs to a ${role} alone`,
        );
    };
    needs('liaison-officer', 'party', party);
    needs('body-member', 'bodies', bodies);
    needs('device', 'sources', sources);
    if (second === by) misshapen(at('with'), 'must be another person');
    inOrderFromUntil({ from, until }, path);
  },
);

/** The body of a `member` entry. A later one for the same handle takes the place of the earlier. */
export type MemberEntry = Shaped<typeof memberForm>;

/** Reads a member strictly. */
export function parseMember(value: unknown): Result<MemberEntry> {
  return parseShape(memberForm, value, 'mission/member');
}

/** Whether somebody is a member at a moment (UTC milliseconds): not ended, begun, and not over. */
export function isMemberAt({ ended, from, until }: MemberEntry, at: number): boolean {
  if (ended === true) return false;
  return (
    (from === undefined || at >= millisecondsOf(from)) && (until === undefined || at < millisecondsOf(until))
  );
}
