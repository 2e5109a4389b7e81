import type { GraphClient } from '@ehr-connector/shared/adapters/graph/graph-client.ts';
import { graphMicrosoftReadiness } from '@ehr-connector/shared/adapters/graph/graph-microsoft-readiness.ts';
import { graphPeople } from '@ehr-connector/shared/adapters/graph/graph-people.ts';
import type { Outbound } from '@ehr-connector/shared/adapters/http/outbound.ts';
import type { Database } from '@ehr-connector/shared/adapters/postgres/database.ts';
import { smartApprovalSignIn } from '@ehr-connector/shared/adapters/smart/approval-sign-in.ts';
import { smartEhrProbe } from '@ehr-connector/shared/adapters/smart/ehr-probe.ts';
import type { Config } from '@ehr-connector/shared/config/config.ts';
import { createApproverSignIn } from '@ehr-connector/shared/domain/connections/approving-at-ehr.ts';
import { createConfiguring } from '@ehr-connector/shared/domain/connections/configuring.ts';
import { createExporting } from '@ehr-connector/shared/domain/connections/exporting.ts';
import { createKeyRotation } from '@ehr-connector/shared/domain/connections/key-rotation.ts';
import { createLinking } from '@ehr-connector/shared/domain/connections/linking.ts';
import { createProbing } from '@ehr-connector/shared/domain/connections/probing.ts';
import { createRehearsing } from '@ehr-connector/shared/domain/connections/rehearsing.ts';
import { createSharing } from '@ehr-connector/shared/domain/connections/sharing.ts';
import type { Clock, Randomness } from '@ehr-connector/shared/domain/kernel/clock.ts';
import { DAY_MS } from '@ehr-connector/shared/domain/kernel/clock.ts';
import type { Logger } from 'pino';

/** What configures connections; compose.ts gives it what it shares with the rest. */
export function composeConfiguration(deps: {
  readonly config: Config;
  readonly database: Database;
  readonly graph: GraphClient;
  readonly outbound: Outbound;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly log: Logger;
}) {
  const { config, database, graph, outbound, clock, randomness, log } = deps;
  const { inTransaction, organizations, finder, connectionKeys: keys } = database;
  const smart = { keys, randomness, clock, allowInsecureLoopback: config.allowsInsecureLoopback };
  const ehr = smartEhrProbe({ ...smart, outbound });
  const microsoft = graphMicrosoftReadiness({ graph, clock, randomness });
  const people = graphPeople({ graph });
  const configuring = createConfiguring({ inTransaction, clock, randomness });

  return {
    people,
    configuring,
    linking: createLinking({ inTransaction, people, clock }),
    sharing: createSharing({ inTransaction, offers: database.shareOffers, clock, randomness }),
    exporting: createExporting({ inTransaction, clock }),
    probing: createProbing({ inTransaction, drafting: configuring, ehr, microsoft, clock }),
    rehearsing: createRehearsing({
      inTransaction,
      organizations,
      ehr,
      microsoft,
      clock,
      onFailure: (error, connection) => log.error({ err: error, connection }, 'a rehearsal broke off'),
    }),
    rotation: createKeyRotation({
      inTransaction,
      organizations,
      clock,
      rotateAfterMs: config.KEY_ROTATION_DAYS * DAY_MS,
      onFailure: (error, connection) => log.error({ err: error, connection }, 'a key could not be rotated'),
    }),
    approverSignIn: createApproverSignIn({
      inTransaction,
      finder,
      authorization: smartApprovalSignIn({ ...smart, fetch: outbound.fetch }),
      clock,
      randomness,
      redirectUri: (connectionId) => `${config.PUBLIC_URL}/launch/${connectionId}/callback`,
    }),
    /** Of all organisations; one that fails stops no other. */
    async expireProposals(): Promise<void> {
      for (const id of await organizations.ids())
        await configuring
          .expireOverdue(id)
          .catch((error: unknown) =>
            log.error({ err: error, organization: id }, 'proposals could not be closed'),
          );
    },
  };
}
