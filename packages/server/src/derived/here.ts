import type { MissionView } from '@armistice/core/mission';
import type { Derived } from './derived.ts';
import { Deriving, type DerivingParts } from './deriving.ts';
import { answer } from './questions.ts';
import type { Told } from './told.ts';

/** What derives from the record, in the thread of whoever made it: its state can be read where no question serves. */
export interface DerivedHere extends Derived {
  /** The state as folded so far. */
  readonly view: MissionView;
  /** All that follows the fold. */
  readonly folding: Deriving['folding'];
}

/** Derives in this thread: for commands and tests, where nobody waits for an answer meanwhile. */
export function derivedHere(parts: Omit<DerivingParts, 'tell'>): DerivedHere {
  let tell: (told: Told) => void = () => undefined;
  const deriving = new Deriving({ ...parts, tell: (told) => tell(told) });
  return {
    get view() {
      return deriving.view;
    },
    get folding() {
      return deriving.folding;
    },
    begin(published, heard) {
      tell = heard;
      deriving.begin(published);
    },
    published: (size) => deriving.published(size),
    filed: (text) => deriving.filed(text),
    folded: (size) => deriving.folded(size),
    stored: () => deriving.stored(),
    ask: (name, audience, asked) => answer(deriving, name, audience, asked),
    keep: (known) => deriving.keep(known),
    close: (known) => deriving.close(known),
  };
}
