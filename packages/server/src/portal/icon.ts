/** Where browsers look for the sign of a site that names none: pages of the portal ask for no picture. */
export const ICON_PATH = '/favicon.ico';

/** The sign of Armistice, as the page has it. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><title>Armistice</title><rect width="32" height="32" rx="7" fill="#24424a"/><path d="M8 12h16M8 20h16" stroke="#f6f3ea" stroke-width="3" stroke-linecap="round"/><path d="M16 6v20" stroke="#f6f3ea" stroke-width="3" stroke-linecap="round" stroke-dasharray="1 5"/></svg>`;
