import { CalendarRegular } from '@fluentui/react-icons';
import { type ComponentType, lazy, type ReactElement } from 'react';
import type { Host } from '../host/host.ts';
import type { PlainKey } from '../i18n/messages.ts';
import type { Route } from './route.ts';

export interface FeatureProps {
  readonly route: Route;
  readonly host: Host;
}

/** A part of the portal with its own place in the navigation, loaded when it is first opened. */
export interface Feature {
  readonly name: string;
  readonly label: PlainKey;
  readonly icon: ReactElement;
  readonly Page: ComponentType<FeatureProps>;
}

/** In the order of the navigation; the first is where one starts. */
export const FEATURES: readonly [Feature, ...Feature[]] = [
  {
    name: 'visits',
    label: 'nav.visits',
    icon: <CalendarRegular />,
    Page: lazy(async () => ({ default: (await import('./visits-feature.tsx')).VisitsFeature })),
  },
];
