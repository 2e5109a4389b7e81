import type { HospitalData } from '../../data/model.ts';
import type { PracticeFace } from '../../face.ts';
import { escapeHtml } from '../html.ts';
import { faceNav, links, page } from '../layout.ts';

export type AdministrationPart = 'overview' | 'app' | 'records';

export const ENVIRONMENTS: readonly { readonly face: PracticeFace; readonly name: string }[] = [
  { face: 'practice', name: 'Testing' },
  { face: 'practice-prd', name: 'Production' },
];

export function environmentName(face: PracticeFace): string {
  return face === 'practice' ? 'Testing' : 'Production';
}

export function administrationPath(face: PracticeFace, part: AdministrationPart): string {
  return `/administration/${face}${part === 'overview' ? '' : `/${part}`}`;
}

/** A page of the EHR's administration: which environment, which part, and who does this in reality. */
export function administrationPage(content: {
  readonly face: PracticeFace;
  readonly part: AdministrationPart;
  readonly data: HospitalData;
  readonly title: string;
  /** Who does this in a real EHR. */
  readonly byWhom: string;
  readonly body: string;
}): string {
  const { face, part, data, title } = content;
  const environments = ENVIRONMENTS.map((one) => ({
    href: administrationPath(one.face, part),
    text: one.name,
    current: one.face === face,
  }));
  const parts = (
    [
      ['overview', 'Overview'],
      ['app', 'App registration'],
      ['records', 'Integration records'],
    ] as const
  ).map(([one, text]) => ({ href: administrationPath(face, one), text, current: one === part }));
  return page({
    title: `${title}, ${environmentName(face).toLowerCase()}, ${data.name}`,
    face,
    brand: data.name,
    nav: faceNav(face, 'administration'),
    style: 'administration.css',
    script: 'copy.js',
    live: true,
    body: `<div class="head"><div><p class="eyebrow">EHR administration</p><h1>${escapeHtml(title)}</h1><p class="quiet">${escapeHtml(content.byWhom)}</p></div>
      ${links(environments, 'Environment', 'chips')}</div>
      ${links(parts, 'EHR administration', 'parts')}
      ${content.body}`,
  });
}

/** A value to take elsewhere, with a button that copies it. */
export function copyable(value: string, what: string): string {
  return `<span class="copyable"><code>${escapeHtml(value)}</code><button type="button" class="copy" data-copy="${escapeHtml(value)}">Copy<span class="visually-hidden"> ${escapeHtml(what)}</span></button></span>`;
}
