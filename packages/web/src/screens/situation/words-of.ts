import type { Position } from '@armistice/core/geo';
import type { Language } from '../../i18n/languages.ts';
import shared from '../../map/map.module.css';
import { labelPosition } from '../agreement/map/zone-features.ts';
import type { Laws } from './use-law.ts';

/** A word on the map: which part of it stands at its place, and how many pixels it is moved from there. */
export interface MapWord {
  readonly key: string;
  readonly at: Position;
  readonly text: string;
  readonly style: string | undefined;
  readonly anchor: 'left' | 'top';
  readonly offset: readonly [right: number, down: number];
}

/** Names of towns, lines and zones, those first that are written first where there is room for one. */
export function wordsOf(
  { laws, places }: Laws,
  language: Language,
  number: (value: number) => string,
): readonly MapWord[] {
  const titleOf = (name: string, tolerance: number) =>
    tolerance > 0 ? `${name} ≈ ±${number(tolerance)} m` : name;
  const below = { anchor: 'top', offset: [0, 6] } as const;
  const named = laws.flatMap(({ known: { agreement }, drawn }) => [
    ...drawn.lines.flatMap(({ name, parts, tolerance }): MapWord[] => {
      const longest = [...parts].sort((a, b) => b.length - a.length)[0] ?? [];
      const at = longest[Math.floor(longest.length * 0.8)];
      const text = titleOf(agreement.lines?.[name]?.name ?? name, tolerance);
      return at === undefined ? [] : [{ key: text, at, text, style: shared.line, ...below }];
    }),
    ...drawn.zones.flatMap((zone): MapWord[] => {
      const at = labelPosition(zone);
      const text = titleOf(agreement.zones?.[zone.name]?.name ?? zone.name, zone.tolerance);
      return at === undefined ? [] : [{ key: text, at, text, style: shared.zone, ...below }];
    }),
  ]);
  return [
    ...places.map(({ at, names, name }): MapWord => {
      const text = names[language] ?? name;
      return { key: `${name} ${at}`, at, text, style: shared.place, anchor: 'left', offset: [-4, 0] };
    }),
    // Two agreements may draw the same line.
    ...new Map(named.map((one) => [one.key, one])).values(),
  ];
}
