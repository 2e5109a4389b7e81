import type { Language } from './languages.ts';

export interface ApprovalTexts {
  readonly title: string;
  readonly why: string;
  readonly organization: string;
  readonly connection: string;
  readonly address: string;
  /** Before where the EHR's sign-in is. */
  readonly signIn: string;
  readonly account: string;
  readonly next: string;
  /** To whom the addresses say nothing. */
  readonly unknown: string;
  readonly nothingRead: string;
  readonly goOn: string;
  readonly notYou: string;
  readonly provenTitle: string;
  readonly provenNext: string;
  readonly provenClose: string;
  readonly notApproverTitle: string;
  readonly notApproverAdvice: string;
  readonly otherAccount: string;
  /** What may be wrong with the client in the EHR, which lets nobody sign in then. */
  readonly checks: readonly string[];
  readonly silentTitle: string;
  readonly silentAdvice: string;
  readonly again: string;
  readonly toProposal: string;
}

export const APPROVAL_TEXTS: Record<Language, ApprovalTexts> = {
  'en-US': {
    title: 'Sign in to the EHR before you decide',
    why: 'You are named as the approver of this connection. Your sign-in proves that the address is really your EHR’s, and that you work there.',
    organization: 'Organisation that asks',
    connection: 'Connection',
    address: 'Address of the EHR',
    signIn: 'You will sign in at',
    account: 'Signed in with Microsoft as',
    next: 'Next, the EHR asks for your own user name and password, there or at your hospital’s sign-in that it sends you on to.',
    unknown:
      'If you do not know these addresses, do not sign in: close this window and reject the proposal in Teams.',
    nothingRead:
      'Nothing is read from the EHR. We keep that you signed in, when, and a scrambled form of your EHR user; no password and no access.',
    goOn: 'Sign in to the EHR',
    notYou: 'If this is not your account, close this window.',
    provenTitle: 'The EHR knows you',
    provenNext: 'Go back to Teams, look at what is proposed, and approve or reject it within 30 minutes.',
    provenClose: 'You may close this window.',
    notApproverTitle: 'Somebody else is named as the approver',
    notApproverAdvice:
      'The account that is signed in here is not the approver of this proposal. If the approver is you, sign in with the account that was named.',
    otherAccount: 'Sign in again',
    checks: [
      'The client is active. With Epic this can take twelve hours after it was registered.',
      'The redirect address is registered exactly as the portal shows it.',
      'The key set address is registered, and the EHR can reach it.',
    ],
    silentTitle: 'The EHR does not answer',
    silentAdvice: 'Nothing was decided, and the proposal is as it was. Wait a moment, then try again.',
    again: 'Sign in to the EHR again',
    toProposal: 'Back to the proposal',
  },
  'zh-CN': {
    title: '在决定之前，请先登录电子病历系统',
    why: '您被指定为此连接的审批人。您的登录可证明该地址确实属于您的电子病历系统，并且您是该系统的工作人员用户。',
    organization: '提出申请的组织',
    connection: '连接',
    address: '电子病历系统地址',
    signIn: '您将在此处登录',
    account: '当前登录的 Microsoft 帐户',
    next: '接下来，电子病历系统会要求您输入自己的用户名和密码，可能在上述地址，也可能转到贵医院自己的登录页面。',
    unknown: '如果您不认识这些地址，请不要登录：请关闭此窗口，并在 Teams 中拒绝该申请。',
    nothingRead:
      '不会从电子病历系统读取任何内容。我们只保留您已登录这一事实、登录时间以及您电子病历用户的哈希值；不保留密码，也不保留访问权限。',
    goOn: '登录电子病历系统',
    notYou: '如果这不是您的帐户，请关闭此窗口。',
    provenTitle: '电子病历系统已确认您的身份',
    provenNext: '请返回 Teams，查看申请内容，并在 30 分钟内批准或拒绝。',
    provenClose: '您可以关闭此窗口。',
    notApproverTitle: '审批人是另一位人员',
    notApproverAdvice: '此处登录的帐户不是该申请的审批人。如果您就是审批人，请使用被指定的帐户登录。',
    otherAccount: '重新登录',
    checks: [
      '客户端已激活。在 Epic 中，注册后最多可能需要 12 小时。',
      '重定向地址已注册，并且与门户中显示的完全一致。',
      '密钥集地址已注册，并且电子病历系统可以访问它。',
    ],
    silentTitle: '电子病历系统没有响应',
    silentAdvice: '尚未作出任何决定，申请保持不变。请稍候，然后重试。',
    again: '重新登录电子病历系统',
    toProposal: '返回申请',
  },
  'es-ES': {
    title: 'Inicie sesión en la HCE antes de decidir',
    why: 'Usted figura como aprobador de esta conexión. Su inicio de sesión demuestra que la dirección es realmente la de su historia clínica electrónica (HCE) y que usted trabaja allí.',
    organization: 'Organización que lo solicita',
    connection: 'Conexión',
    address: 'Dirección de la HCE',
    signIn: 'Iniciará sesión en',
    account: 'Sesión iniciada en Microsoft como',
    next: 'A continuación, la HCE le pedirá su propio usuario y contraseña, allí o en el inicio de sesión de su hospital al que le envíe.',
    unknown:
      'Si no conoce estas direcciones, no inicie sesión: cierre esta ventana y rechace la propuesta en Teams.',
    nothingRead:
      'No se lee nada de la HCE. Guardamos que usted inició sesión, cuándo lo hizo y una huella irreversible de su usuario de la HCE; no guardamos ninguna contraseña ni ningún acceso.',
    goOn: 'Iniciar sesión en la HCE',
    notYou: 'Si esta no es su cuenta, cierre esta ventana.',
    provenTitle: 'La HCE ha confirmado su identidad',
    provenNext:
      'Vuelva a Teams, revise lo que se propone y apruébelo o rechácelo en los próximos 30 minutos.',
    provenClose: 'Puede cerrar esta ventana.',
    notApproverTitle: 'El aprobador es otra persona',
    notApproverAdvice:
      'La cuenta con la que se ha iniciado sesión aquí no es la del aprobador de esta propuesta. Si el aprobador es usted, inicie sesión con la cuenta indicada.',
    otherAccount: 'Iniciar sesión de nuevo',
    checks: [
      'El cliente está activo. En Epic puede tardar hasta doce horas desde el registro.',
      'La dirección de redirección está registrada exactamente como la muestra el portal.',
      'La dirección del conjunto de claves está registrada y la HCE puede acceder a ella.',
    ],
    silentTitle: 'La HCE no responde',
    silentAdvice:
      'No se ha decidido nada y la propuesta sigue igual. Espere un momento e inténtelo de nuevo.',
    again: 'Iniciar sesión en la HCE de nuevo',
    toProposal: 'Volver a la propuesta',
  },
};
