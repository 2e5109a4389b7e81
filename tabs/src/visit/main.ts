import './styles/page.css';
import { openPageLanguage } from './page-language.ts';
import { startDeviceTest } from './start-device-test.tsx';
import { startVisitPage } from './start-visit-page.tsx';

const root = document.getElementById('page');
if (root === null) throw new Error('the page has no root');
const language = await openPageLanguage({ document, storage: sessionStorage, nowMs: Date.now });
// The visit, or the device test, is named by the last part of the path.
const name = location.pathname.split('/').filter(Boolean).at(-1) ?? '';

if (name === 'device-test') startDeviceTest({ window, root, language });
else startVisitPage({ window, root, visitId: name, language });
