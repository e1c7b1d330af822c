import { expect, test } from 'vitest';
import { asData } from './as-data.ts';

test('what would turn the text around it stands as its number, and reads back as it was', () => {
  const value = { text: 'near \u2069\u202ethe mill', list: ['\u2067', 1] };
  expect(asData(value)).toBe('{"text":"near \\u2069\\u202ethe mill","list":["\\u2067",1]}');
  expect(JSON.parse(asData(value, 2))).toEqual(value);
});
