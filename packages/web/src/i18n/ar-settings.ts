/** Language and look of the page, in Arabic. */
export const arSettings = {
  'settings.language': 'اللغة',
  'coming.incident': 'الحادث',
  'coming.view': 'الصفحة',
  'coming.says': 'جارٍ جلب «{name}» من الخادم…',
  'coming.failed': 'تعذّر جلب «{name}»: لم يجب الخادم أو انقطع الخط.',
  'coming.still': 'ما زال الخادم لا يجيب.',
  'coming.again': 'المحاولة من جديد',
  'settings.clock': 'الساعة التي تُعرض بها الأوقات',
  'settings.agreementClock': '{offset} (الاتفاق)',
  'settings.theme': 'المظهر',
  'theme.light': 'فاتح',
  'theme.dark': 'داكن',
  'theme.auto': 'كالجهاز',
} as const;
