import type { connectionsEnUs } from './en-us.ts';

export const connectionsZhCn: Readonly<Record<keyof typeof connectionsEnUs, string>> = {
  'connections.forbidden':
    '此页面供配置管理员、审计员和连接审批人使用。请向您的 Microsoft 365 管理员申请其中一个角色，并告知此参考号。',
  'connection.section.configuration': '配置',
};
