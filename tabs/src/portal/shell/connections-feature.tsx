import { ConnectionPage } from '../connections/connection-page.tsx';
import { ConnectionsPage } from '../connections/connections-page.tsx';
import type { FeatureProps } from './feature.ts';

/** `#/connections` for all of them, `#/connections/<id>[/<section>]` for one. */
export function ConnectionsFeature({ route }: FeatureProps) {
  const [id, section = null] = route.path;
  return id === undefined ? <ConnectionsPage /> : <ConnectionPage key={id} id={id} section={section} />;
}
