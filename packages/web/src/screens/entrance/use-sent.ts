import { useState } from 'react';

/** A form on its way: whether it was tried, is being sent, and what went wrong. */
export interface Sent {
  readonly tried: boolean;
  readonly busy: boolean;
  readonly error: unknown;
  /** Sends where the fields are good; remembers that it was tried. Answers whether it went through. */
  send(good: boolean, act: () => Promise<unknown>): Promise<boolean>;
}

export function useSent(): Sent {
  const [state, setState] = useState<Pick<Sent, 'tried' | 'busy' | 'error'>>({
    tried: false,
    busy: false,
    error: undefined,
  });
  const send = async (good: boolean, act: () => Promise<unknown>): Promise<boolean> => {
    setState({ tried: true, busy: good, error: undefined });
    if (!good) return false;
    try {
      await act();
      setState({ tried: false, busy: false, error: undefined });
      return true;
    } catch (error) {
      setState({ tried: true, busy: false, error });
      return false;
    }
  };
  return { ...state, send };
}
