import type { ViewProps } from '../../ui/view-props.ts';
import { EntryView } from './entry-view.tsx';
import { RecordView } from './record-view.tsx';

/** The record: all of it, or one entry. */
export function EntriesPage({ rest, onLanguage }: ViewProps) {
  const [name] = rest;
  if (name !== undefined && /^\d{1,15}$/.test(name))
    return <EntryView index={Number(name)} onLanguage={onLanguage} />;
  return <RecordView onLanguage={onLanguage} />;
}
