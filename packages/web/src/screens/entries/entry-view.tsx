import {
  parsePolicy,
  type ReadEntry,
  readEntries,
  type Subtle,
  toBase64,
  webCrypto,
} from '@armistice/core/record';
import { useQuery } from '@tanstack/react-query';
import { followed } from '../../address.ts';
import { readRecordFile } from '../../api.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { useAudience } from '../../people/use-audience.ts';
import { readSituation } from '../../situation.ts';
import { Code, Fact, Facts, Verbatim } from '../../ui/facts.tsx';
import { Fault } from '../../ui/fault.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Verdict } from '../../ui/sign.tsx';
import { useMinute } from '../../ui/use-moment.ts';
import type { ViewProps } from '../../ui/view-props.ts';
import { checkInclusion, type Inclusion } from '../../verification/inclusion.ts';
import { keepingSource } from '../../verification/log-copy.ts';
import { asData } from './as-data.ts';
import { BodyReading } from './body-reading.tsx';
import { type Compared, compareShown, LEAF } from './compare-shown.ts';
import styles from './entries.module.css';
import { useFieldName } from './field-names.ts';
import { type EntryAnswer, namedIn, readEntry } from './reading.ts';
import { useKindName } from './use-kind-name.ts';

/** One entry: what it says, for whom, what became of it, and its proof checked here. */
export function EntryView({ index, onLanguage }: { readonly index: number } & Pick<ViewProps, 'onLanguage'>) {
  const { r, number } = useRoom('entries');
  const audience = useAudience();
  const found = useQuery({
    queryKey: ['entry', index, audience],
    queryFn: ({ signal }) => readEntry(index, audience, signal),
    retry: false,
  });
  return (
    <PageFrame title={r('entry.title', { index: number(index) })} onLanguage={onLanguage}>
      <p>
        <a href="/entries" onClick={followed}>
          {r('entry.all')}
        </a>
      </p>
      {found.isError ? <Fault error={found.error} /> : null}
      {found.data === undefined ? null : <Shown index={index} answer={found.data} />}
    </PageFrame>
  );
}

function Shown({ index, answer }: { readonly index: number; readonly answer: EntryAnswer }) {
  const { r } = useRoom('entries');
  const { entry, leaf, sourceName } = answer;
  return (
    <>
      <Header answer={answer} />
      {entry.body === undefined ? null : (
        <Panel title={r('entry.body')}>
          <BodyReading body={entry.body} sourceName={sourceName} />
          <details>
            <summary>{r('reading.raw')}</summary>
            <Raw value={entry.body} />
          </details>
        </Panel>
      )}
      <Became answer={answer} />
      <Proof index={index} answer={answer} />
      <details>
        <summary>{r('entry.leaf')}</summary>
        <Raw value={leaf} />
      </details>
    </>
  );
}

function Raw({ value }: { readonly value: unknown }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <pre className={styles.command} dir="ltr" lang="en" tabIndex={0}>
      {asData(value, 2)}
    </pre>
  );
}

function Header({ answer: { entry } }: { readonly answer: EntryAnswer }) {
  const { r, word } = useRoom('entries');
  const minute = useMinute();
  const kindName = useKindName();
  const { kind, author, by, at, audience, signed, withheld = {}, sealed } = entry;
  return (
    <Facts>
      <Fact name={r('entry.kind')}>{kind === undefined ? r('entry.sealed') : kindName(kind)}</Fact>
      <Fact name={r('entry.at')}>{minute(at)}</Fact>
      {by === undefined ? null : (
        <Fact name={r('entry.by')}>
          {author === undefined ? <Code>{by}</Code> : null}
          {author === undefined ? null : (
            <>
              {word('role', author.role)}: <Code>{author.subject}</Code>
            </>
          )}
          {signed === true ? ` · ${r('entry.signed')}` : ''}
        </Fact>
      )}
      <Fact name={r('entry.audience')}>{word('audience', audience)}</Fact>
      {sealed === undefined ? null : (
        <Fact wide name={r('entry.commitment')}>
          <Code>{sealed.commitment}</Code>
          <p className={styles.small}>{r('entry.sealedSays')}</p>
        </Fact>
      )}
      {Object.entries(withheld).map(([whom, n]) => (
        <Fact key={whom} name={r('entry.withheld')}>
          {r('entry.fields', { n, audience: word('audience', whom) })}
        </Fact>
      ))}
    </Facts>
  );
}

function Became({ answer }: { readonly answer: EntryAnswer }) {
  const { r, number } = useRoom('entries');
  const kindName = useKindName();
  const { entry, later, lookedTo, refused } = answer;
  return (
    <Panel title={r('became.title')}>
      {refused === undefined ? null : (
        <p>
          <Verdict standing="none">{r('became.refused')}</Verdict> <Verbatim>{refused}</Verbatim>
        </p>
      )}
      <ul className={styles.rows}>
        {namedIn(entry).map(([what, to]) => (
          <li key={to}>
            <a href={to} onClick={followed}>
              {r(`names.${what}`)}
            </a>
          </li>
        ))}
        {later.map(({ index, kind, supersedes }) => (
          <li key={index}>
            <a href={`/entries/${index}`} onClick={followed}>
              {r(supersedes ? 'became.superseded' : 'became.named', {
                index: number(index),
                kind: kindName(kind),
              })}
            </a>
          </li>
        ))}
      </ul>
      <p className={styles.small}>{r('became.looked', { last: number(lookedTo) })}</p>
    </Panel>
  );
}

/** The entry is read again from the static files of the record, and its path walked here: the answer is not believed. */
function Proof({ index, answer }: { readonly index: number; readonly answer: EntryAnswer }) {
  const { r, number } = useRoom('entries');
  const proof = useQuery({ queryKey: ['inclusion', index], queryFn: () => proofOf(index), retry: false });
  const compared = proof.data === undefined ? undefined : compareShown(index, answer, proof.data.read);
  return (
    <Panel title={r('proof.title')} lead={r('proof.lead')}>
      {proof.isPending ? <p className={styles.small}>{r('proof.waiting')}</p> : null}
      {proof.isError ? (
        <p>
          <Verdict standing="no">{r('proof.failed')}</Verdict> <Verbatim>{proof.error.message}</Verbatim>
        </p>
      ) : null}
      {proof.data === undefined || compared === undefined ? null : (
        <div data-proof={proof.data.included && proof.data.signed && compared.differs.length === 0}>
          <p>
            <Verdict standing={proof.data.signed ? 'yes' : 'no'}>
              {r(proof.data.signed ? 'proof.signed' : 'proof.unsigned')}
            </Verdict>
          </p>
          <p>
            <Verdict standing={proof.data.included ? 'yes' : 'no'}>
              {r(proof.data.included ? 'proof.included' : 'proof.missing', {
                steps: number(proof.data.steps),
                size: number(proof.data.size),
              })}
            </Verdict>
          </p>
          <Likeness compared={compared} />
          <Facts>
            <Fact wide name={r('proof.leaf')}>
              <Code>{toBase64(proof.data.leaf)}</Code>
            </Fact>
          </Facts>
        </div>
      )}
    </Panel>
  );
}

/** Whether what the page shows is what was read: no more is said than was compared. */
function Likeness({ compared: { same, differs, unread } }: { readonly compared: Compared }) {
  const { r, list } = useRoom('entries');
  const fieldName = useFieldName();
  const nameOf = (name: string) => (name === LEAF ? r('entry.leaf') : fieldName(name));
  return (
    <div data-shown={differs.length > 0 ? 'other' : unread.length > 0 ? 'partly' : 'same'}>
      <p>
        <Verdict standing={differs.length === 0 ? 'yes' : 'no'}>
          {differs.length > 0
            ? r('proof.other')
            : same > 0
              ? r('proof.same', { n: same })
              : r('proof.leafSame')}
        </Verdict>
      </p>
      {differs.length === 0 ? null : <p>{r('proof.differs', { which: list(differs.map(nameOf)) })}</p>}
      {unread.length === 0 ? null : <p className={styles.small}>{r('proof.unread', { n: unread.length })}</p>}
    </div>
  );
}

interface Proved extends Inclusion {
  /** The entry as everyone may read it; undefined where its files are damaged. */
  readonly read: ReadEntry | undefined;
}

async function proofOf(index: number): Promise<Proved> {
  const policy = parsePolicy((await readSituation()).policy);
  if (!policy.ok) throw new Error(policy.refusal.message);
  const verifier = webCrypto(crypto.subtle as unknown as Subtle);
  // One copy of each file: what is compared is made of the bytes that were proved.
  const { source } = keepingSource(readRecordFile);
  const inclusion = await checkInclusion(index, source, policy.value, verifier);
  const read = await readAt(index, inclusion.size).catch(() => undefined);
  return { ...inclusion, read };

  async function readAt(from: number, size: number): Promise<ReadEntry | undefined> {
    for await (const entry of readEntries(source, { size, from })) return entry;
    return undefined;
  }
}
