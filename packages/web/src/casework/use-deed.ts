import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useMe } from '../people/me.ts';
import { type Deed, type Outcome, type Prepared, preparedForStaff, preparedWithKey, write } from './write.ts';

/** What was written, and what became of it. */
export interface Written {
  readonly deed: Deed;
  readonly outcome: Outcome;
}

/** A deed on its way: nothing is shown as done that the record has not taken. */
export interface Doing {
  readonly tried: boolean;
  readonly busy: boolean;
  readonly error: unknown;
  readonly outcome: Outcome | undefined;
  /** The same with what was written. */
  readonly written: Written | undefined;
  /** Sends where the fields are good; remembers that it was tried. Of several entries the outcome is that of the first. */
  send(good: boolean, deed: () => Deed | readonly [Deed, ...Deed[]]): Promise<void>;
  /** Puts the outcome away: another may be written. */
  again(): void;
}

const STILL = { tried: false, busy: false, error: undefined, outcome: undefined, written: undefined };

/** Writes one deed. What was sent and not answered is sent again as it was: the same nonce, the same signature. */
export function useDeed({
  ownKey,
  onDone,
}: {
  readonly ownKey: boolean;
  readonly onDone?: ((written: Written) => void) | undefined;
}): Doing {
  const me = useMe();
  const queries = useQueryClient();
  const [state, setState] = useState<Omit<Doing, 'send' | 'again'>>(STILL);
  // By what each says: of two entries the first may stand in the record, and then the second is asked for alone.
  const sent = useRef(new Map<string, Prepared>());
  const prepare = async (deed: Deed): Promise<Prepared> => {
    const text = JSON.stringify(deed);
    const prepared =
      sent.current.get(text) ??
      (ownKey ? await preparedWithKey(deed, me?.handle ?? '') : preparedForStaff(deed));
    sent.current.set(text, prepared);
    return prepared;
  };
  const send: Doing['send'] = async (good, deed) => {
    setState({ ...STILL, tried: true, busy: good });
    if (!good) return;
    try {
      const asked = deed();
      const deeds: readonly [Deed, ...Deed[]] = 'kind' in asked ? [asked] : asked;
      let first: Outcome | undefined;
      // One after the other: what comes second may rest on the first.
      for (const one of deeds) {
        const outcome = await write(await prepare(one));
        first ??= outcome;
      }
      sent.current.clear();
      const written = first === undefined ? undefined : { deed: deeds[0], outcome: first };
      setState({ ...STILL, outcome: first, written });
      if (written !== undefined) onDone?.(written);
    } catch (error) {
      setState({ ...STILL, tried: true, error });
    }
    // Also after a refusal: what was refused may stand in the record.
    await queries.invalidateQueries({ queryKey: ['account'] });
  };
  return { ...state, send, again: () => setState(STILL) };
}
