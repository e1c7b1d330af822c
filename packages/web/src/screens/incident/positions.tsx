import { followed } from '../../address.ts';
import type { Account, HistoryItem } from '../../casework/account.ts';
import { AnswerForm } from '../../casework/answer-form.tsx';
import { useRoom } from '../../i18n/rooms.ts';
import { Verbatim } from '../../ui/facts.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PartySymbol } from '../../ui/party-symbol.tsx';
import { useMinute } from '../../ui/use-moment.ts';
import styles from './incident.module.css';
import { Words } from './words.tsx';

/** What each party says, side by side, of one width: also of one that has said nothing. */
export function PositionsPanel({ account }: { readonly account: Account }) {
  const { r } = useRoom('incident');
  const { parties, history } = account;
  const ids = parties.map(({ id }) => id);
  return (
    <Panel title={r('positions.title')} lead={r('positions.lead')}>
      <div className={styles.positions}>
        {parties.map(({ id, name, positions }) => (
          <section key={id} data-party={id} aria-label={name}>
            <h3>
              <PartySymbol party={id} parties={ids} /> <Verbatim>{name}</Verbatim>
            </h3>
            {positions.length === 0 ? <p className={styles.quiet}>{r('positions.nothing')}</p> : null}
            {history
              .filter(({ entry }) => positions.includes(entry))
              .map((item) => (
                <Position key={item.entry} item={item} />
              ))}
          </section>
        ))}
      </div>
      <Complaints account={account} />
    </Panel>
  );
}

function Position({ item }: { readonly item: HistoryItem }) {
  const { r } = useRoom('incident');
  const minute = useMinute();
  const { body, fared, entry, at } = item;
  const stance = textIn(body.stance);
  const text = textIn(body.text);
  return (
    <div className={styles.position} data-fared={fared}>
      <p>
        <strong>{r(onKey(textIn(body.on)))}</strong>
        {stance === undefined ? null : <>: {r(stanceKey(stance))}</>}
        {fared === 'superseded' ? <> · {r('fared.superseded')}</> : null}
      </p>
      {text === undefined ? null : <Words lang={textIn(body.lang) ?? 'und'}>{text}</Words>}
      <p className={styles.quiet}>
        {minute(at)},{' '}
        <a href={`/entries/${entry}`} onClick={followed}>
          {r('entry.name', { n: entry })}
        </a>
      </p>
    </div>
  );
}

export function textIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

const ON = ['facts', 'attribution', 'finding', 'resolution'] as const;
const STANCES = ['accepts', 'contests', 'notes'] as const;

function onKey(on: string | undefined): `on.${(typeof ON)[number]}` {
  return `on.${ON.find((one) => one === on) ?? 'facts'}`;
}
function stanceKey(stance: string): `stance.${(typeof STANCES)[number]}` {
  return `stance.${STANCES.find((one) => one === stance) ?? 'notes'}`;
}

function Complaints({ account }: { readonly account: Account }) {
  const { r } = useRoom('incident');
  const minute = useMinute();
  const { complaints, history } = account;
  if (complaints.length === 0) return null;
  const wordsIn = (entry: number, field: string) =>
    textIn(history.find((one) => one.entry === entry)?.body[field]);
  return (
    <section className={styles.complaints}>
      <h3>{r('complaints.title')}</h3>
      {complaints.map(({ entry, party, due, answers }) => (
        <article key={entry} data-complaint={entry}>
          <p>
            {r('complaints.by', { party })}{' '}
            <a href={`/entries/${entry}`} onClick={followed}>
              {r('entry.name', { n: entry })}
            </a>
          </p>
          {[wordsIn(entry, 'text'), wordsIn(entry, 'asks')].map((text) =>
            text === undefined ? null : <Words key={text}>{text}</Words>,
          )}
          {answers.length === 0 ? <p>{r('complaints.due', { when: minute(due) })}</p> : null}
          {answers.map((answer) => (
            <div key={answer.entry} className={styles.position}>
              <p>
                {r('complaints.answer', { by: answer.by, when: minute(answer.at) })}{' '}
                <a href={`/entries/${answer.entry}`} onClick={followed}>
                  {r('entry.name', { n: answer.entry })}
                </a>
              </p>
              <Words>{wordsIn(answer.entry, 'text') ?? ''}</Words>
            </div>
          ))}
          <details className={styles.clause}>
            <summary>{r('complaints.answerIt')}</summary>
            <AnswerForm incident={account.incident.id} complaint={entry} />
          </details>
        </article>
      ))}
    </section>
  );
}
