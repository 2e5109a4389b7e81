import { CalendarRegular, HistoryRegular, PersonRegular, PlugConnectedRegular } from '@fluentui/react-icons';
import { lazy } from 'react';
import type { Feature } from './feature.ts';

/** In the order of the navigation; the first is where one starts. */
export const FEATURES: readonly [Feature, ...Feature[]] = [
  {
    name: 'visits',
    label: 'nav.visits',
    icon: <CalendarRegular />,
    isInNavigation: true,
    Page: lazy(async () => ({ default: (await import('./visits-feature.tsx')).VisitsFeature })),
  },
  {
    name: 'connections',
    label: 'nav.connections',
    icon: <PlugConnectedRegular />,
    isInNavigation: true,
    Page: lazy(async () => ({ default: (await import('./connections-feature.tsx')).ConnectionsFeature })),
  },
  {
    name: 'audit',
    label: 'nav.audit',
    icon: <HistoryRegular />,
    isInNavigation: false,
    Page: lazy(async () => ({ default: (await import('../governance/audit-page.tsx')).AuditLogPage })),
  },
  {
    name: 'account',
    label: 'account.title',
    icon: <PersonRegular />,
    isInNavigation: false,
    Page: lazy(async () => ({ default: (await import('../account/account-page.tsx')).AccountPage })),
  },
];
