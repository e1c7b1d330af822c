import { usePeopleSpeech } from '../i18n/people/speech.ts';
import { useRoom } from '../i18n/rooms.ts';
import styles from './casework.module.css';
import { whyKey } from './deed-form.tsx';
import type { LaterStep } from './later-steps.ts';

interface NotOpenProps {
  readonly later: readonly LaterStep[];
  /** Independent origins that the incident has. */
  readonly origins: number;
}

/** The steps that are not open now, each with what it needs first: in words on the page, for whoever reads or listens. */
export function NotOpen({ later, origins }: NotOpenProps) {
  const { r, word, language } = useRoom('casework');
  const { term, list } = usePeopleSpeech();
  if (later.length === 0) return null;
  const either = new Intl.ListFormat(language, { type: 'disjunction' });
  const says = ({ needs }: LaterStep): string => {
    switch (needs.is) {
      case 'status':
        return r('later.status', {
          statuses: either.format(
            needs.from.map((one) => r('later.quoted', { status: word('status', one) })),
          ),
        });
      case 'origins':
        return r('later.origins', { n: origins });
      case 'rests':
        return r('later.rests');
      case 'right': {
        const who = list(needs.move.roles.map((role) => term('person', role)));
        return `${r(whyKey(needs.move.why))} ${r('deed.who', { who })}`;
      }
    }
  };
  return (
    <div className={styles.later} data-later>
      <p>{r('later.title')}</p>
      <ul>
        {later.map((one) => (
          <li key={one.to} data-to={one.to}>
            <strong>{word('status', one.to)}</strong>: {says(one)}
          </li>
        ))}
      </ul>
    </div>
  );
}
