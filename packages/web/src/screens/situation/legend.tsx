import { useRoom } from '../../i18n/rooms.ts';
import styles from './situation.module.css';
import { IncidentSymbol, KIND_GROUPS, kindsOf, STATUSES } from './symbols.tsx';

/** What the symbols of the map mean. */
export function Legend() {
  const { r, word } = useRoom('situation');
  return (
    <details className={styles.legend}>
      <summary>{r('legend.title')}</summary>
      <ul>
        {KIND_GROUPS.map((group) => (
          <li key={group}>
            <IncidentSymbol kind={kindsOf(group)[0] ?? 'other'} status="alleged" />
            {r(`legend.${group}`)}
          </li>
        ))}
      </ul>
      <ul>
        {STATUSES.map((status) => (
          <li key={status}>
            <IncidentSymbol kind="explosion" status={status} />
            {word('status', status)}
          </li>
        ))}
      </ul>
      <p>{r('legend.density')}</p>
      <p>{r('legend.coverage')}</p>
      <p>{r('legend.land')}</p>
    </details>
  );
}
