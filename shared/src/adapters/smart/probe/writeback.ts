import type { CheckResult } from '../../../domain/connections/probe.ts';
import { isAllowedUrl } from '../../http/bounded-fetch.ts';
import { failed, fine, listed, skipped, warning } from './check-result.ts';
import type { Capability, Metadata } from './metadata.ts';
import { isOwnHost, type ProbedEhr } from './probed-ehr.ts';

/** Whether the EHR can be told in the way that is wanted, as far as it says so itself. */
export function checkWriteback(ehr: ProbedEhr, metadata: Metadata | null): CheckResult {
  const { writeback } = ehr.subject;
  switch (writeback.kind) {
    case 'none':
      return fine('writeback', 'writeback-not-wanted');
    case 'epic':
      return writeback.url === ''
        ? skipped('writeback', 'writeback-address-not-given')
        : checkEpicService(ehr, writeback.url);
    case 'fhir-r4': {
      if (metadata === null) return skipped('writeback');
      const missing = missingInteractions(metadata.capability, writeback.markAppointmentArrived);
      return missing.length === 0
        ? fine('writeback', 'writeback-fine')
        : failed('writeback', 'writeback-interactions-missing', { missing: listed(missing) });
    }
  }
}

/** Epic's service says nothing about itself to strangers (docs/decisions/0012); only its place can be judged. */
function checkEpicService(ehr: ProbedEhr, url: string): CheckResult {
  const host = URL.canParse(url) ? new URL(url).host : '';
  const isInPlace = isAllowedUrl(url, ehr.allowInsecureLoopback) && isOwnHost(ehr, new URL(url).hostname);
  return isInPlace
    ? warning('writeback', 'writeback-not-verifiable', { host })
    : failed('writeback', 'writeback-elsewhere', { host });
}

function missingInteractions({ rest }: Capability, updatesAppointments: boolean): readonly string[] {
  const can = (type: string, code: string) =>
    rest.some(({ resource }) =>
      resource.some((one) => one.type === type && one.interaction.some((each) => each.code === code)),
    );
  // Facts are looked for by their tag. Servers need not list the parameters that every resource has.
  const lists = rest.flatMap(({ searchParam, resource }) => [
    searchParam,
    ...resource.filter(({ type }) => type === 'AuditEvent').map((one) => one.searchParam),
  ]);
  const stated = lists.flatMap((list) => list ?? []);
  const findsTags = stated.length === 0 || stated.some(({ name }) => name === '_tag');
  const needed: readonly (readonly [string, boolean])[] = [
    ['AuditEvent create', can('AuditEvent', 'create')],
    ['AuditEvent search by _tag', can('AuditEvent', 'search-type') && findsTags],
    ['Appointment read', !updatesAppointments || can('Appointment', 'read')],
    ['Appointment update', !updatesAppointments || can('Appointment', 'update')],
  ];
  return needed.filter(([, isThere]) => !isThere).map(([name]) => name);
}
