import type { connectionsEnUs } from './en-us.ts';

export const connectionsEsEs: Readonly<Record<keyof typeof connectionsEnUs, string>> = {
  'connections.forbidden':
    'Esta página es para administración de la configuración, auditoría y quienes aprueban una conexión. Pida una de estas funciones a su administración de Microsoft 365 e indíquele la referencia.',
  'connection.section.configuration': 'Configuración',
};
