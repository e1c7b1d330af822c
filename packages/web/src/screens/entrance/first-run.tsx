import type { ViewProps } from '../../ui/view-props.ts';
import { Arrival } from './arrival.tsx';

export function FirstRun({ onLanguage }: ViewProps) {
  return <Arrival how="first" onLanguage={onLanguage} />;
}
