import type { ConnectionDetail } from '@ehr-connector/shared/contract/configuration.ts';
import type { ComponentType } from 'react';
import type { PlainKey } from '../i18n/messages.ts';

/** What a part of a connection's page is given. */
export interface SectionProps {
  readonly detail: ConnectionDetail;
  /** The service has answered a change with how the connection is now. */
  readonly changed: (detail: ConnectionDetail) => void;
  /** Asks the service how the connection is now; what is shown stays until it answers. */
  readonly reload: () => void;
}

/** A part of a connection's page with an address of its own: `#/connections/<id>/<name>`. */
export interface Section {
  readonly name: string;
  readonly label: PlainKey;
  /** Sections of a group stand together. */
  readonly group: 'setUp' | 'run' | 'govern';
  readonly Page: ComponentType<SectionProps>;
}
