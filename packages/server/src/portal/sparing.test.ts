import { expect, test } from 'vitest';
import type { Mission } from '../mission.ts';
import { bulletinsPage } from './pages/bulletins.ts';
import { incidentsIn } from './saying.ts';
import { speechIn } from './speech.ts';

// What the public pages print says no more than is known, and nothing before its time.

const en = speechIn('en');
const HOUR = 3_600_000;
const REMARK = { section: 'access', lang: 'uk', text: 'Брама була відчинена.' };

/** The page of bulletins with one that was corrected, given to everyone so many hours from now. */
async function pageWith(
  hours: number,
  names: Parameters<typeof bulletinsPage>[1]['names'] = {},
  title: string | null = 'A day of shelling',
): Promise<string> {
  const at = new Date(Date.now() + hours * HOUR).toISOString();
  const changes = [
    { figure: 'count', was: { min: 3, best: 4, max: 5 }, is: { min: 5, best: 6, max: 7 } },
    { figure: 'classes', was: {}, is: { flare: { min: 1, best: 2, max: 2 } } },
    { figure: 'title', was: 'A calm <b>day</b>', is: title },
    { figure: 'remark', was: REMARK, is: { ...REMARK, text: null } },
    { figure: 'apart', was: {}, is: { 'party north': { min: 2, best: 2, max: 2 } } },
    { figure: '<i>other</i>', was: null, is: { said: '"<b>"' } },
  ];
  const issued = {
    ...{ index: 14, issued: '2026-11-20T08:00:00Z', due: false },
    body: {
      ...{ number: '14/2026', type: 'daily', size: 9, rule: { rule: 'each-explosion', version: 1 } },
      ...{ from: '2026-11-19T00:00:00Z', to: '2026-11-20T00:00:00Z' },
      title: 'A calm <b>day</b>',
      release: { parties: at, partners: at, public: at },
    },
    errata: [{ index: 20, reason: 'late reports from the ridge', changes }],
  };
  const mission = { ask: async () => [issued] } as unknown as Mission;
  const { body } = await bulletinsPage(
    mission,
    { names },
    en,
    (number, format) => `/file/${number}.${format}`,
  );
  return body.text;
}

test('a bulletin that everyone is given later has no links to files, no figures and no reasons, and says from when on', async () => {
  const early = await pageWith(2);
  expect(early).toContain('The document is given to everyone from');
  for (const told of ['/file/', 'the ridge', 'flare']) expect(early).not.toContain(told);
  expect(early).toContain('href="/api/entries/20"');
  const later = await pageWith(-2);
  expect(later).toContain('href="/file/14/2026.html"');
  expect(later).toContain('the ridge');
  expect(later).not.toContain('from when');
});

test('what an erratum put right is printed in words, whatever the figure is, and as text', async () => {
  const page = await pageWith(-2);
  expect(page).toMatch(/Beside it, not added: flare.*2 \(1–2\)/);
  expect(page).toContain('{&quot;said&quot;:');
  expect(page).toContain('&lt;i&gt;other');
  expect(page).not.toMatch(/&amp;(?!as=)|<i>|<b>/);
});

test('words that an erratum put right stand struck beside what takes their place, and a party goes by its name', async () => {
  const page = await pageWith(-2, { north: { '': 'The North' } });
  expect(page).toMatch(
    /<p><span class="quiet">Was:<\/span> <del><bdi>A calm &lt;b&gt;day&lt;\/b&gt;<\/bdi><\/del> <span class="quiet">Is:<\/span> <ins><bdi>A day of shelling<\/bdi><\/ins> <a href="#e20">/,
  );
  expect(await pageWith(-2, {}, null)).toMatch(
    /<del>.*day.*<\/del> <span class="quiet">Is:<\/span> <bdi>withdrawn<\/bdi> <a href="#e20">/,
  );
  expect(page).toContain('<p id="e20">');
  expect(page).toContain('The North (its own figure)');
  // What was written is in its language; that it was withdrawn is said in the reader's.
  expect(page).toContain(
    `<del><span lang="uk"><bdi>${REMARK.text}</bdi></span></del><br><span class="quiet">Is:</span> <bdi>withdrawn</bdi>`,
  );
  expect(page).toContain('href="/file/14/2026.html&amp;as=corrected"');
  const early = await pageWith(2);
  for (const told of ['calm', 'shelling', 'as=corrected']) expect(early).not.toContain(told);
});

test('no incident where nobody could observe is no figure; 0 stands where somebody could', () => {
  const counts = { incidents: 0 } as never;
  const beside = (hours: number) => ({ hours, of: 24, denied: 0 }) as never;
  expect(incidentsIn({ counts, coverage: 'not recorded' }, en)).toBe('–');
  expect(incidentsIn({ counts, coverage: beside(0) }, en)).toBe('–');
  expect(incidentsIn({ counts, coverage: beside(6) }, en)).toBe('0');
  expect(incidentsIn({ counts: { incidents: 2 } as never, coverage: 'not recorded' }, en)).toBe('2');
});
