import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Language } from '../../i18n/languages.ts';
import { usePeopleSpeech } from '../../i18n/people/speech.ts';
import { type Parity, type ParityAsked, readParity } from '../../people/parity.ts';
import { sameAudience } from '../../people/same-audience.ts';
import { useAudience } from '../../people/use-audience.ts';
import { Fault } from '../../ui/fault.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Empty, Panel } from '../../ui/panel.tsx';
import { SeeAs } from '../../ui/see-as.tsx';
import { useMinute } from '../../ui/use-moment.ts';
import { type Figure, figuresOf, type Group, isDrawn, standingsOf } from './figures.ts';
import styles from './parity.module.css';
import { ParityRow } from './parity-row.tsx';

/** Whether the parties are treated alike, in figures with their intervals. */
export function ParityPage({ onLanguage }: { readonly onLanguage: (language: Language) => void }) {
  const { t, p } = usePeopleSpeech();
  const audience = useAudience();
  const [days, setDays] = useState({ from: '', to: '' });
  const asked: ParityAsked = { audience, ...days };
  const parity = useQuery({
    queryKey: ['parity', asked],
    queryFn: ({ signal }) => readParity(asked, signal),
    placeholderData: sameAudience({ audience }),
  });
  return (
    <PageFrame title={p('parity.title')} lead={p('parity.lead')} onLanguage={onLanguage}>
      <HowToRead />
      <form className={styles.asked} onSubmit={(event) => event.preventDefault()}>
        {(['from', 'to'] as const).map((name) => (
          <TextInput
            key={name}
            type="date"
            label={p(`parity.${name}`)}
            name={name}
            value={days[name]}
            onChange={({ currentTarget: { value } }) => setDays({ ...days, [name]: value })}
          />
        ))}
        <SeeAs />
      </form>
      <Fault error={parity.error} />
      {parity.isPending ? <p>{t('page.loading')}</p> : null}
      {parity.data === undefined ? null : <Figures parity={parity.data} />}
    </PageFrame>
  );
}

function HowToRead() {
  const { p } = usePeopleSpeech();
  return (
    <details className={styles.reading} open>
      <summary>{p('parity.reading')}</summary>
      <ul>
        {(['interval', 'differs', 'open', 'finding', 'rank'] as const).map((one) => (
          <li key={one}>{p(`parity.${one}`)}</li>
        ))}
      </ul>
    </details>
  );
}

function Figures({ parity }: { readonly parity: Parity }) {
  const { p, term, number } = usePeopleSpeech();
  const minute = useMinute();
  const standings = standingsOf(parity);
  const [chosen, setChosen] = useState('');
  const standing = standings.includes(chosen) ? chosen : standings[0];
  const basis = p('parity.basis', {
    entries: number(parity.size),
    when: minute(parity.at),
    incidents: number(parity.incidents),
    complaints: number(parity.complaints),
  });
  return (
    <>
      <p className={styles.basis}>
        {basis} {parity.takenUpOnly ? p('parity.takenUp') : ''}
      </p>
      {standing === undefined ? (
        <Empty title={p('parity.empty')} says={p('parity.emptySays')} />
      ) : (
        <>
          <NativeSelect
            className={styles.standing ?? ''}
            label={p('parity.standing')}
            name="standing"
            value={standing}
            onChange={(event) => setChosen(event.currentTarget.value)}
            data={standings.map((value) => ({ value, label: term('standing', value) }))}
          />
          {(['times', 'evidence', 'shares'] as const).map((group) => (
            <FigureGroup
              key={group}
              group={group}
              figures={figuresOf(parity, group, standing)}
              parties={parity.parties}
            />
          ))}
        </>
      )}
    </>
  );
}

const LEADS = { times: 'timesFrom', evidence: 'evidenceSays', shares: 'sharesSays' } as const;

interface FigureGroupProps {
  readonly group: Group;
  readonly figures: readonly Figure[];
  readonly parties: readonly string[];
}

/** Figures of one kind; those of which nothing can be drawn are named in one line. */
function FigureGroup({ group, figures, parties }: FigureGroupProps) {
  const { p, term, list } = usePeopleSpeech();
  if (figures.length === 0) return null;
  const rest = figures.filter((figure) => !isDrawn(figure));
  const nameOf = ({ name }: Figure): string => name.map(([of, value]) => term(of, value)).join(' · ');
  return (
    <Panel title={p(`parity.${group}`)} lead={p(`parity.${LEADS[group]}`)}>
      {figures.filter(isDrawn).map((figure) => (
        <ParityRow key={nameOf(figure)} figure={figure} parties={parties} />
      ))}
      {rest.length === 0 ? null : (
        <p className={styles.notShown}>{p('parity.notShown', { what: list(rest.map(nameOf)) })}</p>
      )}
    </Panel>
  );
}
