import type { Notice } from '@ehr-connector/shared/domain/notices/notice.ts';
import type { CardLocale } from './card-words.ts';

/** What a notice says. `{connection}` becomes the connection's name, `{moment}` a day and hour on the reader's own clock. */
export interface NoticeWords {
  readonly headline: Record<Notice['kind'], string>;
  /** What it means, and what to do. */
  readonly text: Record<Notice['kind'], string>;
  /** Before the name of who did it. */
  readonly by: Record<Extract<Notice, { by: unknown }>['kind'], string>;
  readonly reason: string;
  readonly until: string;
  /** Between a term and what stands for it. */
  readonly colon: string;
  readonly open: string;
  readonly cannotShow: string;
}

export const NOTICE_WORDS: Record<CardLocale, NoticeWords> = {
  'en-US': {
    headline: {
      'approval-requested': 'A connection waits for your approval',
      approved: 'A connection was approved',
      rejected: 'A connection was rejected',
      'approval-expired': 'An approval was not given in time',
      'rehearsal-failed': 'A connection no longer works as it should',
      'share-offered': 'An EHR is offered to your organisation',
      'share-accepted': 'A share was accepted',
      'share-ended': 'An EHR is no longer shared with you',
    },
    text: {
      'approval-requested':
        'You are named as the approver of “{connection}”. Open it to see what is proposed, sign in to the EHR, and approve or reject it.',
      approved: '“{connection}” was approved as proposed, and serves from now on.',
      rejected: '“{connection}” was not approved. Correct it and propose it again.',
      'approval-expired':
        'Nobody decided about “{connection}” in time. It can be proposed again; what was approved before goes on serving.',
      'rehearsal-failed':
        'The last rehearsal of “{connection}” found something wrong. Open it to see what, and what to do about it.',
      'share-offered':
        '“{organization}” offers to share the EHR of its connection “{connection}” with you. Open your connections to see the invitation, and accept it if you expected it.',
      'share-accepted':
        'The Microsoft tenant {tenant} accepted your invitation to the EHR of “{connection}”, and has a connection of its own to it from now on.',
      'share-ended':
        'The organisation that shared its EHR with you has ended that. “{connection}” begins no more visits.',
    },
    by: {
      'approval-requested': 'Proposed by',
      approved: 'Approved by',
      rejected: 'Rejected by',
    },
    reason: 'Reason',
    until: 'Can be decided until {moment}',
    colon: ': ',
    open: 'Open',
    cannotShow: 'Open the connections in the virtual visits tab.',
  },
  'zh-CN': {
    headline: {
      'approval-requested': '有一个连接待您审批',
      approved: '连接已获批准',
      rejected: '连接被拒绝',
      'approval-expired': '未在期限内批准',
      'rehearsal-failed': '连接不再正常工作',
      'share-offered': '有电子病历系统提供给您的组织共享',
      'share-accepted': '共享邀请已被接受',
      'share-ended': '电子病历系统不再与您共享',
    },
    text: {
      'approval-requested':
        '您被指定为“{connection}”的审批人。请打开它查看提交的内容，登录电子病历系统，然后批准或拒绝。',
      approved: '“{connection}”已按提交的内容获批，即刻生效。',
      rejected: '“{connection}”未获批准。请更正后重新提交。',
      'approval-expired': '“{connection}”未在期限内审批。可以重新提交；此前批准的版本继续使用。',
      'rehearsal-failed': '“{connection}”最近一次演练发现问题。请打开它查看问题以及处理办法。',
      'share-offered':
        '“{organization}”提出与您共享其连接“{connection}”的电子病历系统。请打开您的连接查看邀请；如果邀请在您意料之中，请接受。',
      'share-accepted':
        'Microsoft 租户 {tenant} 已接受您对“{connection}”的电子病历系统的共享邀请，现在拥有自己的连接。',
      'share-ended': '与您共享电子病历系统的组织已终止共享。“{connection}”不再发起就诊。',
    },
    by: { 'approval-requested': '提交人', approved: '批准人', rejected: '拒绝人' },
    reason: '原因',
    until: '审批截止时间：{moment}',
    colon: '：',
    open: '打开',
    cannotShow: '请在虚拟就诊选项卡中打开连接。',
  },
  'es-ES': {
    headline: {
      'approval-requested': 'Una conexión está pendiente de su aprobación',
      approved: 'Se ha aprobado una conexión',
      rejected: 'Se ha rechazado una conexión',
      'approval-expired': 'No se ha dado una aprobación a tiempo',
      'rehearsal-failed': 'Una conexión ya no funciona como debe',
      'share-offered': 'Se ofrece una HCE a su organización',
      'share-accepted': 'Se ha aceptado compartir una HCE',
      'share-ended': 'Una HCE ya no se comparte con usted',
    },
    text: {
      'approval-requested':
        'Usted figura como aprobador de «{connection}». Ábrala para ver lo que se propone, inicie sesión en la HCE y apruébela o rechácela.',
      approved: '«{connection}» se ha aprobado tal como se propuso y presta servicio desde ahora.',
      rejected: '«{connection}» no se ha aprobado. Corríjala y vuelva a proponerla.',
      'approval-expired':
        'Nadie decidió a tiempo sobre «{connection}». Puede proponerse de nuevo; lo aprobado antes sigue prestando servicio.',
      'rehearsal-failed':
        'El último ensayo de «{connection}» encontró algo que no está bien. Ábrala para ver qué es y qué hacer.',
      'share-offered':
        '«{organization}» ofrece compartir con usted la HCE de su conexión «{connection}». Abra sus conexiones para ver la invitación y acéptela si la esperaba.',
      'share-accepted':
        'El inquilino de Microsoft {tenant} ha aceptado su invitación a la HCE de «{connection}» y desde ahora tiene una conexión propia.',
      'share-ended':
        'La organización que compartía su HCE con usted ha dejado de hacerlo. «{connection}» ya no inicia consultas.',
    },
    by: {
      'approval-requested': 'Propuesta por',
      approved: 'Aprobada por',
      rejected: 'Rechazada por',
    },
    reason: 'Motivo',
    until: 'Se puede decidir hasta: {moment}',
    colon: ': ',
    open: 'Abrir',
    cannotShow: 'Abra las conexiones en la pestaña de consultas virtuales.',
  },
};
