import { type MouseEvent, useEffect, useState } from 'react';
import { keepForm, SCOPE } from '../../field/installing.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Empty } from '../../ui/panel.tsx';
import type { ViewProps } from '../../ui/view-props.ts';
import { DeviceHome } from './device-home.tsx';
import { InstalledLine } from './installed-line.tsx';
import { LockedScreen, NewScreen } from './lock-screens.tsx';
import { type Field, type Phase, useField } from './use-field.ts';
import { Ended, WipedScreen } from './wiped-screen.tsx';

/** Only a form that can be used is put on the device: not while it is being destroyed, nor after. */
const USABLE: ReadonlySet<Phase['is']> = new Set(['new', 'locked', 'open']);

/** The form that works without a network, for days. What is in it never gets into the address. */
export function FieldPage({ onLanguage }: ViewProps) {
  const { r, language } = useRoom('field');
  const field = useField();
  const here = useOwnDocument();
  useManifest(language);
  if (!here) return null;
  // Links within are listened to: a link that is followed by a key is clicked too.
  return (
    <div onClickCapture={leaveWhole}>
      <PageFrame title={r('page.title')} width="narrow" onLanguage={onLanguage}>
        {USABLE.has(field.phase.is) ? <InstalledLine keep={keepForm} /> : null}
        <PhaseScreen field={field} />
      </PageFrame>
    </div>
  );
}

function PhaseScreen({ field }: { readonly field: Field }) {
  const { r } = useRoom('field');
  const { phase } = field;
  switch (phase.is) {
    case 'starting':
      return null;
    case 'no-storage':
      return <Empty title={r('phase.noStorage')} says={r('phase.noStorageDo')} />;
    case 'insecure':
      return <Empty title={r('phase.insecure')} says={r('phase.insecureDo')} />;
    case 'wiping':
      return <Ended title={r('phase.wiping')} />;
    case 'gone':
      return <Ended title={r('phase.gone')} says={r('phase.anew')} />;
    case 'wiped':
      return <WipedScreen left={phase.left} anew={phase.anew} />;
    case 'new':
      return <NewScreen field={field} />;
    case 'locked':
      return <LockedScreen field={field} why={phase.why} />;
    case 'open':
      return <DeviceHome field={field} device={phase.device} lock={phase.lock} />;
    default:
      return phase satisfies never;
  }
}

/**
 * Position and compass are allowed to the document of this address alone, and the service worker keeps no other: who comes
 * from another view of the page is given a document of its own.
 */
function useOwnDocument(): boolean {
  const [own] = useState(() => {
    const [loaded] = performance.getEntriesByType('navigation');
    return loaded === undefined || new URL(loaded.name).pathname === SCOPE;
  });
  useEffect(() => {
    if (!own) window.location.replace(SCOPE);
  }, [own]);
  return own;
}

/** Links to other views leave this document, and with it what is in memory. */
function leaveWhole(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a[href^="/"]') : null;
  if (link !== null) event.stopPropagation();
}

/** What makes it installable, in the language in use. */
function useManifest(language: string): void {
  useEffect(() => {
    const link = document.createElement('link');
    link.rel = 'manifest';
    link.href = `/field-manifests/${language}.webmanifest`;
    document.head.append(link);
    return () => link.remove();
  }, [language]);
}
