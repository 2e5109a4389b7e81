import type { ApproverSignIn } from '@ehr-connector/shared/domain/connections/approving-at-ehr.ts';
import type { Configuring } from '@ehr-connector/shared/domain/connections/configuring.ts';
import type { Exporting } from '@ehr-connector/shared/domain/connections/exporting.ts';
import type { KeyRotation } from '@ehr-connector/shared/domain/connections/key-rotation.ts';
import type { Linking } from '@ehr-connector/shared/domain/connections/linking.ts';
import type { Probing } from '@ehr-connector/shared/domain/connections/probing.ts';
import type { Rehearsing } from '@ehr-connector/shared/domain/connections/rehearsing.ts';
import type { Sharing } from '@ehr-connector/shared/domain/connections/sharing.ts';
import type { Clock, Randomness } from '@ehr-connector/shared/domain/kernel/clock.ts';
import type { People } from '@ehr-connector/shared/domain/staff/people.ts';
import type { InTransaction } from '@ehr-connector/shared/domain/stores.ts';
import type { Logger } from 'pino';
import type { Metrics } from '../../work/metrics.ts';
import type { Askers } from '../asker.ts';
import type { Routes } from '../server.ts';
import { createAsking } from './asking.ts';
import { changeRoutes } from './changes/change-routes.ts';
import type { ConfigurationChanges } from './changes/configuration-changes.ts';
import { checkRoutes } from './checks/check-routes.ts';
import { createTellChecks } from './checks/check-stream.ts';
import { createCheckTurns } from './checks/check-turns.ts';
import { createConnectionPages } from './connections/connection-pages.ts';
import { connectionRoutes } from './connections/connection-routes.ts';
import { keyRoutes } from './connections/key-routes.ts';
import { pastedRoutes } from './connections/pasted-routes.ts';
import { shareRoutes } from './connections/share-routes.ts';
import { auditRoutes } from './governance/audit-routes.ts';
import { exportRoutes } from './governance/export-routes.ts';
import { linkRoutes } from './links/link-routes.ts';
import { createNames } from './people/names.ts';
import { peopleRoutes } from './people/people-routes.ts';
import { createSearchLimit } from './people/search-limit.ts';
import { approvalRoutes } from './revisions/approval-routes.ts';
import { draftRoutes } from './revisions/draft-routes.ts';
import { revisionRoutes } from './revisions/revision-routes.ts';

/** All that the configuration portal asks. */
export function configurationRoutes(
  routes: Routes,
  given: {
    readonly askers: Askers;
    readonly inTransaction: InTransaction;
    readonly clock: Clock;
    readonly log: Logger;
    readonly metrics: Metrics;
    readonly publicUrl: string;
    readonly people: People;
    readonly configuring: Configuring;
    readonly linking: Linking;
    readonly sharing: Sharing;
    readonly exporting: Exporting;
    readonly probing: Probing;
    readonly rehearsing: Pick<Rehearsing, 'rehearse'>;
    readonly rotation: KeyRotation;
    readonly approverSignIn: ApproverSignIn;
    readonly randomness: Randomness;
    readonly configurationChanges: ConfigurationChanges;
  },
): void {
  const names = createNames(given);
  const deps = {
    ...given,
    names,
    asking: createAsking(given),
    pages: createConnectionPages({ ...given, names }),
    searchLimit: createSearchLimit(given),
    tell: createTellChecks({ turns: createCheckTurns(given), metrics: given.metrics }),
  };
  connectionRoutes(routes, deps);
  changeRoutes(routes, deps);
  draftRoutes(routes, deps);
  revisionRoutes(routes, deps);
  keyRoutes(routes, deps);
  shareRoutes(routes, deps);
  pastedRoutes(routes, deps);
  checkRoutes(routes, deps);
  linkRoutes(routes, deps);
  peopleRoutes(routes, deps);
  exportRoutes(routes, deps);
  auditRoutes(routes, deps);
  approvalRoutes(routes, deps);
}
