import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { followed } from '../../address.ts';
import { type BulletinWhole, FORMATS, readBulletin, readDocument } from '../../bulletins.ts';
import { isLanguage, LANGUAGES, type Language } from '../../i18n/languages.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { useAudience } from '../../people/use-audience.ts';
import { Code } from '../../ui/facts.tsx';
import { Fault } from '../../ui/fault.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useMinute } from '../../ui/use-moment.ts';
import styles from './bulletins.module.css';
import { Errata } from './errata.tsx';
import { RecountPanel } from './recount-panel.tsx';
import { ShownDocument } from './shown-document.tsx';

interface BulletinViewProps {
  readonly number: string;
  readonly onLanguage: (language: Language) => void;
}

/** One bulletin as it was published, its files, how to check it, and what has been put right since. */
export function BulletinView({ number, onLanguage }: BulletinViewProps) {
  const { t, r } = useRoom('bulletins');
  const minute = useMinute();
  const audience = useAudience();
  const { data, error, isPending } = useQuery({
    queryKey: ['bulletin', number, audience],
    queryFn: ({ signal }) => readBulletin(number, audience, signal),
  });
  const title =
    data === undefined ? `${r('page.title')} ${number}` : `${r(`type.${data.type}`)} ${data.number}`;
  const lead = data === undefined ? undefined : `${minute(data.from)} – ${minute(data.to)}`;
  return (
    <PageFrame title={title} {...(lead === undefined ? {} : { lead })} width="whole" onLanguage={onLanguage}>
      <Fault error={error} />
      {isPending ? <p>{t('page.loading')}</p> : null}
      {data === undefined ? null : <Whole bulletin={data} />}
    </PageFrame>
  );
}

function Whole({ bulletin }: { readonly bulletin: BulletinWhole }) {
  const { r, language } = useRoom('bulletins');
  const [chosen, setChosen] = useState<string>();
  const [asPublished, setAsPublished] = useState(false);
  const shown = [chosen, language].find((one) => isLanguage(one) && bulletin.languages.includes(one));
  const spoken = shown ?? bulletin.languages[0] ?? 'en';
  const files = bulletin.files.filter((file) => file.language === spoken);
  const html = files.find(({ format }) => format === 'html');
  const hasErrata = html?.corrected !== undefined;
  const isCorrected = hasErrata && !asPublished;
  return (
    <div className={styles.reading}>
      <Document
        href={isCorrected ? html.corrected : html?.href}
        errata={isCorrected ? bulletin.errata.length : 0}
        title={`${r(`type.${bulletin.type}`)} ${bulletin.number}`}
      />
      <div>
        <Panel title={r('one.files')} lead={r('one.filesSay')}>
          <NativeSelect
            label={r('one.language')}
            name="document-language"
            value={spoken}
            onChange={(event) => setChosen(event.currentTarget.value)}
            data={bulletin.languages.map((one) => ({ value: one, label: LANGUAGES[one].name }))}
          />
          {hasErrata ? (
            <NativeSelect
              label={r('one.shown')}
              name="document-as"
              value={isCorrected ? 'corrected' : 'published'}
              onChange={(event) => setAsPublished(event.currentTarget.value === 'published')}
              data={(['corrected', 'published'] as const).map((value) => ({
                value,
                label: r(`one.${value}`),
              }))}
            />
          ) : null}
          <Files files={files} />
          {hasErrata ? <Corrected files={files} /> : null}
          <p className={styles.quiet}>
            <a href={`/entries/${bulletin.index}`} onClick={followed}>
              {r('one.entry', { index: String(bulletin.index) })}
            </a>
          </p>
        </Panel>
        <Panel title={r('one.check')} lead={r('one.checkSays')}>
          <code className={styles.command} dir="ltr">
            {`npx armistice bulletin <folder> --number "${bulletin.number}"`}
          </code>
        </Panel>
        <Errata bulletin={bulletin} />
        <RecountPanel bulletin={bulletin} />
      </div>
    </div>
  );
}

/** The files in one language, each with the hash that stands in the record. */
function Files({ files }: { readonly files: BulletinWhole['files'] }) {
  const html = files.find(({ format }) => format === 'html');
  return (
    <>
      <ul className={styles.files}>
        {FORMATS.map((format) => {
          const file = files.find((one) => one.format === format);
          return file === undefined ? null : (
            <li key={format}>
              <a href={file.href} data-file={format}>
                {format === 'geojson' ? 'GeoJSON' : format.toUpperCase()}
              </a>
            </li>
          );
        })}
      </ul>
      {html?.hash === undefined ? null : (
        <p className={styles.quiet}>
          HTML <Code>{html.hash}</Code>
        </p>
      )}
    </>
  );
}

/** What people read, as it stands after the errata: these files are made anew with each. */
function Corrected({ files }: { readonly files: BulletinWhole['files'] }) {
  const { r } = useRoom('bulletins');
  return (
    <>
      <p className={styles.quiet}>{r('one.corrected')}</p>
      <ul className={styles.files}>
        {files.map(({ format, corrected }) =>
          corrected === undefined ? null : (
            <li key={format}>
              <a href={corrected} data-corrected={format}>
                {format.toUpperCase()}
              </a>
            </li>
          ),
        )}
      </ul>
    </>
  );
}

interface DocumentProps {
  readonly href: string | undefined;
  /** With how many errata it is read: with one more it is another. */
  readonly errata: number;
  readonly title: string;
}

function Document({ href, errata, title }: DocumentProps) {
  const { t } = useRoom('bulletins');
  const { data, error } = useQuery({
    queryKey: ['bulletin-document', href, errata],
    queryFn: ({ signal }) => readDocument(href ?? '', signal),
    enabled: href !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (data === undefined) return error === null ? <p>{t('page.loading')}</p> : <Fault error={error} />;
  return <ShownDocument html={data} title={title} />;
}
