import type { Response } from 'express';
import type { Account } from '../directory.ts';
import { type Html, html } from '../html.ts';
import { sendPage } from '../page.ts';

/** The page on which a person says who they are. Nobody needs a password in the sandbox. */
export function sendSignInPage(
  res: Response,
  page: { action: string; context: string; accounts: readonly Account[]; another: boolean; problem?: string },
): void {
  const body = page.another ? anotherAccount(page) : picker(page);
  sendPage(res, { title: 'Sign in to your account', body });
}

/** What a person sees when the request itself cannot be trusted. */
export function sendSignInProblem(res: Response, message: string): void {
  const body = html`<p class="brand">Microsoft Entra · sandbox</p>
<h1>Sorry, but we’re having trouble signing you in.</h1><p class="alarm">${message}</p>`;
  sendPage(res, { title: 'Sign-in problem', body, status: 400 });
}

export function sendSignedOutPage(res: Response): void {
  const body = html`<p class="brand">Microsoft Entra · sandbox</p><h1>You signed out of your account</h1>
<p class="quiet">It is a good idea to close all browser windows.</p>`;
  sendPage(res, { title: 'Signed out', body });
}

function picker(page: { action: string; context: string; accounts: readonly Account[] }): Html {
  return html`<p class="brand">Microsoft Entra · sandbox</p>
<h1>Pick an account</h1><p class="quiet">Sample people; no password needed.</p>
<form method="post" action="${page.action}"><input type="hidden" name="context" value="${page.context}">
<ul class="accounts">${page.accounts.map(choice)}</ul>
<div class="actions"><button class="button" name="another" value="1">Use another account</button>
<button class="button" name="cancel" value="1">Cancel</button></div></form>`;
}

function choice({ person, tenant }: Account): Html {
  return html`<li><button name="oid" value="${person.oid}">
<span class="avatar" aria-hidden="true">${initialsOf(person.displayName)}</span>
<span class="who"><span>${person.displayName}</span><span class="quiet">${person.userPrincipalName}</span>
<span class="quiet">${person.jobTitle} · ${tenant.domain}</span></span></button></li>`;
}

function anotherAccount(page: { action: string; context: string; problem?: string }): Html {
  const problem = page.problem ?? '';
  return html`<p class="brand">Microsoft Entra · sandbox</p><h1>Sign in</h1>
<form method="post" action="${page.action}"><input type="hidden" name="context" value="${page.context}">
<label for="username">Email or user name</label>
<input type="email" id="username" name="username" autocomplete="username" required autofocus
 aria-describedby="problem"><p class="alarm" id="problem" role="alert">${problem}</p>
<div class="actions"><button class="button primary">Next</button>
<button class="button" name="cancel" value="1" formnovalidate>Cancel</button></div></form>`;
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}+$/u.test(word));
  return `${words[0]?.[0] ?? '?'}${words[1]?.[0] ?? ''}`.toUpperCase();
}
