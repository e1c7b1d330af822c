import type { Agreement } from '@armistice/core/agreement';
import { useSpeech } from '../../i18n/context.tsx';
import { Verbatim } from '../../ui/facts.tsx';
import styles from './terms.module.css';

/** What the agreement means by its words: weapons, zones, activities and the moments that time is counted from. */
export function Terms({ agreement }: { readonly agreement: Agreement }) {
  const { t } = useSpeech();
  const rows = [
    ...Object.values(agreement.groups ?? {}).map(({ name, of }) => [name, of.join(', ')] as const),
    ...Object.values(agreement.zones ?? {}).map(
      ({ name, belt, inside }) => [name, zone(belt, inside)] as const,
    ),
    ...Object.values(agreement.weapons ?? {}).map((weapon) => [weapon.name, weaponSays(weapon)] as const),
    ...Object.values(agreement.things ?? {}).map(({ name }) => [name, ''] as const),
    ...Object.values(agreement.activities ?? {}).map((one) => [one.name, (one.is ?? []).join(', ')] as const),
    ...Object.values(agreement.events ?? {}).map(
      ({ name, at }) =>
        [name, at === undefined ? 'not dated by the text' : at.local.replace('T', ' ')] as const,
    ),
  ];
  if (rows.length === 0) return null;
  return (
    <details className={styles.terms}>
      <summary>{t('agreement.terms', { n: rows.length })}</summary>
      <dl lang="en" dir="ltr">
        {rows.map(([name, says]) => (
          <div key={`${name}${says}`}>
            <dt>
              <Verbatim>{name}</Verbatim>
            </dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function weaponSays(weapon: NonNullable<Agreement['weapons']>[string]): string {
  return [
    weapon['any-of'] === undefined ? '' : `any of ${weapon['any-of'].join(', ')}`,
    weapon.kind?.join(', ') ?? '',
    weapon.calibre === undefined ? '' : `calibre ${weapon.calibre}`,
    weapon.range === undefined ? '' : `range ${weapon.range}`,
    weapon.types === undefined ? '' : `types ${weapon.types.join(', ')}`,
    weapon.except === undefined ? '' : `except ${weapon.except.join(', ')}`,
  ]
    .filter((part) => part !== '')
    .join('; ');
}

type Zone = NonNullable<Agreement['zones']>[string];

function zone(belt: Zone['belt'], inside: Zone['inside']): string {
  const part = inside === undefined ? '' : `inside ${inside}`;
  if (belt === undefined) return part;
  const width = [
    belt.within === undefined ? '' : `within ${belt.within}`,
    belt.beyond === undefined ? '' : `beyond ${belt.beyond}`,
  ];
  const side = belt['on-side'] === undefined ? '' : `on the side of ${belt['on-side']}`;
  return [...width, `of ${belt['of-line']}`, side, part].filter((one) => one !== '').join(' ');
}
