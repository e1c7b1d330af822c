import type { Wording } from './wording.ts';

/** What may be said of an incident, in Russian. */
export const ru: Wording = {
  quoted: (text) => `«${text}»`,
  alleged: 'предполагаемый',
  underInquiry: 'предполагаемый, выясняется',
  corroborated: 'предполагаемый, подкреплён другими источниками',
  corroboratedBy: {
    one: 'предполагаемый, подкреплён {n} источником',
    other: 'предполагаемый, подкреплён {n} источниками',
  },
  verifiedAlleged: 'проверенный инцидент, предполагаемое нарушение',
  verified: 'проверенный инцидент',
  refuted: 'предполагаемый, опровергнут',
  unable: 'предполагаемый, проверить невозможно',
  unableFor: { access: 'доступ', time: 'время', safety: 'безопасность', evidence: 'доказательства' },
  allegedViolation: (clause) => `предполагаемое нарушение пункта ${clause}`,
  noActor: 'исполнитель не определён',
  claimed: (by, of) => `заявлено: ${by}${of === undefined ? '' : `; по заявлению, действие: ${of}`}`,
  admitted: (by) => `признано: ${by}`,
  assessed: (to, by, confidence) =>
    `по оценке (${by}) отнесено к: ${to}, степень уверенности ${confidence ?? 'не указана'}`,
  disputed: 'приписывание оспаривается',
  alternatives: (names) => `; другие возможности: ${names.join(', ')}`,
  finding: {
    violation: ({ clause, class: kind, by, on }) =>
      `нарушение пункта ${clause}${kind === undefined ? '' : ` (${kind})`}, установлено: ${by}, ${on}`,
    'no violation': ({ clause, by, on }) => `нарушения пункта ${clause} нет, установлено: ${by}, ${on}`,
    inconclusive: ({ clause, by, on }) =>
      `предполагаемое нарушение пункта ${clause}, вывод неубедителен: ${by}, ${on}`,
    'not adopted': ({ clause, by, on }) =>
      `предполагаемое нарушение пункта ${clause}, вывод не принят: ${by}, ${on}`,
  },
  vote: (seats) => `Голоса: за ${seats.for}, против ${seats.against}, воздержались ${seats.abstained}`,
  dissent: (words) => `Особое мнение: ${words.join('; ')}`,
  positions: (words) => `Позиции: ${words.join('; ')}`,
  stance: {
    accepts: (party) => `${party} соглашается`,
    contests: (party) => `${party} возражает`,
    notes: (party) => `${party} принимает к сведению`,
    states: (party) => `${party} отмечает`,
  },
  remedy: (remedy, due) => `Мера: ${remedy}${due === undefined ? '' : `, срок ${due}`}`,
  indicated: (clause, probability) =>
    `есть признаки: предполагаемое нарушение пункта ${clause}, вероятность ${probability}`,
  permitted: (clause, exception) =>
    exception === undefined
      ? `есть признаки: разрешено исключением из пункта ${clause}`
      : `есть признаки: разрешено пунктом ${exception} как исключение из пункта ${clause}`,
  notApplicable: (clause) => `есть признаки: пункт ${clause} не применяется`,
  undetermined: (clause, missing) =>
    `признаков по пункту ${clause} нет: не определено${missing === undefined ? '' : `, не хватает: ${missing}`}`,
  reasons: (steps) => `; основания: ${steps.join('; ')}`,
};
