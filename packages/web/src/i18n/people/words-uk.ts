import { ukParity } from '@armistice/core/words';
import type { PeopleMessages } from './messages.ts';
import { ukActs } from './uk-acts.ts';
import { ukDesk } from './uk-desk.ts';
import { ukEntrance } from './uk-entrance.ts';

/** The pages about people and their rights in Ukrainian. */
export const uk: PeopleMessages = { ...ukEntrance, ...ukDesk, ...ukActs, ...ukParity };
