import type { ViewProps } from '../../ui/view-props.ts';
import { Arrival } from './arrival.tsx';

export function Join({ onLanguage }: ViewProps) {
  return <Arrival how="join" onLanguage={onLanguage} />;
}
