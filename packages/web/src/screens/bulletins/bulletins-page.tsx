import type { ViewProps } from '../../ui/view-props.ts';
import { AgreeView } from './agree-view.tsx';
import { BulletinList } from './bulletin-list.tsx';
import { BulletinView } from './bulletin-view.tsx';
import { DraftView } from './draft-view.tsx';

/** All bulletins, one of them, one that is prepared (`/bulletins/draft`), or one that waits (`/bulletins/draft/<proposal>`). */
export function BulletinsPage({ rest: [number, proposal], onLanguage }: ViewProps) {
  if (number === undefined) return <BulletinList onLanguage={onLanguage} />;
  if (number !== 'draft') return <BulletinView key={number} number={number} onLanguage={onLanguage} />;
  if (proposal !== undefined) return <AgreeView id={proposal} onLanguage={onLanguage} />;
  return <DraftView onLanguage={onLanguage} />;
}
