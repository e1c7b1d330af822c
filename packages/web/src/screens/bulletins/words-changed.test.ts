import { LANGUAGES, wordsProblem, writtenIn } from '@armistice/core/bulletin';
import { expect, test } from 'vitest';
import { changesOf, isWithoutSubject, labelsOf, typedOf } from './words-changed.ts';

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

test('an erratum that comes in while words are typed is not changed back by who did not touch its words', () => {
  const edits = { 2: 'The south gate was open.' };
  const put = { figure: 'title', was: 'A calm day', is: 'A day of shelling' };
  const since = writtenIn(BULLETIN, [{ index: 57, changes: [put] }]);
  expect(changesOf(since, typedOf(since, edits)).map(({ figure }) => figure)).toEqual(['remark']);
});

test('no two fields have one name, also where two remarks stand in one section and language', () => {
  const [english] = BULLETIN.remarks;
  const twice = writtenIn({
    ...BULLETIN,
    remarks: [...BULLETIN.remarks, { ...english, text: 'More.' } as never],
  });
  for (const language of LANGUAGES) {
    const labels = labelsOf(language, twice);
    expect(new Set(labels).size).toBe(twice.length);
    expect(labels[2]).toContain('(1)');
    expect(labels[3]).not.toContain('(');
  }
});
