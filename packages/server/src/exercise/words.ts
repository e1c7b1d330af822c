import type { Language } from './place.ts';

// Texts of simulated reports: a label and a number, so that no grammar can go wrong. Each begins with what it is.

const EXERCISE: { readonly [language in Language]: string } = {
  ar: 'تمرين (محاكاة)',
  en: 'EXERCISE (simulated)',
  fr: 'EXERCICE (simulé)',
  ru: 'УЧЕНИЯ (имитация)',
  uk: 'НАВЧАННЯ (імітація)',
};

/** With what the text of every simulated report begins. */
export const EXERCISE_MARKS: readonly string[] = Object.values(EXERCISE);

type Words = { readonly [language in Language]: string };

const KIND_WORDS: { readonly [kind: string]: Words } = {
  explosion: { ar: 'انفجارات', en: 'Explosions', fr: 'Explosions', ru: 'Взрывы', uk: 'Вибухи' },
  fire: { ar: 'إطلاق نار', en: 'Fire', fr: 'Tirs', ru: 'Огонь', uk: 'Вогонь' },
  flight: { ar: 'تحليق', en: 'Flight', fr: 'Vol', ru: 'Полёт', uk: 'Політ' },
  weapons: { ar: 'أسلحة', en: 'Weapons', fr: 'Armes', ru: 'Вооружения', uk: 'Озброєння' },
  movement: { ar: 'تحرك', en: 'Movement', fr: 'Mouvement', ru: 'Движение', uk: 'Рух' },
  access: {
    ar: 'تقييد الوصول',
    en: 'Access restricted',
    fr: 'Accès restreint',
    ru: 'Ограничение доступа',
    uk: 'Обмеження доступу',
  },
  jamming: { ar: 'تشويش', en: 'Jamming', fr: 'Brouillage', ru: 'Глушение', uk: 'Глушіння' },
  casualty: { ar: 'مصابون', en: 'Casualties', fr: 'Victimes', ru: 'Пострадавшие', uk: 'Постраждалі' },
  damage: { ar: 'أضرار', en: 'Damage', fr: 'Dégâts', ru: 'Повреждения', uk: 'Пошкодження' },
  notice: { ar: 'إشعار', en: 'Notice', fr: 'Préavis', ru: 'Уведомление', uk: 'Повідомлення' },
  other: { ar: 'ملاحظة', en: 'Observation', fr: 'Observation', ru: 'Наблюдение', uk: 'Спостереження' },
};

const WORD_OF: { readonly [kind: string]: string } = {
  explosion: 'explosion',
  burst: 'fire',
  shot: 'fire',
  projectile: 'fire',
  'artillery-fire': 'fire',
  'mortar-fire': 'fire',
  'mlrs-fire': 'fire',
  'tank-fire': 'fire',
  'small-arms-fire': 'fire',
  'fire-on-monitors': 'fire',
  'uav-flight': 'flight',
  presence: 'weapons',
  movement: 'movement',
  access: 'access',
  jamming: 'jamming',
  casualty: 'casualty',
  damage: 'damage',
  notification: 'notice',
};

const cache = new Map<string, string>();

/** The text of a report of a kind: "EXERCISE (simulated). Explosions: 5", or without a number. */
export function textOf(lang: Language, kind: string, count?: number): string {
  const key = `${lang}${kind}`;
  let head = cache.get(key);
  if (head === undefined) {
    head = `${EXERCISE[lang]}. ${(KIND_WORDS[WORD_OF[kind] ?? 'other'] as Words)[lang]}`;
    cache.set(key, head);
  }
  return count === undefined ? `${head}.` : `${head}: ${count}.`;
}

/** How access was restricted: refused, kept waiting, let through on terms. */
const RESTRICTIONS: { readonly [how: string]: Words } = {
  denied: { ar: 'رفض', en: 'denied', fr: 'refusé', ru: 'отказ', uk: 'відмова' },
  delayed: { ar: 'تأخير', en: 'delayed', fr: 'retardé', ru: 'задержка', uk: 'затримка' },
  conditional: { ar: 'مشروط', en: 'conditional', fr: 'sous conditions', ru: 'с условиями', uk: 'з умовами' },
};

/** The text of a report of restricted access; how it was restricted stands nowhere else in a Report. */
export function accessText(lang: Language, how: string): string {
  const words = RESTRICTIONS[how];
  return words === undefined
    ? textOf(lang, 'access')
    : `${textOf(lang, 'access').slice(0, -1)}: ${words[lang]}.`;
}
