import type { MessagesOf } from '../messages.ts';
import type { en } from './words-en.ts';

/** The texts of the pages about people and their rights, in one language. */
export type PeopleMessages = MessagesOf<typeof en>;
