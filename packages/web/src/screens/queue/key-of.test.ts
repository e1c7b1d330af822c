import { expect, test } from 'vitest';
import { keyOf } from './key-of.ts';

test.each([
  ['a Ukrainian or Russian keyboard', 'с', 'KeyC', 'c'],
  ['an Arabic keyboard', 'ؤ', 'KeyC', 'c'],
  ['a Ukrainian keyboard', 'о', 'KeyJ', 'j'],
  ['an Arabic keyboard whose key writes two letters', 'لا', 'KeyB', 'b'],
  ['an English keyboard', 'c', 'KeyC', 'c'],
  // On AZERTY and Dvorak the letter is what is meant, not its place.
  ['a French keyboard', 'a', 'KeyQ', 'a'],
  ['a Dvorak keyboard', 'j', 'KeyC', 'j'],
  ['any keyboard, for the help', '?', 'Slash', '?'],
  ['any keyboard, for the way out', 'Escape', 'Escape', 'Escape'],
])('on %s, %s at %s is the shortcut %s', (_, key, code, shortcut) => {
  expect(keyOf({ key, code })).toBe(shortcut);
});
