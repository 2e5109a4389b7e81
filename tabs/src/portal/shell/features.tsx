import type { PortalSection } from '@ehr-connector/shared/contract/staff.ts';
import { CalendarRegular, HistoryRegular, PersonRegular, PlugConnectedRegular } from '@fluentui/react-icons';
import { lazy } from 'react';
import type { Feature } from './feature.ts';

/** In the order of the navigation. */
const FEATURES: readonly [Feature, ...Feature[]] = [
  {
    name: 'visits',
    label: 'nav.visits',
    icon: <CalendarRegular />,
    section: 'visits',
    Page: lazy(async () => ({ default: (await import('./visits-feature.tsx')).VisitsFeature })),
  },
  {
    name: 'connections',
    label: 'nav.connections',
    icon: <PlugConnectedRegular />,
    section: 'connections',
    Page: lazy(async () => ({ default: (await import('./connections-feature.tsx')).ConnectionsFeature })),
  },
  {
    name: 'audit',
    label: 'nav.audit',
    icon: <HistoryRegular />,
    section: null,
    Page: lazy(async () => ({ default: (await import('../governance/audit-page.tsx')).AuditLogPage })),
  },
  {
    name: 'account',
    label: 'account.title',
    icon: <PersonRegular />,
    section: null,
    Page: lazy(async () => ({ default: (await import('../account/account-page.tsx')).AccountPage })),
  },
];

/** What the navigation leads to, for somebody who may open these sections. */
export const featuresFor = (sections: readonly PortalSection[]): readonly Feature[] =>
  FEATURES.filter(({ section }) => section !== null && sections.includes(section));

/** The feature of an address; without one, the first that one may open. Who may open none is told so, and by whom it can be changed. */
export const featureAt = (name: string, sections: readonly PortalSection[]): Feature =>
  FEATURES.find((feature) => feature.name === name) ?? featuresFor(sections)[0] ?? FEATURES[0];
