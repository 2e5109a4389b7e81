import type { StaffMember } from './staff.ts';

/** Everything that can be done in the configuration portal. */
export const ACTIONS = [
  'view-configuration',
  'add-connection',
  'edit-draft',
  'decide',
  'change-settings',
  'disable',
  'enable',
  'promote',
  'share',
  'rotate-keys',
  'rehearse',
  'manage-links',
  'search-people',
  'export-configuration',
  'read-audit',
  'export-audit',
] as const;
export type Action = (typeof ACTIONS)[number];

/**
 * What the asker is to the connection in question, besides their roles.
 *
 * - `deciding`: named as approver by its open revision; the only one who decides about it.
 * - `approving`: named by the revision that serves, or by the open one.
 * - `rejected`: they rejected a proposal that is newer than what serves, and may still see what becomes of it.
 */
export interface Standing {
  readonly isDeciding: boolean;
  readonly isApproving: boolean;
  readonly hasRejected: boolean;
}

/** Nobody's approver. */
export const NO_STANDING: Standing = { isDeciding: false, isApproving: false, hasRejected: false };

/** Whether the asker may, within their own organisation; the walls between organisations are elsewhere. */
export function may({ roles }: Pick<StaffMember, 'roles'>, action: Action, standing: Standing): boolean {
  const isAdmin = roles.includes('ConfigAdmin');
  const { isDeciding, isApproving, hasRejected } = standing;
  switch (action) {
    case 'decide':
      return isDeciding;
    case 'view-configuration':
      return isAdmin || isApproving || hasRejected || roles.includes('Auditor');
    case 'export-configuration':
    case 'read-audit':
      return isAdmin || isApproving || roles.includes('Auditor');
    case 'export-audit':
      return isAdmin || roles.includes('Auditor');
    case 'edit-draft':
    case 'rehearse':
    case 'search-people':
    case 'disable':
      return isAdmin || isApproving;
    case 'add-connection':
    case 'change-settings':
    case 'enable':
    case 'promote':
    case 'share':
    case 'rotate-keys':
    case 'manage-links':
      return isAdmin;
  }
}
