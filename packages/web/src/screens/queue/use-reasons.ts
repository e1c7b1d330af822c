import { useRoom } from '../../i18n/rooms.ts';
import type { QueueRow, RiskReason } from './queue.ts';

/** So many near by, or more: the rule counts no further. */
export const MANY_NEAR = 10;

/** Why an incident stands where it does, as a row has room for it: the risk, its points, and what they are for. */
export function useReasons(): (risk: QueueRow['risk']) => string {
  const { r } = useRoom('queue');
  const short = ({ is, count = 0, clause = '' }: RiskReason): string => {
    switch (is) {
      case 'casualties':
        return r('short.casualties');
      case 'near':
        return count >= MANY_NEAR ? r('short.nearMany', { n: count }) : r('short.near', { n: count });
      case 'zone':
        return r('short.zone', { clause: clause.split(':').at(-1) ?? clause });
      case 'fire-on-monitors':
      case 'heavy-weapon':
        return r(`why.${is}`);
    }
  };
  return ({ level, points, reasons }) =>
    [
      r('risk.row', { level: r(`risk.${level}`) }),
      ...(points === 0 ? [] : [r('risk.points', { n: points })]),
      ...reasons.map(short),
    ].join(' · ');
}
