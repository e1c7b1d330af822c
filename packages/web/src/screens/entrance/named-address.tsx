import { usePeopleSpeech } from '../../i18n/people/speech.ts';
import { namedAddress } from '../../people/passkeys.ts';
import form from '../../ui/form.module.css';

/** Where passkeys cannot be had for the address alone: the one at which they can. */
export function NamedAddress() {
  const { p } = usePeopleSpeech();
  const named = namedAddress();
  if (named === undefined) return null;
  return (
    <p className={form.quiet} data-named-address>
      {p('factor.address')}{' '}
      <a href={named} dir="ltr">
        {new URL(named).host}
      </a>
    </p>
  );
}
