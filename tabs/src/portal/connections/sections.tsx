import { lazy } from 'react';
import type { Section } from './section.ts';

/** In the order of a connection's own navigation; the first is where one starts. */
export const SECTIONS: readonly [Section, ...Section[]] = [
  {
    name: 'configuration',
    label: 'connection.section.configuration',
    Page: lazy(async () => ({
      default: (await import('./configuration/configuration-section.tsx')).ConfigurationSection,
    })),
  },
];
