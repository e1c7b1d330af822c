import { ruParity } from '@armistice/core/words';
import type { PeopleMessages } from './messages.ts';
import { ruActs } from './ru-acts.ts';
import { ruDesk } from './ru-desk.ts';
import { ruEntrance } from './ru-entrance.ts';

/** The pages about people and their rights in Russian. */
export const ru: PeopleMessages = { ...ruEntrance, ...ruDesk, ...ruActs, ...ruParity };
