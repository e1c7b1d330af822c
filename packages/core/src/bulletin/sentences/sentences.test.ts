import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ATTRIBUTIONS, FINDINGS, STATUSES } from '../../mission/index.ts';
import {
  LANGUAGES,
  type Language,
  sayAttribution,
  sayDate,
  sayFinding,
  sayIndication,
  sayNumber,
  sayStatus,
} from './index.ts';
import { formFor, pluralOf } from './plural.ts';

// Every sentence that can be made, in every language, over all combinations of the axes, against a table of words.

interface Words {
  /** Every sentence before a finding has one of these where it speaks of a violation. */
  readonly alleged: RegExp;
  readonly violation: RegExp;
  readonly found: RegExp;
  readonly indicated: RegExp;
  readonly refuted: RegExp;
  readonly verified: RegExp;
  readonly corroborated: RegExp;
  readonly noActor: RegExp;
  readonly disputed: RegExp;
  /** Never, in any sentence. */
  readonly never: RegExp;
}

const TABLE: { readonly [language in Language]: Words } = {
  en: {
    alleged: /alleged/,
    violation: /violation/,
    found: /found by/,
    indicated: /indicated/,
    refuted: /refuted/,
    verified: /verified incident/,
    corroborated: /corroborated by/,
    noActor: /^no actor determined$/,
    disputed: /^attribution disputed/,
    never: /confirm|enemy|hostile|closed|prove|violated|guilty|terror|regime|culprit|blame/i,
  },
  uk: {
    alleged: /стверджуван/,
    violation: /порушенн/,
    found: /установлено/,
    indicated: /ознак/,
    refuted: /спростован/,
    verified: /перевірений інцидент/,
    corroborated: /підкріплений/,
    noActor: /^виконавця не визначено$/,
    disputed: /^приписування оскаржується/,
    never: /підтвердж|ворог|ворож|закрит|доведен|порушив|винн|терор|режим/i,
  },
  ru: {
    alleged: /предполагаем/,
    violation: /нарушени/,
    found: /установлено/,
    indicated: /признак/,
    refuted: /опровергнут/,
    verified: /проверенный инцидент/,
    corroborated: /подкреплён/,
    noActor: /^исполнитель не определён$/,
    disputed: /^приписывание оспаривается/,
    never: /подтвержд|враг|враж|закрыт|доказано|нарушил|виновн|террор|режим/i,
  },
  fr: {
    alleged: /allégué/,
    violation: /violation/,
    found: /constatée par/,
    indicated: /indiqué/,
    refuted: /réfuté/,
    verified: /incident vérifié/,
    corroborated: /corroboré par/,
    noActor: /^aucun auteur déterminé$/,
    disputed: /^attribution contestée/,
    never: /confirm|ennemi|hostile|clos|prouv|violé|coupable|terror|régime|revendiqu/i,
  },
  ar: {
    alleged: /مزعوم/,
    violation: /انتهاك/,
    found: /خلصت إلي|خلصت إلى/,
    indicated: /مؤشرات/,
    refuted: /تفنيد/,
    verified: /حادث متحقَّق منه/,
    corroborated: /يؤيده|تؤيده/,
    noActor: /^لم يُحدَّد فاعل$/,
    disputed: /^الإسناد متنازع عليه/,
    never: /مؤكد|عدو|معادٍ|معادية|مغلق|مثبت|انتهكت|مذنب|إرهاب|نظام/,
  },
};

const UNABLE = [undefined, 'access', 'time', 'safety', 'evidence'] as const;
const SOURCES = [undefined, 0, 1, 2, 3, 5, 11, 12, 21, 22, 25, 100, 101, 103, 111, 1234];
const OUTCOMES = ['breach', 'permitted', 'not-applicable', 'undetermined'] as const;
const BY = { by: 'JMC', on: '2026-05-04T21:30:00Z' };

describe.each(LANGUAGES)('what the machine says, in %s', (language) => {
  const words = TABLE[language];
  const statuses = STATUSES.flatMap((status) =>
    UNABLE.flatMap((unable) =>
      SOURCES.flatMap((sources) =>
        FINDINGS.map((finding) => ({
          ...{ status, finding },
          ...(unable === undefined ? {} : { unable }),
          ...(sources === undefined ? {} : { sources }),
        })),
      ),
    ),
  );
  const attributions = ATTRIBUTIONS.flatMap((attribution) =>
    [undefined, 'north'].flatMap((party) =>
      [undefined, 0, 0.85, 1].flatMap((confidence) =>
        [undefined, ['south', 'actor outside the agreement']].map((alternatives) => ({
          attribution,
          attributed: {
            by: 'south',
            ...(party === undefined ? {} : { party }),
            ...(confidence === undefined ? {} : { confidence }),
            ...(alternatives === undefined ? {} : { alternatives }),
          },
        })),
      ),
    ),
  );
  const findings = FINDINGS.flatMap((finding) =>
    [undefined, 'serious'].flatMap((kind) =>
      [false, true].flatMap((more) => ({
        ...{ clause: '2.a', finding, ...BY },
        ...(kind === undefined ? {} : { class: kind }),
        ...(more
          ? {
              vote: { for: { a: 2, b: 1 }, against: { c: 1 } },
              dissent: [{ by: 'north', text: 'DISSENT-WORDS' }],
              positions: [
                { party: 'north', stance: 'contests' as const, text: 'POSITION-WORDS' },
                { party: 'south', stance: 'accepts' as const },
                { party: 'east', text: 'OWN-WORDS' },
                { party: 'west', stance: 'notes' as const },
              ],
              remedy: 'REMEDY',
              due: '2026-06-01T00:00:00Z',
            }
          : {}),
      })),
    ),
  );
  const indications = OUTCOMES.flatMap((outcome) =>
    [null, 0, 0.93, 1].flatMap((probability) =>
      [undefined, 'line'].flatMap((missing) =>
        [undefined, '3'].flatMap((exception) =>
          [undefined, ['STEP-ONE', 'STEP-TWO']].map((because) => ({
            ...{ clause: '2.a', outcome, probability },
            ...(missing === undefined ? {} : { missing }),
            ...(exception === undefined ? {} : { exception }),
            ...(because === undefined ? {} : { because }),
          })),
        ),
      ),
    ),
  );
  const said = {
    statuses: statuses.map((one) => [one, sayStatus(language, one)] as const),
    attributions: attributions.map((one) => [one, sayAttribution(language, one)] as const),
    findings: findings.map((one) => [one, sayFinding(language, one)] as const),
    indications: indications.map((one) => [one, sayIndication(language, one)] as const),
  };
  const all = Object.values(said).flatMap((some) => some.map(([, sentence]) => sentence));

  test('no sentence is empty, has a gap, or uses a word that the field avoids', () => {
    expect(all.length).toBeGreaterThan(2000);
    for (const sentence of all) {
      expect(sentence).not.toBe('');
      expect(sentence).not.toMatch(/undefined|NaN|\{n\}|null| {2}/);
      expect(sentence).not.toMatch(words.never);
    }
  });

  test('before a finding nothing is a violation without "alleged"', () => {
    for (const [{ status, finding }, sentence] of said.statuses) {
      if (finding !== 'violation' && finding !== 'no violation')
        expect(sentence, status).toMatch(words.alleged);
      if (words.violation.test(sentence)) expect(sentence).toMatch(words.alleged);
      expect(sentence).not.toMatch(words.found);
    }
    for (const [{ finding }, sentence] of said.findings)
      if (finding === 'none') expect(sentence).toMatch(words.alleged);
  });

  test('each status says its own word, and says why something could not be verified', () => {
    for (const [{ status, unable }, sentence] of said.statuses) {
      expect(words.refuted.test(sentence), sentence).toBe(status === 'refuted');
      expect(words.verified.test(sentence), sentence).toBe(status === 'verified');
      expect(words.corroborated.test(sentence), sentence).toBe(status === 'corroborated');
      if (status === 'unable to verify') expect(sentence.includes(':')).toBe(unable !== undefined);
    }
    const reasons = UNABLE.map((unable) =>
      sayStatus(language, { status: 'unable to verify', ...(unable === undefined ? {} : { unable }) }),
    );
    expect(new Set(reasons).size).toBe(UNABLE.length);
  });

  test('corroborated says by how many, in the form that the number takes', () => {
    for (const sources of [3, 5, 12, 21, 22, 103]) {
      const sentence = sayStatus(language, { status: 'corroborated', sources });
      expect(sentence).toContain(String(sources));
    }
  });

  test('an actor is named by whoever said so, and never by the machine', () => {
    for (const [{ attribution, attributed }, sentence] of said.attributions) {
      expect(sentence).not.toMatch(words.violation);
      if (attribution === 'undetermined') expect(sentence).toMatch(words.noActor);
      if (attribution === 'disputed') expect(sentence).toMatch(words.disputed);
      if (attribution === 'claimed') expect(sentence).toContain('south');
      if (attribution === 'assessed' && attributed.party !== undefined) {
        expect(sentence).toContain('south');
        expect(sentence).toContain('north');
        if (attributed.confidence === 0.85) expect(sentence).toMatch(/0[.,]85/);
      }
      if (attribution !== 'undetermined' && attributed.alternatives !== undefined)
        expect(sentence).toContain('actor outside the agreement');
    }
  });

  test('a violation is said with clause, class, body and day; dissent and positions in the same paragraph', () => {
    for (const [one, sentence] of said.findings) {
      expect(sentence).toContain('2.a');
      expect(sentence).not.toContain('\n');
      expect(words.found.test(sentence), sentence).toBe(
        one.finding === 'violation' || one.finding === 'no violation',
      );
      if (one.finding !== 'none') {
        expect(sentence).toContain('JMC');
        expect(sentence).toContain(sayDate(language, BY.on));
      }
      if (one.finding === 'inconclusive' || one.finding === 'not adopted')
        expect(sentence).toMatch(words.alleged);
      if (one.finding === 'violation' && one.class !== undefined) expect(sentence).toContain('serious');
      if ('dissent' in one)
        for (const part of ['DISSENT-WORDS', 'POSITION-WORDS', 'OWN-WORDS', 'REMEDY', 'west'])
          expect(sentence).toContain(part);
    }
  });

  test('an indication is indicated, with probability and reasons, and nothing more', () => {
    for (const [one, sentence] of said.indications) {
      expect(sentence).toMatch(words.indicated);
      expect(sentence).not.toMatch(words.found);
      if (one.outcome === 'breach') {
        expect(sentence).toMatch(words.alleged);
        if (one.probability === 0.93) expect(sentence).toMatch(/0[.,]93/);
      } else expect(sentence).not.toMatch(words.violation);
      if (one.because !== undefined) for (const step of one.because) expect(sentence).toContain(step);
      if (one.outcome === 'undetermined' && one.missing !== undefined) expect(sentence).toContain('line');
    }
  });
});

// Intl of this engine knows the same categories; it serves as the peer here, and only here.
test.each(LANGUAGES)('plural categories are those of CLDR, in %s', (language) => {
  const peer = new Intl.PluralRules(language);
  fc.assert(
    fc.property(fc.nat({ max: 1_000_000 }), (count) => {
      const [ours, theirs] = [pluralOf(language, count), peer.select(count)];
      // French has `many` for a million and more alone.
      return ours === theirs || (language === 'fr' && theirs === 'many');
    }),
    { numRuns: 2000 },
  );
  expect(formFor(language, 1, { other: 'x' })).toBe('x');
});

test('numbers and days are printed by rules of our own', () => {
  expect(sayNumber('en', 1234567.8915)).toBe('1,234,567.892');
  expect(sayNumber('uk', 1234.5)).toBe('1\u202f234,5');
  expect(sayNumber('fr', -0.25)).toBe('−0,25');
  expect(sayNumber('ar', 999)).toBe('999');
  expect(sayDate('uk', '2026-05-04T22:30:00Z', 3 * 3600)).toBe('5 травня 2026');
  expect(sayDate('fr', '2026-03-01T00:00:00Z')).toBe('1er mars 2026');
});
