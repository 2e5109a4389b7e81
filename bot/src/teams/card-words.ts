import type { CardState } from '@ehr-connector/shared/domain/arrivals/arrival.ts';
import type { StaffLanguage } from '@ehr-connector/shared/domain/staff/staff-language.ts';

export type CardLocale = StaffLanguage;

/** What an arrival card says. `{time}` becomes the hour on the reader's own clock; `{n}` a number. */
export interface CardWords {
  /** The headline of each state; also the notification, where the time is not shown. */
  readonly headline: Record<CardState['state'], string>;
  readonly since: Record<CardState['state'], string>;
  readonly waitedMinutes: (minutes: number) => string;
  readonly scheduled: string;
  readonly unscheduled: string;
  readonly patientNumber: string;
  readonly join: string;
  readonly cannotShow: string;
  /** What the bot answers to who writes to it. */
  readonly cannotChat: string;
}

export const CARD_WORDS: Record<CardLocale, CardWords> = {
  'en-US': {
    headline: {
      waiting: 'Patient is waiting',
      'handed-over': 'Patient is on the way into the meeting',
      lobby: 'Patient is in the meeting’s lobby',
      'in-meeting': 'Patient is in the meeting',
      left: 'Patient has left',
      unknown: 'Patient may have left',
      ended: 'Visit has ended',
    },
    since: {
      waiting: 'In the waiting room since {time}',
      'handed-over': 'Went on to Teams at {time}',
      lobby: 'In the lobby since {time}: join to admit',
      'in-meeting': 'In the meeting since {time}',
      left: 'Left at {time}',
      unknown: 'Not heard of since {time}',
      ended: 'Ended at {time}',
    },
    waitedMinutes: (n) => (n === 0 ? 'has just arrived' : n === 1 ? 'for 1 minute' : `for ${n} minutes`),
    scheduled: 'Visit at {time}',
    unscheduled: 'Unscheduled visit',
    patientNumber: 'Patient {n}',
    join: 'Join',
    cannotShow: 'Open the virtual visits tab to see who is waiting.',
    cannotChat:
      'Here I tell you when a patient arrives for a virtual visit. I cannot read messages; please do not write anything about patients to me.',
  },
  'zh-CN': {
    headline: {
      waiting: '患者正在等候',
      'handed-over': '患者正在进入会议',
      lobby: '患者在会议大厅等候',
      'in-meeting': '患者已在会议中',
      left: '患者已离开',
      unknown: '患者可能已离开',
      ended: '就诊已结束',
    },
    since: {
      waiting: '自 {time} 起在候诊室',
      'handed-over': '{time} 转入 Teams',
      lobby: '自 {time} 起在会议大厅：请加入会议以准许进入',
      'in-meeting': '自 {time} 起在会议中',
      left: '{time} 离开',
      unknown: '自 {time} 起没有消息',
      ended: '{time} 结束',
    },
    waitedMinutes: (n) => (n === 0 ? '刚刚到达' : `已等候 ${n} 分钟`),
    scheduled: '预约时间 {time}',
    unscheduled: '未预约的就诊',
    patientNumber: '患者 {n}',
    join: '加入',
    cannotShow: '请打开虚拟就诊选项卡查看等候的患者。',
    cannotChat: '有患者到达虚拟就诊时，我会在这里通知您。我无法阅读消息；请不要向我发送任何有关患者的内容。',
  },
  'es-ES': {
    headline: {
      waiting: 'El paciente está esperando',
      'handed-over': 'El paciente está entrando en la reunión',
      lobby: 'El paciente está en la sala de espera de Teams',
      'in-meeting': 'El paciente está en la reunión',
      left: 'El paciente se ha ido',
      unknown: 'Puede que el paciente se haya ido',
      ended: 'La consulta ha terminado',
    },
    since: {
      waiting: 'En la sala de espera desde las {time}',
      'handed-over': 'Pasó a Teams a las {time}',
      lobby: 'En la sala de espera de Teams desde las {time}: únase para admitirlo',
      'in-meeting': 'En la reunión desde las {time}',
      left: 'Salió a las {time}',
      unknown: 'Sin noticias desde las {time}',
      ended: 'Terminó a las {time}',
    },
    waitedMinutes: (n) =>
      n === 0 ? 'acaba de llegar' : n === 1 ? 'desde hace 1 minuto' : `desde hace ${n} minutos`,
    scheduled: 'Consulta de las {time}',
    unscheduled: 'Consulta sin cita',
    patientNumber: 'Paciente {n}',
    join: 'Unirse',
    cannotShow: 'Abra la pestaña de consultas virtuales para ver quién espera.',
    cannotChat:
      'Aquí le aviso cuando un paciente llega a una consulta virtual. No puedo leer mensajes; no me escriba nada sobre pacientes.',
  },
};
