import type { Reply } from '../reply.ts';
import type { HttpRequest } from '../server.ts';
import { type Language, preferredLanguage } from './languages.ts';
import { html, pageReply } from './page.ts';

interface ConsentTexts {
  readonly givenTitle: string;
  readonly given: string;
  readonly next: string;
  readonly portal: string;
  readonly refusedTitle: string;
  readonly refused: string;
  readonly again: string;
}

const TEXTS: Record<Language, ConsentTexts> = {
  'en-US': {
    givenTitle: 'Microsoft says that consent was given',
    given:
      'Nobody was signed in here, and nothing is set up by this alone. What was granted is listed in Entra: Enterprise applications, this app, Permissions.',
    next: 'Next, assign the roles of the app to people under “Users and groups”. Then set up the connection to your EHR in the portal.',
    portal: 'Open the portal',
    refusedTitle: 'Microsoft says that consent was not given',
    refused:
      'Nothing was granted. Either it was cancelled, or the account may not consent: it takes a Privileged Role Administrator of your tenant.',
    again:
      'Open the same address once more with such an account, or grant admin consent in Entra: Enterprise applications, this app, Permissions.',
  },
  'zh-CN': {
    givenTitle: 'Microsoft 表示已授予同意',
    given:
      '此处未登录任何人，仅此一步也未完成任何设置。已授予的权限列在 Entra 的“企业应用程序”→ 此应用 →“权限”中。',
    next: '接下来，请在“用户和组”中为人员分配此应用的角色，然后在门户中设置与电子病历系统的连接。',
    portal: '打开门户',
    refusedTitle: 'Microsoft 表示未授予同意',
    refused: '未授予任何权限。可能是操作已取消，也可能是该帐户无权同意：需要您租户的特权角色管理员。',
    again: '请使用此类帐户再次打开同一地址，或在 Entra 的“企业应用程序”→ 此应用 →“权限”中授予管理员同意。',
  },
  'es-ES': {
    givenTitle: 'Microsoft indica que se ha dado el consentimiento',
    given:
      'Aquí no se ha iniciado ninguna sesión y con esto solo no queda nada configurado. Lo concedido figura en Entra: Aplicaciones empresariales, esta aplicación, Permisos.',
    next: 'A continuación, asigne los roles de la aplicación en «Usuarios y grupos». Después, configure la conexión con su HCE en el portal.',
    portal: 'Abrir el portal',
    refusedTitle: 'Microsoft indica que no se ha dado el consentimiento',
    refused:
      'No se ha concedido nada. O bien se canceló, o bien la cuenta no puede consentir: hace falta un administrador de roles con privilegios de su inquilino.',
    again:
      'Abra de nuevo la misma dirección con una cuenta así, o conceda el consentimiento del administrador en Entra: Aplicaciones empresariales, esta aplicación, Permisos.',
  },
};

/**
 * Where Microsoft sends an administrator after they were asked for the tenant's consent: the same address as after a
 * sign-in, since only that is registered. `null` when it is a sign-in that comes back.
 *
 * Anybody can write such an address. It chooses the words and nothing else: nothing of it is shown, kept or believed.
 *
 * @see {@link https://learn.microsoft.com/entra/identity-platform/v2-admin-consent}
 */
export function consentPage({ url, headers }: HttpRequest): Reply | null {
  const query = url.searchParams;
  const isRefused = query.has('error');
  // A sign-in's answer always has our state; what is to be said of it is said by the sign-in.
  if (!query.has('admin_consent') && !(isRefused && !query.has('state'))) return null;
  if (query.has('code')) return null;
  const language = preferredLanguage(headers['accept-language']);
  const text = TEXTS[language];
  const title = isRefused ? text.refusedTitle : text.givenTitle;
  return pageReply({
    status: 200,
    language,
    title,
    body: isRefused
      ? html`<h1>${title}</h1><p>${text.refused}</p><p>${text.again}</p>`
      : html`<h1>${title}</h1><p>${text.given}</p><p>${text.next}</p>
<p><a class="button" href="/tabs/#/connections">${text.portal}</a></p>`,
  });
}
