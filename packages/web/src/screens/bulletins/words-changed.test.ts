import { wordsProblem, writtenIn } from '@armistice/core/bulletin';
import { expect, test } from 'vitest';
import { changesOf, isWithoutSubject, typedOf } from './words-changed.ts';

const BULLETIN = {
  ...{ number: '14/2026', title: 'A calm day', subject: { says: 'Mines at the crossing' } },
  remarks: [
    { section: 'access', lang: 'en', text: 'The north gate was open.' },
    { section: 'access', lang: 'uk', text: 'Північна брама була відчинена.' },
  ],
};
const written = writtenIn(BULLETIN);

test('what was changed alone is put right, each as the record takes it; an emptied remark is withdrawn', () => {
  const typed = typedOf(written).with(2, 'The south gate was open. ').with(3, '');
  const changes = changesOf(written, typed);
  const [english, ukrainian] = BULLETIN.remarks;
  expect(changes).toEqual([
    { figure: 'remark', was: english, is: { ...english, text: 'The south gate was open.' } },
    { figure: 'remark', was: ukrainian, is: { ...ukrainian, text: null } },
  ]);
  expect(wordsProblem(BULLETIN, [], changes)).toBeUndefined();
});

test('nothing is put right where nothing was changed, and a subject is not withdrawn', () => {
  expect(changesOf(written, typedOf(written).with(0, ' A calm day '))).toEqual([]);
  expect(isWithoutSubject(written, typedOf(written))).toBe(false);
  expect(isWithoutSubject(written, typedOf(written).with(1, ' '))).toBe(true);
});
