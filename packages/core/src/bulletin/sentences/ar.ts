import type { Wording } from './wording.ts';

/** A name or number of another script keeps its own direction within the sentence. */
function apart(text: string): string {
  return `\u2068${text}\u2069`;
}

/** What may be said of an incident, in Arabic. */
export const ar: Wording = {
  quoted: (text) => `«${apart(text)}»`,
  alleged: 'مزعوم',
  underInquiry: 'مزعوم، قيد الاستيضاح',
  corroborated: 'مزعوم، تؤيده مصادر أخرى',
  corroboratedBy: {
    one: 'مزعوم، يؤيده مصدر واحد',
    two: 'مزعوم، يؤيده مصدران',
    few: 'مزعوم، تؤيده {n} مصادر',
    many: 'مزعوم، يؤيده {n} مصدرًا',
    other: 'مزعوم، يؤيده {n} مصدر',
  },
  verifiedAlleged: 'حادث متحقَّق منه، انتهاك مزعوم',
  verified: 'حادث متحقَّق منه',
  refuted: 'مزعوم، جرى تفنيده',
  unable: 'مزعوم، يتعذر التحقق منه',
  unableFor: { access: 'الوصول', time: 'الوقت', safety: 'السلامة', evidence: 'الأدلة' },
  allegedViolation: (clause) => `انتهاك مزعوم للبند ${apart(clause)}`,
  noActor: 'لم يُحدَّد فاعل',
  claimed: (by, of) => `بحسب ادعاء ${apart(by)}${of === undefined ? '' : `، فعلٌ منسوب إلى ${apart(of)}`}`,
  admitted: (by) => `اعترف به ${apart(by)}`,
  assessed: (to, by, confidence) =>
    `منسوب إلى ${apart(to)} بتقييم ${apart(by)}، درجة الثقة ${confidence ?? 'غير مذكورة'}`,
  disputed: 'الإسناد متنازع عليه',
  alternatives: (names) => `؛ احتمالات أخرى: ${names.map(apart).join('، ')}`,
  finding: {
    violation: ({ clause, class: kind, by, on }) =>
      `انتهاك للبند ${apart(clause)}${kind === undefined ? '' : ` (${apart(kind)})`}، خلصت إليه ${apart(by)} في ${on}`,
    'no violation': ({ clause, by, on }) =>
      `لا انتهاك للبند ${apart(clause)}، خلصت إلى ذلك ${apart(by)} في ${on}`,
    inconclusive: ({ clause, by, on }) =>
      `انتهاك مزعوم للبند ${apart(clause)}، رأته ${apart(by)} غير حاسم في ${on}`,
    'not adopted': ({ clause, by, on }) =>
      `انتهاك مزعوم للبند ${apart(clause)}، لم تعتمد ${apart(by)} استنتاجًا بشأنه في ${on}`,
  },
  vote: (seats) => `التصويت: مع ${seats.for}، ضد ${seats.against}، امتناع ${seats.abstained}`,
  dissent: (words) => `رأي مخالف: ${words.join('؛ ')}`,
  positions: (words) => `المواقف: ${words.join('؛ ')}`,
  stance: {
    accepts: (party) => `${apart(party)}: قبول`,
    contests: (party) => `${apart(party)}: اعتراض`,
    notes: (party) => `${apart(party)}: أخذ علم`,
    states: (party) => `${apart(party)}: إفادة`,
  },
  remedy: (remedy, due) => `المعالجة: ${apart(remedy)}${due === undefined ? '' : `، الموعد ${due}`}`,
  indicated: (clause, probability) =>
    `توجد مؤشرات: انتهاك مزعوم للبند ${apart(clause)}، والاحتمال ${probability}`,
  permitted: (clause, exception) =>
    exception === undefined
      ? `توجد مؤشرات: يجيزه استثناء من البند ${apart(clause)}`
      : `توجد مؤشرات: يجيزه البند ${apart(exception)} استثناءً من البند ${apart(clause)}`,
  notApplicable: (clause) => `توجد مؤشرات: لا ينطبق البند ${apart(clause)}`,
  undetermined: (clause, missing) =>
    `لا مؤشرات بشأن البند ${apart(clause)}: غير محدد${missing === undefined ? '' : `، ينقص: ${apart(missing)}`}`,
  reasons: (steps) => `؛ الأسباب: ${steps.map(apart).join('؛ ')}`,
};
