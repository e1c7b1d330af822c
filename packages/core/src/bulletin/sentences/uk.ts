import type { Wording } from './wording.ts';

/** What may be said of an incident, in Ukrainian. */
export const uk: Wording = {
  quoted: (text) => `«${text}»`,
  alleged: 'стверджуваний',
  underInquiry: 'стверджуваний, триває з’ясування',
  corroborated: 'стверджуваний, підкріплений іншими джерелами',
  corroboratedBy: {
    one: 'стверджуваний, підкріплений {n} джерелом',
    other: 'стверджуваний, підкріплений {n} джерелами',
  },
  verifiedAlleged: 'перевірений інцидент, стверджуване порушення',
  verified: 'перевірений інцидент',
  refuted: 'стверджуваний, спростований',
  unable: 'стверджуваний, перевірити неможливо',
  unableFor: { access: 'доступ', time: 'час', safety: 'безпека', evidence: 'докази' },
  allegedViolation: (clause) => `стверджуване порушення пункту ${clause}`,
  noActor: 'виконавця не визначено',
  claimed: (by, of) => `заявлено: ${by}${of === undefined ? '' : `; за заявою, дія: ${of}`}`,
  admitted: (by) => `визнано: ${by}`,
  assessed: (to, by, confidence) =>
    `за оцінкою (${by}) віднесено до: ${to}, рівень певності ${confidence ?? 'не вказано'}`,
  disputed: 'приписування оскаржується',
  alternatives: (names) => `; інші можливості: ${names.join(', ')}`,
  finding: {
    violation: ({ clause, class: kind, by, on }) =>
      `порушення пункту ${clause}${kind === undefined ? '' : ` (${kind})`}, установлено: ${by}, ${on}`,
    'no violation': ({ clause, by, on }) => `порушення пункту ${clause} немає, установлено: ${by}, ${on}`,
    inconclusive: ({ clause, by, on }) =>
      `стверджуване порушення пункту ${clause}, висновок непереконливий: ${by}, ${on}`,
    'not adopted': ({ clause, by, on }) =>
      `стверджуване порушення пункту ${clause}, висновок не ухвалено: ${by}, ${on}`,
  },
  vote: (seats) => `Голоси: за ${seats.for}, проти ${seats.against}, утрималися ${seats.abstained}`,
  dissent: (words) => `Окрема думка: ${words.join('; ')}`,
  positions: (words) => `Позиції: ${words.join('; ')}`,
  stance: {
    accepts: (party) => `${party} погоджується`,
    contests: (party) => `${party} заперечує`,
    notes: (party) => `${party} бере до відома`,
    states: (party) => `${party} зазначає`,
  },
  remedy: (remedy, due) => `Захід: ${remedy}${due === undefined ? '' : `, строк ${due}`}`,
  indicated: (clause, probability) =>
    `є ознаки: стверджуване порушення пункту ${clause}, імовірність ${probability}`,
  permitted: (clause, exception) =>
    exception === undefined
      ? `є ознаки: дозволено винятком із пункту ${clause}`
      : `є ознаки: дозволено пунктом ${exception} як виняток із пункту ${clause}`,
  notApplicable: (clause) => `є ознаки: пункт ${clause} не застосовується`,
  undetermined: (clause, missing) =>
    `ознак за пунктом ${clause} немає: не визначено${missing === undefined ? '' : `, бракує: ${missing}`}`,
  reasons: (steps) => `; підстави: ${steps.join('; ')}`,
};
