import { followed } from '../../address.ts';
import { bulletinPath } from '../../bulletins.ts';
import type { Outcome } from '../../casework/write.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { Settled } from '../../ui/settled.tsx';

interface AskedProps {
  readonly outcome: Outcome;
  readonly number: string;
  readonly erratum?: boolean;
  /** Whether everyone is given it at once. */
  readonly forAll?: boolean;
  /** Whether a heading above says already what became of it. */
  readonly isSaid?: boolean;
}

/** What became of asking for something to be published: it waits for a second person, or it is out. */
export function Asked({ outcome, number, erratum = false, forAll = true, isSaid = false }: AskedProps) {
  const { r } = useRoom('bulletins');
  if ('proposal' in outcome)
    return (
      <Settled
        became="proposal"
        title={r(erratum ? 'publish.titleErratum' : 'publish.title', { number })}
        says={`${r('publish.waits')} ${r('publish.next')}`}
      >
        <a href={erratum ? '/proposals' : `/bulletins/draft/${outcome.proposal}`} onClick={followed}>
          {r('publish.waitsDo')}
        </a>
      </Settled>
    );
  return (
    <Settled
      became={outcome.became}
      {...(isSaid ? {} : { title: r('publish.out', { number }) })}
      says={forAll ? `${r('publish.outNext')} ${r('publish.outForAll')}` : r('publish.outNext')}
    >
      <a href={bulletinPath(number)} onClick={followed}>
        {r('publish.read')}
      </a>
    </Settled>
  );
}
