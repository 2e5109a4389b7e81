import type { Language } from './languages.ts';

interface ApprovalTexts {
  readonly title: string;
  readonly why: string;
  readonly connection: string;
  readonly address: string;
  readonly account: string;
  readonly next: string;
  readonly nothingRead: string;
  readonly goOn: string;
  readonly notYou: string;
  readonly provenTitle: string;
  readonly provenNext: string;
  readonly provenClose: string;
  readonly notApproverTitle: string;
  readonly notApproverAdvice: string;
  readonly otherAccount: string;
}

export const APPROVAL_TEXTS: Record<Language, ApprovalTexts> = {
  'en-US': {
    title: 'Sign in to the EHR before you decide',
    why: 'You are named as the approver of this connection. Your sign-in proves that the address is really your EHR’s, and that you work there.',
    connection: 'Connection',
    address: 'Address of the EHR',
    account: 'Signed in with Microsoft as',
    next: 'Next, the EHR asks for your own user name and password. Enter them only if you know the address above.',
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
  },
  'zh-CN': {
    title: '在决定之前，请先登录电子病历系统',
    why: '您被指定为此连接的审批人。您的登录可证明该地址确实属于您的电子病历系统，并且您是该系统的工作人员用户。',
    connection: '连接',
    address: '电子病历系统地址',
    account: '当前登录的 Microsoft 帐户',
    next: '接下来，电子病历系统会要求您输入自己的用户名和密码。只有认得上述地址时才输入。',
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
  },
  'es-ES': {
    title: 'Inicie sesión en la HCE antes de decidir',
    why: 'Usted figura como aprobador de esta conexión. Su inicio de sesión demuestra que la dirección es realmente la de su historia clínica electrónica (HCE) y que usted trabaja allí.',
    connection: 'Conexión',
    address: 'Dirección de la HCE',
    account: 'Sesión iniciada en Microsoft como',
    next: 'A continuación, la HCE le pedirá su propio usuario y contraseña. Introdúzcalos solo si reconoce la dirección de arriba.',
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
  },
};
