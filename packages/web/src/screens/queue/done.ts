import { useSaidOf } from '../../casework/said-of.ts';
import type { Written } from '../../casework/use-deed.ts';
import type { Outcome } from '../../casework/write.ts';
import { useRoom } from '../../i18n/rooms.ts';
import type { QueueRow } from './queue.ts';
import { claim } from './work.ts';

interface Turned {
  readonly says: string;
  /** Who has the row since (`by`; left out: nobody), where that changed. */
  readonly turned?: { readonly by?: string };
}

/** What was done with a row last, and the way back where there is one. */
export interface Done extends Turned {
  /** As it stood: what is done with stays where it is read, also when it waits for nobody any more. */
  readonly row: QueueRow;
  /** Takes it back at once, with what is said then; or a form does, which asks for the reason. */
  readonly undo?: (Turned & { readonly now: () => Promise<Outcome> }) | 'undo' | 'withdraw';
  /** It waits on as before, also where a list of what nobody has, or of one's own, loses it by this. */
  readonly waits?: true;
  /** There is no way back, but a later word counts. */
  readonly later?: true;
}

/** What a deed with a row comes to, in words, for whoever did it. */
export function useDone(handle: string): (row: QueueRow, written: Written) => Done {
  const { r } = useRoom('queue');
  const said = useSaidOf();
  return (row, written) => {
    const { incident } = row;
    const { deed, outcome } = written;
    const done = { row, says: said(written, incident?.status) };
    if ('proposal' in outcome || outcome.already) return done;
    switch (deed.kind) {
      case 'claim':
        return incident === undefined
          ? done
          : {
              ...done,
              turned: { by: String(deed.body.to) },
              waits: true,
              undo: {
                now: () => claim(incident, { from: String(deed.body.to) }),
                turned: { by: handle },
                says: r('done.undoneMine'),
              },
            };
      case 'inquiry':
        return deed.body.withdrawn === true ? done : { ...done, waits: true, undo: 'withdraw' };
      case 'join':
      case 'split':
        return { ...done, undo: 'undo' };
      case 'grade':
        return { ...done, waits: true, later: true };
      case 'assessment':
      case 'attribution':
        return { ...done, later: true };
      default:
        return done;
    }
  };
}

/** What was done with a row, for as long as whoever it was given has it: what another changed since is theirs to tell. */
export function standing(done: Done | undefined, row: QueueRow): Done | undefined {
  return done?.turned === undefined || done.turned.by === row.claim?.by ? done : undefined;
}
