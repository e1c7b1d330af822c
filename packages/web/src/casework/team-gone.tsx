import { useQuery } from '@tanstack/react-query';
import { useRoom } from '../i18n/rooms.ts';
import { useMe } from '../people/me.ts';
import { readMembers } from '../people/members.ts';
import { holds, useRights } from '../people/rights.ts';
import styles from './casework.module.css';

/** Says of a team that is asked by name that it is no member at this time, to whoever may read who is: then nobody is asked. */
export function TeamGone({ team }: { readonly team: string }) {
  const { r } = useRoom('casework');
  const me = useMe();
  const { data: rights } = useRights();
  const members = useQuery({
    queryKey: ['members'],
    queryFn: ({ signal }) => readMembers(signal),
    // Each reading of it is noted: it is not asked for with each row that is looked at.
    staleTime: 300_000,
    enabled: me !== undefined && holds(rights, me.roles, 'read-members'),
  });
  if (members.data === undefined) return null;
  const named = members.data.find(({ handle }) => handle === team);
  if (named?.state === 'member') return null;
  return (
    <p className={styles.gone} data-team-gone>
      {r('inquiry.teamGone', { team })}
    </p>
  );
}
