import { arParity } from '@armistice/core/words';
import { arActs } from './ar-acts.ts';
import { arDesk } from './ar-desk.ts';
import { arEntrance } from './ar-entrance.ts';
import type { PeopleMessages } from './messages.ts';

/** The pages about people and their rights in Arabic. */
export const ar: PeopleMessages = { ...arEntrance, ...arDesk, ...arActs, ...arParity };
