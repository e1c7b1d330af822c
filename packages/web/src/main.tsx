import './styles/fonts.css';
import './styles/mantine.css';
import './styles/page.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { loadMessages } from './i18n/loading.ts';
import { keptLanguage } from './settings.ts';

const language = keptLanguage();
const root = document.getElementById('root');
if (root === null) throw new Error('the page has no element with the id "root"');
const messages = await loadMessages(language);
createRoot(root).render(<App initial={{ language, messages }} />);
