import type { PortalSection } from '@ehr-connector/shared/contract/staff.ts';
import type { ComponentType, ReactElement } from 'react';
import type { PlainKey } from '../i18n/messages.ts';
import type { Route } from './route.ts';

export interface FeatureProps {
  readonly route: Route;
}

/** A part of the portal with its own place in the navigation, loaded when it is first opened. */
export interface Feature {
  readonly name: string;
  readonly label: PlainKey;
  readonly icon: ReactElement;
  /** Its place in the navigation, for who may open it; null for what is reached in another way, as the account is from the header. */
  readonly section: PortalSection | null;
  readonly Page: ComponentType<FeatureProps>;
}
