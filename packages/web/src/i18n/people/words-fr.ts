import { frParity } from '@armistice/core/words';
import { frActs } from './fr-acts.ts';
import { frDesk } from './fr-desk.ts';
import { frEntrance } from './fr-entrance.ts';
import type { PeopleMessages } from './messages.ts';

/** The pages about people and their rights in French. */
export const fr: PeopleMessages = { ...frEntrance, ...frDesk, ...frActs, ...frParity };
