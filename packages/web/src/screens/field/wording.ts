import type { Lacking } from '../../field/compose.ts';
import type { Form } from '../../field/form.ts';
import { doneOf, type Outgoing } from '../../field/kept.ts';
import type { RoomSpeech } from '../../i18n/rooms.ts';

type FieldSpeech = RoomSpeech<'field'>;

/** The zone of the device: what its owner sees on their wrist. */
export const LOCAL_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;

export function localMoment(at: string, speech: FieldSpeech): string {
  return speech.moment(at, LOCAL_ZONE);
}

/** What a form is about, in a line. */
export function titleOf(
  { about, kind, least }: Pick<Form, 'about' | 'kind' | 'least'>,
  { r, word, number }: FieldSpeech,
): string {
  if (about !== 'report') return r(`home.${about}`);
  if (kind === undefined) return r('drafts.unnamed');
  return least === undefined || least < 2 ? word('kind', kind) : `${word('kind', kind)} × ${number(least)}`;
}

/** Whether a form tells of a stretch of time, in which nothing is "now". */
export function isStretch({ about, lasted }: Pick<Form, 'about' | 'lasted'>): boolean {
  return about !== 'report' || lasted;
}

/** What to do about a field, by the buttons that are there. */
export function needOf(field: Lacking['field'], form: Form): `need.${Lacking['field'] | 'stretch'}` {
  return field === 'when' && isStretch(form) ? 'need.stretch' : `need.${field}`;
}

/** What goes out, in a line; of what was acknowledged nothing else is kept. */
export function outgoingTitle({ what }: Outgoing, speech: FieldSpeech): string {
  return titleOf(doneOf(what), speech);
}
