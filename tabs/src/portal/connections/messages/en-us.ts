/** Texts of connections: the list, and what is configured. */
export const connectionsEnUs = {
  'connections.forbidden':
    'This page is for configuration administrators, auditors, and the approvers of a connection. Ask your Microsoft 365 administrator for one of these roles, and tell them the reference.',
  'connection.section.configuration': 'Configuration',
} as const;
