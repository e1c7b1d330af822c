import { followed } from '../../address.ts';
import { bulletinPath } from '../../bulletins.ts';
import type { Outcome } from '../../casework/write.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { Mark } from '../../ui/sign.tsx';

/** What became of asking for something to be published: it waits for a second person, or it is out. */
export function Asked({ outcome, number }: { readonly outcome: Outcome; readonly number: string }) {
  const { r } = useRoom('bulletins');
  if ('proposal' in outcome)
    return (
      <p role="status" data-became="proposal">
        <Mark>{r('publish.waits')}</Mark>{' '}
        <a href={`/bulletins/draft/${outcome.proposal}`} onClick={followed}>
          {r('publish.waitsDo')}
        </a>
      </p>
    );
  return (
    <p role="status" data-became={outcome.became}>
      <a href={bulletinPath(number)} onClick={followed}>
        {r('publish.done', { number })}
      </a>
    </p>
  );
}
