import { type Change, type ChangeSaid, erratumSaid, nameIn } from '@armistice/core/bulletin';
import type { BulletinWhole } from '../../bulletins.ts';
import { balanced } from '../../i18n/isolated.ts';
import { useRoom } from '../../i18n/rooms.ts';
import styles from './bulletins.module.css';

interface ChangesProps {
  readonly changes: readonly Change[];
  readonly names: BulletinWhole['model']['names'];
}

/** What an erratum puts right: figures beside each other, the published one first; words struck beside what takes their place. */
export function Changes({ changes, names }: ChangesProps) {
  const { r, language } = useRoom('bulletins');
  const said = erratumSaid(language, changes, (id) => nameIn(names, language, id));
  return (
    <ul className={styles.changes}>
      {said.map((change, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two remarks may be called the same, and keep their order.
        <li key={`${change.what} ${at}`}>
          {change.figure === 'count' ? r('erratum.count') : <bdi>{balanced(change.what)}</bdi>}
          <div className={styles.figures}>
            <span>{r('one.was')}</span>
            <Was change={change} />
            <span>{r('one.is')}</span>
            <bdi lang={langOf(change, 'is')}>{balanced(change.is)}</bdi>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Words of a person are in their language; that none stand is said in the reader's. */
function langOf({ words }: ChangeSaid, side: 'was' | 'is'): string | undefined {
  return words?.none === side ? undefined : words?.lang;
}

function Was({ change }: { readonly change: ChangeSaid }) {
  const { was, words } = change;
  const said = <bdi lang={langOf(change, 'was')}>{balanced(was)}</bdi>;
  return words === undefined || words.none === 'was' ? said : <del>{said}</del>;
}
