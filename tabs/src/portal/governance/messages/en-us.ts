/** Texts of governance of a connection: approval, records, rehearsal, changes and the audit log. */
export const governanceEnUs = {} as const;
