import { usePeopleSpeech } from '../i18n/people/speech.ts';
import form from './form.module.css';

interface ShowButtonProps {
  /** Of the field that it stands in. */
  readonly label: string;
  readonly shown: boolean;
  readonly onShow: (shown: boolean) => void;
}

/** Room for it at the end of a field, in pixels. */
export const SHOW_WIDTH = 92;

/** Shows what was typed into a field that hides it, or hides it again. */
export function ShowButton({ label, shown, onShow }: ShowButtonProps) {
  const { p } = usePeopleSpeech();
  const says = p(shown ? 'do.hide' : 'do.show');
  return (
    <button
      type="button"
      className={form.show}
      aria-label={`${says}: ${label}`}
      onClick={() => onShow(!shown)}
    >
      {says}
    </button>
  );
}
