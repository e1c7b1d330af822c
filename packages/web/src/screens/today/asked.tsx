import { Button } from '@mantine/core';
import { useState } from 'react';
import { followed } from '../../address.ts';
import { isUnreadable } from '../../api.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { useAnew } from '../../live.ts';
import type { Me } from '../../people/me.ts';
import { Fault } from '../../ui/fault.tsx';
import { useMinute } from '../../ui/use-moment.ts';
import styles from './asked.module.css';
import { INQUIRIES, type InquiriesAnswer, type InquiryRow, useInquiries } from './inquiries.ts';
import { InquiryList } from './inquiry-list.tsx';
import { useFirstNew } from './use-first-new.ts';
import { useNewest } from './use-newest.ts';

interface AskedProps {
  readonly me: Me;
  /** Whether they may file reports, as a team answers with one. */
  readonly files: boolean;
}

// Every answer is noted in the log of reads: where reports stream in, one in ten seconds is enough for a task of hours.
const PACE = { soonMs: 1_000, everyMs: 10_000 } as const;
const [FIRST, MOST] = [20, 200];
/** Of any team so many are shown before somebody asks for the others. */
const FEW = 3;

/** What somebody is asked to find out, by name or as any team; whoever is never asked is shown nothing. */
export function Asked({ me, files }: AskedProps) {
  const [whole, setWhole] = useState(false);
  const { held, error, isCurrent, again } = useInquiries(me.handle, whole ? MOST : FIRST);
  useAnew([INQUIRIES], PACE);
  // A line that drops takes nothing from whoever is on the way; a right that ended does.
  const answer = isUnreadable(error) ? undefined : held;
  const isEmpty = answer?.rows.length === 0;
  // That nobody asks is said where it is known alone, and to those who are asked as a rule.
  const isShown = answer !== undefined && !(isEmpty && (error !== null || !me.roles.includes('monitor')));
  return (
    <>
      <Newest row={useNewest(answer)} />
      {/* Silence would read as if nobody asked anything. */}
      <Fault error={error} />
      {isShown ? (
        <Strip
          {...{ answer, files, whole, isCurrent }}
          hasFailed={error !== null}
          onWhole={() => (whole ? again() : setWhole(true))}
        />
      ) : null}
    </>
  );
}

/** What came while the page was open, for whoever listens: the words of the task and its danger, and no list. */
function Newest({ row }: { readonly row: InquiryRow | undefined }) {
  const { r, word } = useRoom('casework');
  return (
    <div role="status" className={styles.unseen} data-newest>
      {row === undefined ? null : (
        <p>{r('asked.new', { asks: row.inquiry.asks ?? word('kind', row.incident.kind) })}</p>
      )}
      {row?.inquiry.risk === undefined ? null : <p>{r('work.danger', { risk: row.inquiry.risk })}</p>}
    </div>
  );
}

interface StripProps {
  readonly answer: InquiriesAnswer;
  readonly files: boolean;
  readonly whole: boolean;
  /** Whether it is the answer to what was asked for last. */
  readonly isCurrent: boolean;
  /** Whether the last question came to nothing. */
  readonly hasFailed: boolean;
  readonly onWhole: () => void;
}

const HEADING = 'asked-heading';

function Strip({ answer, files, onWhole, ...how }: StripProps) {
  const { at, rows, totals } = answer;
  const { whole, isCurrent, hasFailed } = how;
  const { r } = useRoom('casework');
  const minute = useMinute();
  const ofYou = rows.filter((row) => row.ofYou);
  const ofAnyTeam = rows.filter((row) => !row.ofYou).slice(0, whole ? MOST : FEW);
  const left = totals.ofYou + totals.ofAnyTeam - ofYou.length - ofAnyTeam.length;
  const { strip, remember } = useFirstNew([...ofYou, ...ofAnyTeam], whole && (isCurrent || hasFailed));
  const anyTeam = r('asked.ofAnyTeam', { n: totals.ofAnyTeam });
  return (
    <section
      ref={strip}
      className={rows.length === 0 ? undefined : styles.asked}
      aria-labelledby={HEADING}
      data-asked={totals.ofYou}
      data-any-team={totals.ofAnyTeam}
    >
      <div role="status">
        {rows.length === 0 ? (
          <p id={HEADING} className={styles.nobody}>
            {r('asked.nobody')}
          </p>
        ) : (
          <h2 id={HEADING} className={styles.title}>
            {totals.ofYou > 0 ? r('asked.ofYou', { n: totals.ofYou }) : anyTeam}
          </h2>
        )}
      </div>
      {hasFailed ? <p className={styles.quiet}>{r('asked.asOf', { when: minute(at) })}</p> : null}
      <InquiryList rows={ofYou} />
      {totals.ofYou > 0 && ofAnyTeam.length > 0 ? <h3 className={styles.title}>{anyTeam}</h3> : null}
      <InquiryList rows={ofAnyTeam} />
      {rows.length === 0 ? null : (
        <p className={styles.ways}>
          {files ? (
            <a href="/field" onClick={followed}>
              {r('asked.file')}
            </a>
          ) : null}
          <Others {...how} left={left} onWish={remember} onWhole={onWhole} />
        </p>
      )}
    </section>
  );
}

interface OthersProps extends Pick<StripProps, 'whole' | 'isCurrent' | 'hasFailed' | 'onWhole'> {
  /** How many are not shown. */
  readonly left: number;
  /** Somebody wants to be led to them once they have come. */
  readonly onWish: () => void;
}

/** The way to those that are not shown; how many no list of this page shows is said once the server has answered. */
function Others({ left, whole, isCurrent, hasFailed, onWish, onWhole }: OthersProps) {
  const { r, t } = useRoom('casework');
  if (left === 0) return null;
  if (whole && isCurrent) return r('asked.beyond', { n: left });
  const isComing = whole && !hasFailed;
  return (
    // It stays where it is meanwhile: whoever goes by keys stands on it.
    <Button
      variant="outline"
      size="xs"
      aria-disabled={isComing}
      onClick={() => {
        onWish();
        // Where they are on their way already, by themselves or by an earlier press, that is all.
        if (!isComing) onWhole();
      }}
      data-more
    >
      {isComing ? t('page.loading') : r('asked.more', { n: left })}
    </Button>
  );
}
