import type { ProvenLaunch } from '@ehr-connector/shared/domain/launch/launches.ts';
import type { MicrosoftAccount } from '@ehr-connector/shared/domain/staff/microsoft-sign-in.ts';
import type { Reply } from '../reply.ts';
import type { HttpRequest } from '../server.ts';
import { type Language, preferredLanguage } from './languages.ts';
import { html, pageReply } from './page.ts';

const TEXTS: Record<
  Language,
  { title: string; why: string; ehrUser: string; account: string; confirm: string; notYou: string }
> = {
  'en-US': {
    title: 'Are both of these you?',
    why: 'We link them once. From then on you go straight from the EHR into the meeting, and you are told in Teams when a patient arrives.',
    ehrUser: 'In the EHR',
    account: 'At Microsoft',
    confirm: 'Yes, link them and join',
    notYou:
      'If one of them is somebody else, close this window and begin the visit again with your own account.',
  },
  'zh-CN': {
    title: '这两个身份都是您本人吗？',
    why: '我们只需关联一次。此后您可从电子病历系统直接进入会议，患者到达时您会在 Teams 中收到通知。',
    ehrUser: '电子病历用户',
    account: 'Microsoft 帐户',
    confirm: '是，关联并加入',
    notYou: '如果其中之一是他人，请关闭此窗口，并使用您自己的帐户重新开始就诊。',
  },
  'es-ES': {
    title: '¿Es usted en ambos casos?',
    why: 'Los vinculamos una sola vez. Después irá directamente de la historia clínica a la reunión, y Teams le avisará cuando llegue un paciente.',
    ehrUser: 'En la historia clínica',
    account: 'En Microsoft',
    confirm: 'Sí, vincular y entrar',
    notYou:
      'Si uno de ellos es otra persona, cierre esta ventana e inicie la consulta de nuevo con su propia cuenta.',
  },
};

/** Shows both identities: on a shared workstation the browser may still be signed in as a colleague. */
export function drawConfirmationPage(teamsWebUrl: string) {
  return (launch: ProvenLaunch, account: MicrosoftAccount, request: HttpRequest): Reply => {
    const language = preferredLanguage(request.headers['accept-language']);
    const text = TEXTS[language];
    const ehrUser = launch.user.displayName ?? launch.user.reference;
    return pageReply({
      status: 200,
      language,
      title: text.title,
      // The answer to the form leads into the meeting, and browsers hold redirects to the same rule.
      formTargets: [new URL(teamsWebUrl).origin],
      body: html`<h1>${text.title}</h1><p>${text.why}</p>
<dl><dt>${text.ehrUser}</dt><dd>${ehrUser}</dd><dt>${text.account}</dt><dd>${account.displayName}<br>${account.username}</dd></dl>
<form method="post" action="/signin/confirm"><button>${text.confirm}</button></form>
<p class="reference">${text.notYou}</p>`,
    });
  };
}
