import { type Html, html, trusted } from '../cloud/html.ts';
import type { Person } from '../cloud/model.ts';
import { icon } from './browser/icons.ts';
import { initials } from './browser/initials.ts';
import type { TeamsTab } from './teams-deps.ts';

/** The frame of the Teams client around a page's own content: title bar, left rail, account menu. */
export function teamsShell(shell: {
  active: 'chat' | 'apps';
  person: Person;
  signOutPath: string;
  tab: TeamsTab | null;
  content: Html;
}): Html {
  const { person, tab } = shell;
  return html`<div class="shell">
<header class="title-bar">
  <span class="product"><span class="product-mark" aria-hidden="true">${trusted(icon('people'))}</span>Teams <span class="pill">sandbox</span></span>
  <div class="title-tools">
    <label class="compact-field"><span>Theme</span><select id="theme-choice">
      <option value="default">Light</option><option value="dark">Dark</option><option value="contrast">High contrast</option>
    </select></label>
    <details class="account">
      <summary aria-label="Account of ${person.displayName}"><span class="avatar" aria-hidden="true">${initials(person.displayName)}</span></summary>
      <div class="account-card">
        <p class="account-name">${person.displayName}</p>
        <p>${person.jobTitle}</p>
        <p>${person.userPrincipalName}</p>
        <a class="button" href="${shell.signOutPath}">Switch account</a>
      </div>
    </details>
  </div>
</header>
<nav class="rail" aria-label="Teams">
  ${railLink({ href: '/teams', name: 'Chat', icon: 'chat', active: shell.active === 'chat', badge: true })}
  ${tab !== null && railLink({ href: `/teams/apps/${tab.appId}`, name: 'Apps', icon: 'apps', active: shell.active === 'apps', badge: false })}
</nav>
${shell.content}
</div>`;
}

function railLink(link: {
  href: string;
  name: string;
  icon: 'chat' | 'apps';
  active: boolean;
  badge: boolean;
}): Html {
  return html`<a class="rail-link" href="${link.href}"${link.active ? trusted(' aria-current="page"') : null}>
${trusted(icon(link.icon))}<span>${link.name}</span>${link.badge && html`<span class="badge" id="chat-badge" hidden></span>`}</a>`;
}
