import type { Stores } from '../stores.ts';
import { differences } from './diff.ts';
import {
  type MicrosoftReadiness,
  MOST_CLINICIANS,
  PROBED_PARTS,
  type ProbedContent,
  type ProbeReport,
  type ProbeSubject,
} from './probe.ts';
import type { ConfiguredConnection } from './revision.ts';

/** All that is looked at, read in one go: nothing outside is called within a transaction. */
export interface ProbeSubjects {
  readonly ehr: ProbeSubject;
  readonly microsoft: Parameters<MicrosoftReadiness['run']>[0];
}

/** Of a content, what a probe of it looks at. */
export const probedOf = ({
  fhirBaseUrl,
  clientId,
  signingAlgorithm,
  writeback,
  organizers,
}: ProbedContent): ProbedContent => ({ fhirBaseUrl, clientId, signingAlgorithm, writeback, organizers });

/** Whether a report tells of this very content: nothing that was looked at is another now. */
export const tellsOf = ({ probed }: ProbeReport, content: ProbedContent): boolean =>
  probed !== null && PROBED_PARTS.every((part) => differences(probed[part], content[part]).length === 0);

/** @param pinned what was approved, when it is looked at whether it still stands. */
export async function subjectsOf(
  stores: Stores,
  connection: ConfiguredConnection,
  content: ProbedContent,
  pinned: ProbeSubject['pinned'],
): Promise<ProbeSubjects> {
  const { fhirBaseUrl, clientId, signingAlgorithm, writeback, organizers } = content;
  const { id, organizationId, environment, ehr } = connection;
  const links = await stores.links.ofConnection(id, MOST_CLINICIANS);
  return {
    ehr: {
      fhirBaseUrl,
      environment,
      ehr,
      clientId,
      signingAlgorithm,
      writeback,
      connectionId: id,
      organizationId,
      others: await othersOf(stores, id),
      pinned,
    },
    microsoft: {
      tenantId: (await stores.organizations.current()).entraTenantId,
      organizers,
      clinicians: links.map(({ entraObjectId }) => entraObjectId),
    },
  };
}

async function othersOf(
  { configuration }: Pick<Stores, 'configuration'>,
  connectionId: string,
): Promise<ProbeSubject['others']> {
  const others: ProbeSubject['others'][number][] = [];
  for (const { id, name, environment, liveRevision } of await configuration.all()) {
    if (id === connectionId) continue;
    const revision =
      liveRevision === null ? await configuration.open(id) : await configuration.revision(id, liveRevision);
    const fhirBaseUrl = revision?.content.fhirBaseUrl ?? '';
    if (fhirBaseUrl !== '') others.push({ name, environment, fhirBaseUrl });
  }
  return others;
}
