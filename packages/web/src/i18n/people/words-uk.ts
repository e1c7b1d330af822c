import type { PeopleMessages } from './messages.ts';
import { ukActs } from './uk-acts.ts';
import { ukDesk } from './uk-desk.ts';
import { ukEntrance } from './uk-entrance.ts';
import { ukParity } from './uk-parity.ts';

/** The pages about people and their rights in Ukrainian. */
export const uk: PeopleMessages = { ...ukEntrance, ...ukDesk, ...ukActs, ...ukParity };
