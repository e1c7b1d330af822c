import { flag, misshapen, object, type Shape, type Shaped, text } from '../base/index.ts';
import { ignore, note, noted, readBody, type Step } from './step.ts';
import { handle, reason } from './words.ts';

// The word of a person on an act that needs two: who asked for it, who agreed, and who did not, with their reason.
// It stands beside the act that it is about, which it names by author's key and nonce: known before either is recorded.

const base64url = (length: number, what: string): Shape<string> =>
  text({ max: length, pattern: new RegExp(`^[A-Za-z0-9_-]{${length}}$`), what });

export const secondForm = object(
  {
    /** The act, as the table of rights names it. */
    act: text({ max: 80, pattern: /^[a-z][a-z -]*(: [a-z ]+)?$/, what: 'the name of an act' }),
    /** The entry that does it, or would have done it. */
    of: object({ by: base64url(43, 'the id of a key'), nonce: base64url(22, 'a nonce of 16 bytes') }),
    agreed: flag(),
    /** Whose word it is: the subject of the key that signs. */
    by: handle,
  },
  {
    /** Who asked for it, where that is another one. */
    with: handle,
    reason,
  },
  ({ agreed, reason: why, by, with: asker }, path) => {
    const at = path === '' ? '' : `${path}.`;
    if (!agreed && why === undefined) misshapen(`${at}reason`, 'is missing: who does not agree says why');
    if (by === asker) misshapen(`${at}with`, 'names the same person: nobody is their own second');
  },
);
export type Second = Shaped<typeof secondForm>;

/** Keeps what a person said of an act. Nobody speaks for another, nor agrees to what they signed themselves. */
export function takeSecond(step: Step): undefined {
  const { state, key } = step;
  const body = readBody(step, secondForm);
  if (body === undefined) return;
  if (body.by !== key?.subject)
    return ignore(step, 'not-entitled', `${key?.subject ?? 'nobody'} does not speak for ${body.by}`);
  if (state.register.keys.get(body.of.by)?.subject === body.by)
    return ignore(step, 'illegal', 'nobody is their own second person');
  const name = `${body.of.by} ${body.of.nonce}`;
  const said = state.seconds.get(name) ?? [];
  const before = said.find((one) => one.body.by === body.by);
  if (before !== undefined)
    return ignore(step, 'duplicate', `${body.by} said it in entry ${before.index}: one word each`);
  state.seconds.set(name, [...said, noted(step, body)]);
  note(step);
}
