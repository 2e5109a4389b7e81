import type { ConnectionDetail, IntegrationRecord } from '@ehr-connector/shared/contract/configuration.ts';

/** Names of records and fields, as the EHR's own screens have them: in English in every language. */
const TITLES = {
  patient: 'Patient record',
  provider: 'Provider record',
  'device-test': 'Device test record',
} as const satisfies Record<IntegrationRecord['kind'], string>;

/** All that is pasted into the EHR for a connection, as a text file. */
export function recordsFile(
  detail: Pick<ConnectionDetail, 'name' | 'environment' | 'records' | 'registration'>,
): string {
  const { registration } = detail;
  return [
    `Connection: ${detail.name.replaceAll(/\s+/g, ' ').trim()}`,
    `Environment: ${detail.environment}`,
    '',
    'Registered in the EHR',
    ...registration.launchUrls.map((url) => `Launch URL: ${url}`),
    `Redirect URI: ${registration.redirectUri}`,
    `JWKS URL: ${registration.keySetUrl}`,
    ...detail.records.flatMap((record) => ['', ...linesOf(record)]),
    '',
  ].join('\n');
}

function linesOf(record: IntegrationRecord): readonly string[] {
  const { single, group } = record.contextTokens;
  const where = record.kind === 'device-test' ? ', in the patient record' : '';
  return [
    TITLES[record.kind],
    `Meeting URL: ${record.meetingUrl}`,
    `Client ID: ${record.clientId}`,
    ...(single === group
      ? [`Context token${where}: ${single ?? 'none'}`]
      : [
          `Context token${where} (single visits): ${single ?? 'none'}`,
          `Context token${where} (group visits): ${group ?? 'none'}`,
        ]),
  ];
}
