import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type Account, type HistoryItem, useAccount } from '../../casework/account.ts';
import { useRoom } from '../../i18n/rooms.ts';
import type { Seen } from './use-seen.ts';

// An entry has its time a little before the list knows of it.
const SLACK_MS = 10_000;

/** What others did with a row while somebody reads it, in words; undefined where nobody did anything. */
export function useMeanwhile(seen: Seen | undefined, isOver: boolean, handle: string): string | undefined {
  const { r } = useRoom('queue');
  const says = useSays();
  const queries = useQueryClient();
  const { data } = useAccount(seen?.row.incident?.id ?? '');
  useEffect(() => {
    if (isOver) void queries.invalidateQueries({ queryKey: ['account'] });
  }, [isOver, queries]);
  if (seen === undefined) return undefined;
  if (!isOver) {
    const holder = seen.row.claim?.by;
    return holder === undefined || holder === handle || holder === seen.holder
      ? undefined
      : r('meanwhile.claim', { who: holder });
  }
  const { incident } = seen.row;
  if (incident === undefined || data === undefined) return r('meanwhile.over');
  const did = lastOf(data, Date.parse(seen.at), handle);
  const moved = data.incident.id !== incident.id ? [r('meanwhile.moved')] : [];
  return [did === undefined ? r('meanwhile.over') : says(did), ...moved].join(' ');
}

/** The last thing that another wrote about it since it was seen waiting. */
function lastOf({ history }: Account, since: number, handle: string): HistoryItem | undefined {
  return history.findLast(
    ({ at, by, fared }) => Date.parse(at) >= since - SLACK_MS && by.subject !== handle && fared !== 'refused',
  );
}

/** What somebody did, in a sentence. */
function useSays(): (item: HistoryItem) => string {
  const { r, word } = useRoom('queue');
  return ({ kind, by, body }) => {
    const who = by.subject;
    const text = (name: string) => String(body[name] ?? '');
    switch (kind) {
      case 'assessment':
        return r('meanwhile.assessment', { who, status: word('status', text('status')) });
      case 'number':
        return r('meanwhile.number', { who, number: text('number') });
      case 'claim':
        return sayClaim(who, body);
      case 'join':
      case 'split':
      case 'answer':
      case 'inquiry':
        return r(`meanwhile.${kind}`, { who });
      default:
        return r('meanwhile.other', { who });
    }
  };
  function sayClaim(who: string, body: HistoryItem['body']): string {
    if (body.released === true) return r('meanwhile.release', { who });
    const to = typeof body.to === 'string' ? body.to : who;
    return to === who ? r('meanwhile.claim', { who }) : r('meanwhile.handOver', { who, to });
  }
}
