import { enParity } from '@armistice/core/words';
import { enActs } from './en-acts.ts';
import { enDesk } from './en-desk.ts';
import { enEntrance } from './en-entrance.ts';

/** The pages about people and their rights in English, and the list of what every language must say. */
export const en = { ...enEntrance, ...enDesk, ...enActs, ...enParity } as const;
