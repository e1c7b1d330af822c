/** Language and look of the page, in Arabic. */
export const arSettings = {
  'settings.language': 'اللغة',
  'settings.clock': 'الساعة التي تُعرض بها الأوقات',
  'settings.agreementClock': '{offset} (الاتفاق)',
  'settings.theme': 'المظهر',
  'theme.light': 'فاتح',
  'theme.dark': 'داكن',
  'theme.auto': 'كالجهاز',
} as const;
