import { useRoom } from '../i18n/rooms.ts';
import { useDistance } from '../ui/distance.ts';
import type { Work } from './account.ts';
import styles from './casework.module.css';

interface ClocksProps {
  readonly act: Work['act'] | undefined;
  /** By when a team that was asked is to answer (RFC 3339). */
  readonly team: string | undefined;
  readonly now: number;
  /** How a moment is told: rows of a list name their clock once. */
  readonly minute: (at: string) => string;
  /** Whether it is said whose clock the mission's own is: that of its rules, or one of this program that binds nobody. */
  readonly saysWhose?: boolean;
}

/** By when the mission itself is to act, and by when a team answers: two clocks, each by its name. */
export function Clocks({ act, team, now, minute, saysWhose = false }: ClocksProps) {
  const { r } = useRoom('casework');
  const toIt = useDistance();
  const clock = (due: string, isTeam: boolean) => {
    const over = Date.parse(due) <= now;
    const places = { at: minute(due), when: toIt(due, now) };
    return (
      <time
        dateTime={due}
        className={over ? styles.clockOver : styles.clock}
        data-clock={isTeam ? 'team' : 'act'}
      >
        {isTeam
          ? r(over ? 'clock.teamOver' : 'clock.team', places)
          : r(over ? 'clock.actOver' : 'clock.act', places)}
      </time>
    );
  };
  return (
    <>
      {act === undefined ? null : clock(act.due, false)}
      {act === undefined || !saysWhose ? null : (
        <span className={styles.clockOf}>{r(`clock.${act.clock}`)}</span>
      )}
      {team === undefined ? null : clock(team, true)}
    </>
  );
}
