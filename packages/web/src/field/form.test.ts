import { expect, test } from 'vitest';
import { compose, lackingIn, placeOf } from './compose.ts';
import { changedForm, type Form, type FormChange, newForm, withChanges } from './form.ts';
import type { PhotoPart } from './kept.ts';
import { withPhoto } from './photo.ts';

const HERE = { at: [-28.0312, 42.0467], radius: 20 } as const;
const MEANWHILE = '2026-11-20T21:00:00Z';

/** Five bursts south-west of where one stands, as far as every test needs it. */
function filled(...changes: readonly FormChange[]): Form {
  const where = { ...newForm('report', '', 'en').where, from: HERE, bearing: 225, near: 3000, far: 5000 };
  const base = { source: 'patrol-3', kind: 'burst', from: MEANWHILE, to: MEANWHILE, where };
  return [base, ...changes].reduce(changedForm, newForm('report', '', 'en'));
}

function reportOf(form: Form) {
  const composed = compose(form, false);
  if (!composed.ok) throw new Error(`not complete: ${composed.lacking.map(({ field }) => field).join(' ')}`);
  return 'report' in composed.what ? composed.what.report : undefined;
}

const lacking = (form: Form): readonly string[] => lackingIn(form, false).map(({ field }) => field);

/** Types into a field of numbers, key by key, as the page hears it. */
function typed(form: Form, digits: string, put: (form: Form, value: number) => FormChange): Form {
  return [...digits].reduce(
    (now, _, at) => changedForm(now, put(now, Number(digits.slice(0, at + 1)))),
    form,
  );
}

test('direction and distance that are chosen while the position is being found are in the report', () => {
  const begun = newForm('report', 'patrol-3', 'en');
  // The fix was asked for here, and arrives last.
  const found: FormChange = (now) => ({ where: withChanges(now.where, { from: HERE }) });
  const chosen: FormChange = (now) => ({
    where: withChanges(now.where, { bearing: 315, near: 3000, far: 5000 }),
  });
  const form = [chosen, found].reduce(changedForm, begun);
  expect(placeOf(form)).toMatchObject({ origin: HERE.at, bearing: 315, distance: [3000, 5000] });
});

test('five to twelve injured are filed as five to twelve, whatever was typed on the way', () => {
  const one = filled({ persons: [{ status: 'injured', least: 5, civilian: 'unknown' }] });
  const form = typed(one, '12', ({ persons }, most) => ({
    persons: persons.map((person) => withChanges(person, { most })),
  }));
  expect(reportOf(form)?.persons).toEqual([{ status: 'injured', count: [5, 12], civilian: 'unknown' }]);
});

test('three to twelve kilometres are filed as three to twelve', () => {
  const near = filled((now) => ({ where: withChanges(now.where, { near: 3000, far: undefined }) }));
  const form = typed(near, '12', ({ where }, km) => ({ where: withChanges(where, { far: km * 1000 }) }));
  expect(reportOf(form)?.place).toMatchObject({ distance: [3000, 12_000] });
});

test.each([
  ['five, and no more is said', { least: 5 }, [5, 5]],
  ['at most twenty, and no least', { most: 20 }, [1, 20]],
  ['five to twenty', { least: 5, most: 20 }, [5, 20]],
  ['nothing', {}, undefined],
])('how many, where somebody gives %s', (_, count, said) => {
  expect(reportOf(filled(count))?.count).toEqual(said);
});

test.each([
  ['a count whose least is more than its most', { least: 9, most: 3 }, 'count'],
  ['persons of whom nobody said how many', { persons: [{ status: 'killed', civilian: 'no' }] }, 'persons'],
  ['persons of whom nobody said how they are', { persons: [{ least: 2, civilian: 'no' }] }, 'persons'],
  [
    'persons whose least is more than their most',
    { persons: [{ status: 'killed', least: 3, most: 2, civilian: 'no' }] },
    'persons',
  ],
] as const)('%s does not go out', (_, change, field) => {
  expect(lacking(filled(change))).toEqual([field]);
});

test.each([
  ['crossed', { near: 5000, far: 3000 }],
  ['open at its far end', { near: 5000, far: undefined }],
  ['not said', { near: undefined, far: undefined }],
])('a distance that is %s does not go out, and is asked for beside its fields', (_, ends) => {
  const form = filled((now) => ({ where: withChanges(now.where, ends) }));
  expect(lacking(form)).toEqual(['distance']);
});

test('"at most" alone says nothing of how near', () => {
  const form = filled((now) => ({ where: withChanges(now.where, { near: undefined, far: 4000 }) }));
  expect(reportOf(form)?.place).toMatchObject({ distance: [0, 4000] });
});

test('a watch says by what means, and nobody says it for who watched', () => {
  const watch = changedForm(filled({ area: 'bridge-north' }), { about: 'coverage' });
  expect(lacking(watch)).toEqual(['means']);
  const composed = compose(changedForm(watch, { means: 'heard' }), false);
  expect(composed.ok && 'entry' in composed.what && composed.what.entry.body.means).toBe('heard');
});

test('a photograph that is covered while another is made smaller stays covered, and a removed one stays away', () => {
  const photo = (id: string): PhotoPart => ({
    ...{ id, sha256: id.repeat(64), type: 'image/jpeg', bytes: 3, graphic: false },
  });
  const two = filled({ photos: [photo('a'), photo('b')] });
  const covered: FormChange = ({ photos }) => ({
    photos: photos.map((one) => (one.id === 'a' ? { ...one, graphic: true } : one)),
  });
  const removed: FormChange = ({ photos }) => ({ photos: photos.filter(({ id }) => id !== 'b') });
  const third: FormChange = ({ photos }) => ({ photos: withPhoto(photos, photo('c')) });
  const { photos } = [covered, removed, third].reduce(changedForm, two);
  expect(photos.map(({ id, graphic }) => [id, graphic])).toEqual([
    ['a', true],
    ['c', false],
  ]);
});
