/** Language and look of the page, in Arabic. */
export const arSettings = {
  'settings.language': 'اللغة',
  'settings.theme': 'المظهر',
  'theme.light': 'فاتح',
  'theme.dark': 'داكن',
  'theme.auto': 'كالجهاز',
} as const;
