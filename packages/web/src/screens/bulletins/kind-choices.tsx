import { KINDS } from '@armistice/core/mission';
import { useRoom } from '../../i18n/rooms.ts';
import form from '../../ui/form.module.css';

interface KindChoicesProps {
  readonly chosen: readonly string[];
  readonly error: string | null;
  readonly onChange: (kinds: readonly string[]) => void;
}

/** Kinds of event that a thematic report is about. */
export function KindChoices({ chosen, error, onChange }: KindChoicesProps) {
  const { r, word } = useRoom('bulletins');
  return (
    <fieldset className={form.choices}>
      <legend>{r('new.kinds')}</legend>
      {error === null ? null : (
        <p role="alert" className={form.wrong}>
          {error}
        </p>
      )}
      {KINDS.map((kind) => (
        <label key={kind}>
          <input
            type="checkbox"
            name="kinds"
            value={kind}
            checked={chosen.includes(kind)}
            onChange={({ currentTarget: { checked } }) =>
              onChange(checked ? [...chosen, kind] : chosen.filter((one) => one !== kind))
            }
          />{' '}
          {word('kind', kind)}
        </label>
      ))}
    </fieldset>
  );
}
