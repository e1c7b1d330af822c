import type { Wording } from './wording.ts';

/** What may be said of an incident, in French. */
export const fr: Wording = {
  quoted: (text) => `« ${text} »`,
  alleged: 'allégué',
  underInquiry: 'allégué, enquête en cours',
  corroborated: 'allégué, corroboré par d’autres sources',
  corroboratedBy: {
    one: 'allégué, corroboré par {n} source',
    other: 'allégué, corroboré par {n} sources',
  },
  verifiedAlleged: 'incident vérifié, violation alléguée',
  verified: 'incident vérifié',
  refuted: 'allégué, réfuté',
  unable: 'allégué, vérification impossible',
  unableFor: { access: 'accès', time: 'délai', safety: 'sécurité', evidence: 'éléments de preuve' },
  allegedViolation: (clause) => `violation alléguée de la clause ${clause}`,
  noActor: 'aucun auteur déterminé',
  claimed: (by, of) => `selon la déclaration de ${by}${of === undefined ? '' : `, acte de ${of}`}`,
  admitted: (by) => `reconnu par ${by}`,
  assessed: (to, by, confidence) =>
    `attribué à ${to} selon l’évaluation de ${by}, confiance ${confidence ?? 'non indiquée'}`,
  disputed: 'attribution contestée',
  alternatives: (names) => ` ; autres possibilités : ${names.join(', ')}`,
  finding: {
    violation: ({ clause, class: kind, by, on }) =>
      `violation de la clause ${clause}${kind === undefined ? '' : ` (${kind})`}, constatée par ${by} le ${on}`,
    'no violation': ({ clause, by, on }) =>
      `absence de violation de la clause ${clause}, constatée par ${by} le ${on}`,
    inconclusive: ({ clause, by, on }) =>
      `violation alléguée de la clause ${clause}, jugée non concluante par ${by} le ${on}`,
    'not adopted': ({ clause, by, on }) =>
      `violation alléguée de la clause ${clause}, conclusion non adoptée par ${by} le ${on}`,
  },
  vote: (seats) => `Vote : ${seats.for} pour, ${seats.against} contre, ${seats.abstained} abstentions`,
  dissent: (words) => `Opinion dissidente : ${words.join(' ; ')}`,
  positions: (words) => `Positions : ${words.join(' ; ')}`,
  stance: {
    accepts: (party) => `${party} accepte`,
    contests: (party) => `${party} conteste`,
    notes: (party) => `${party} prend note`,
    states: (party) => `${party} déclare`,
  },
  remedy: (remedy, due) => `Mesure : ${remedy}${due === undefined ? '' : `, échéance ${due}`}`,
  indicated: (clause, probability) =>
    `indiqué : violation alléguée de la clause ${clause}, probabilité ${probability}`,
  permitted: (clause, exception) =>
    exception === undefined
      ? `indiqué : permis par une exception à la clause ${clause}`
      : `indiqué : permis par la clause ${exception}, par exception à la clause ${clause}`,
  notApplicable: (clause) => `indiqué : la clause ${clause} ne s’applique pas`,
  undetermined: (clause, missing) =>
    `rien d’indiqué pour la clause ${clause} : indéterminé${missing === undefined ? '' : `, il manque : ${missing}`}`,
  reasons: (steps) => ` ; raisons : ${steps.join(' ; ')}`,
};
