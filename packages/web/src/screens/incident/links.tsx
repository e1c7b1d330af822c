import type { Link } from '@armistice/core/mission';
import { useState } from 'react';
import { followed } from '../../address.ts';
import type { Account } from '../../casework/account.ts';
import { useReportName } from '../../casework/report-name.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { Panel } from '../../ui/panel.tsx';
import shared from './incident.module.css';
import styles from './links.module.css';

const WIDTH = 160;
const MIDDLE = WIDTH / 2;
/** A barrage has hundreds of pairs: these are shown, the others are opened. */
const SHOWN = 6;

/** Why the reports were joined: the parts of each score, those that speak for it and those that speak against it. */
export function LinksPanel({ account }: { readonly account: Account }) {
  const { r } = useRoom('incident');
  const { incident, linkings } = account;
  if (incident.reports.length < 2 && linkings.length === 0 && incident.covers.length === 0) return null;
  const most = Math.max(1, ...incident.links.flatMap(({ because }) => Object.values(because).map(Math.abs)));
  return (
    <Panel title={r('links.title')} lead={r('links.lead')}>
      {incident.links.length === 0 ? null : <p className={shared.quiet}>{r('links.unit')}</p>}
      {linkings.length === 0 ? null : (
        <ul className={shared.words}>
          {linkings.map(({ entry, type }) => (
            <li key={entry}>
              {r(type === 'join' ? 'links.must' : 'links.cannot')}{' '}
              <a href={`/entries/${entry}`} onClick={followed}>
                {r('entry.name', { n: entry })}
              </a>
            </li>
          ))}
        </ul>
      )}
      {incident.links.length === 0 && incident.reports.length > 1 ? <p>{r('links.none')}</p> : null}
      <Links account={account} links={incident.links.slice(0, SHOWN)} most={most} />
      <MoreLinks account={account} links={incident.links.slice(SHOWN)} most={most} />
      {incident.covers.length === 0 ? null : (
        <p>
          {r('links.covers', { n: incident.covers.length })}{' '}
          {incident.covers.slice(0, 20).map((id) => (
            <a key={id} href={`/incidents/${id}`} onClick={followed}>
              {`${id.slice(0, 8)} `}
            </a>
          ))}
        </p>
      )}
    </Panel>
  );
}

interface LinksProps {
  readonly account: Account;
  readonly links: readonly Link[];
  /** The greatest weight of any part: bars are drawn against it. */
  readonly most: number;
}

function Links({ account, links, most }: LinksProps) {
  return (
    <div className={styles.links}>
      {links.map((link) => (
        <OneLink key={`${link.a} ${link.b}`} {...{ account, link, most }} />
      ))}
    </div>
  );
}

/** The pairs that are folded away; drawn when they are first opened. */
function MoreLinks({ account, links, most }: LinksProps) {
  const { r } = useRoom('incident');
  const [opened, setOpened] = useState(false);
  if (links.length === 0) return null;
  return (
    <details
      className={shared.clause}
      data-more-links={links.length}
      onToggle={(event) => {
        if (event.currentTarget.open) setOpened(true);
      }}
    >
      <summary>{r('links.more', { n: links.length })}</summary>
      {opened ? <Links {...{ account, links, most }} /> : null}
    </details>
  );
}

interface OneLinkProps {
  readonly account: Account;
  readonly link: Link;
  readonly most: number;
}

function OneLink({ account, link, most }: OneLinkProps) {
  const { r, number } = useRoom('incident');
  const nameOf = useReportName();
  const name = (key: string) => {
    const found = account.reports.find((one) => one.key === key);
    return found === undefined ? key.slice(0, 12) : nameOf(found);
  };
  const parts = Object.entries(link.because).sort(([, a], [, b]) => b - a);
  return (
    <figure className={styles.link}>
      <table>
        <caption>
          <bdi>{name(link.a)}</bdi> ↔ <bdi>{name(link.b)}</bdi>
          {link.type === 'covers' ? <> · {r('links.coversOne')}</> : null}
        </caption>
        <thead>
          <tr>
            <th scope="col">{r('links.part')}</th>
            <th scope="col">{r('links.weight')}</th>
            <th scope="col">{r('links.against')}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map(([part, weight]) => (
            <tr key={part}>
              <th scope="row">{r(partKey(part))}</th>
              <td className={styles.weight}>{signed(weight, number)}</td>
              <td>
                <Bar weight={weight} most={most} />
              </td>
            </tr>
          ))}
          <tr className={styles.sum}>
            <th scope="row">{r('links.sum')}</th>
            <td className={styles.weight}>{signed(link.score, number)}</td>
            <td />
          </tr>
        </tbody>
      </table>
      <figcaption className={shared.quiet} data-speaks={SPEAKS[Math.sign(link.score)]}>
        {r(link.score > 0 ? 'links.speaksFor' : link.score < 0 ? 'links.chain' : 'links.even')}
      </figcaption>
    </figure>
  );
}

const SPEAKS: { readonly [sign: number]: string } = { 1: 'for', 0: 'neither', [-1]: 'against' };

function signed(thousandths: number, number: (value: number) => string): string {
  const text = number(Math.round(Math.abs(thousandths) / 10) / 100);
  return `\u2066${thousandths < 0 ? '−' : '+'}${text}\u2069`;
}

/** To the end where it speaks for it, hatched and to the start where against: told by side and pattern, not by hue. */
function Bar({ weight, most }: { readonly weight: number; readonly most: number }) {
  const length = (Math.abs(weight) / most) * (MIDDLE - 2);
  return (
    <svg className={styles.bar} viewBox={`0 0 ${WIDTH} 14`} aria-hidden="true">
      <path className={styles.zero} d={`M${MIDDLE} 0V14`} />
      <rect
        className={weight < 0 ? styles.speaksAgainst : styles.speaksFor}
        x={weight < 0 ? MIDDLE - length : MIDDLE}
        y="2"
        width={Math.max(1, length)}
        height="10"
      />
    </svg>
  );
}

const PARTS = ['time', 'place', 'span', 'kind', 'count', 'weapon', 'rate'] as const;

function partKey(part: string): `part.${(typeof PARTS)[number] | 'other'}` {
  return `part.${PARTS.find((one) => one === part) ?? 'other'}`;
}
