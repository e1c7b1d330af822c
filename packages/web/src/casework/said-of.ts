import { STATUSES } from '@armistice/core/mission';
import { useRoom } from '../i18n/rooms.ts';
import { useMinute } from '../ui/use-moment.ts';
import type { Written } from './use-deed.ts';

/** Tells what a deed came to: what holds now, and what comes next. `status` is where the incident stood before it. */
export function useSaidOf(): (written: Written, status?: string) => string {
  const { r, word } = useRoom('casework');
  const minute = useMinute();
  const statusWord = (status: string) => word('status', status);
  return ({ deed: { kind, body }, outcome }, before = 'alleged') => {
    if ('proposal' in outcome) return r('said.proposal');
    if (outcome.already) return r('said.already');
    const text = (field: string) => String(body[field] ?? '');
    switch (kind) {
      case 'claim':
        if (body.released === true) return r('said.release');
        return body.to === undefined ? r('said.claim') : r('said.handOver', { who: text('to') });
      case 'inquiry':
        if (body.withdrawn !== true) return r('said.inquiry', { when: minute(text('due')) });
        return [
          r('said.withdrawn', { status: statusWord(before) }),
          ...(before === 'under inquiry' ? [r('said.assessNext')] : []),
        ].join(' ');
      case 'join':
      case 'split':
      case 'undo':
      case 'finding':
      case 'position':
      case 'answer':
        return r(`said.${kind}`);
      case 'number':
        return r('said.number', { number: text('number') });
      case 'grade':
        return r('said.grade', { grade: text('grade') });
      case 'assessment': {
        if (outcome.became === 'waits') return r('said.waits', { status: statusWord(before) });
        const to = text('status');
        const next = STATUSES.find((one) => one === to);
        const after = next === undefined || next === 'alleged' ? '' : ` ${r(`next.${next}`)}`;
        return `${r('said.assess', { status: statusWord(to) })}${after}`;
      }
      case 'attribution':
        return r('said.attribute', { attribution: word('attribution', text('attribution')) });
      case 'resolution':
        return r('said.resolve');
      case 'complaint':
        return r('said.complain');
      default:
        return r('said.written');
    }
  };
}
