import { lazy } from 'react';
import type { Section } from './section.ts';

/** In the order of a connection's own navigation; the first is where one starts. */
export const SECTIONS: readonly [Section, ...Section[]] = [
  {
    name: 'configuration',
    label: 'connection.section.configuration',
    group: 'setUp',
    Page: lazy(async () => ({
      default: (await import('./configuration/configuration-section.tsx')).ConfigurationSection,
    })),
  },
  {
    name: 'approval',
    label: 'connection.section.approval',
    group: 'setUp',
    Page: lazy(async () => ({
      default: (await import('../governance/approval-section.tsx')).ApprovalSection,
    })),
  },
  {
    name: 'records',
    label: 'connection.section.records',
    group: 'setUp',
    Page: lazy(async () => ({ default: (await import('../governance/records-section.tsx')).RecordsSection })),
  },
  {
    name: 'pasted',
    label: 'connection.section.pasted',
    group: 'setUp',
    Page: lazy(async () => ({ default: (await import('../governance/pasted-section.tsx')).PastedSection })),
  },
  {
    name: 'rehearsal',
    label: 'connection.section.rehearsal',
    group: 'run',
    Page: lazy(async () => ({
      default: (await import('../governance/rehearsal-section.tsx')).RehearsalSection,
    })),
  },
  {
    name: 'settings',
    label: 'connection.section.settings',
    group: 'run',
    Page: lazy(async () => ({
      default: (await import('../governance/settings-section.tsx')).SettingsSection,
    })),
  },
  {
    name: 'links',
    label: 'connection.section.links',
    group: 'run',
    Page: lazy(async () => ({ default: (await import('../governance/links-section.tsx')).LinksSection })),
  },
  {
    name: 'sharing',
    label: 'connection.section.sharing',
    group: 'govern',
    Page: lazy(async () => ({ default: (await import('../governance/sharing-section.tsx')).SharingSection })),
  },
  {
    name: 'keys',
    label: 'connection.section.keys',
    group: 'govern',
    Page: lazy(async () => ({ default: (await import('../governance/keys-section.tsx')).KeysSection })),
  },
  {
    name: 'history',
    label: 'connection.section.history',
    group: 'govern',
    Page: lazy(async () => ({ default: (await import('../governance/history-section.tsx')).HistorySection })),
  },
];
