import type { Written } from '../../casework/use-deed.ts';
import { useRoom } from '../../i18n/rooms.ts';
import type { QueueRow } from './queue.ts';
import { claim, withdrawInquiry } from './work.ts';

/** What was done with a row last, and the way back where there is one. */
export interface Done {
  /** As it stood: what is done with stays where it is read, also when it waits for nobody any more. */
  readonly row: QueueRow;
  readonly says: string;
  /** Takes it back at once; or a form does, which asks for the reason. */
  readonly undo?: (() => Promise<unknown>) | 'form';
  /** What is said once it was taken back, where that is more than that both stand in the record. */
  readonly undone?: string;
  /** There is no way back, but a later word counts. */
  readonly later?: true;
}

/** What a deed with a row comes to, in words. */
export function useDone(): (row: QueueRow, written: Written) => Done {
  const { r, word } = useRoom('queue');
  return (row, { deed: { kind, body }, outcome }) => {
    if ('proposal' in outcome) return { row, says: r('done.proposal') };
    if (outcome.already) return { row, says: r('done.already') };
    const { incident } = row;
    const to = String(body.to);
    switch (kind) {
      case 'claim':
        return {
          ...{ row, says: r('done.handOver', { who: to }) },
          ...(incident === undefined
            ? {}
            : { undo: () => claim(incident, { from: to }), undone: r('done.undoneMine') }),
        };
      case 'inquiry':
        return {
          ...{ row, says: r('done.inquiry') },
          ...(incident === undefined ? {} : { undo: () => withdrawInquiry(incident) }),
          // Asking moved the status too, and that word stays.
          ...(incident?.status === 'alleged'
            ? { undone: r('done.withdrawn', { status: word('status', 'under inquiry') }) }
            : {}),
        };
      case 'join':
        return { row, says: r('done.joined'), undo: 'form' };
      case 'split':
        return { row, says: r('done.split'), undo: 'form' };
      case 'undo':
        return { row, says: r('done.undone') };
      case 'number':
        return { row, says: r('done.number', { number: String(body.number) }) };
      case 'grade':
        return { row, says: r('done.grade', { grade: String(body.grade) }), later: true };
      case 'assessment':
        return {
          ...{ row, later: true },
          says:
            outcome.became === 'waits'
              ? r('done.waits')
              : r('done.assess', { status: word('status', String(body.status)) }),
        };
      case 'attribution':
        return { row, says: r('done.attribute'), later: true };
      case 'answer':
        return { row, says: r('done.answer') };
      default:
        return { row, says: r('done.written') };
    }
  };
}
