import './styles/fonts.css';
import './styles/mantine.css';
import './styles/page.css';
import { createRoot } from 'react-dom/client';
import { partsOf } from './address.ts';
import { App } from './app.tsx';
import { prepare } from './arrival.ts';
import { loadMessages } from './i18n/loading.ts';
import { ME_QUESTION } from './people/me.ts';
import { queries } from './queries.ts';
import { keptLanguage } from './settings.ts';

const language = keptLanguage();
const root = document.getElementById('root');
if (root === null) throw new Error('the page has no element with the id "root"');
const coming = loadMessages(language);
// Every view begins with who looks: the answer comes beside the files.
void queries.prefetchQuery(ME_QUESTION);
// All of a view is there before it is first drawn: what comes bit by bit is shown later than what comes at once.
const [view] = partsOf(window.location.pathname);
if (view !== undefined) await prepare(view, language);
const messages = await coming;
createRoot(root).render(<App initial={{ language, messages }} />);
