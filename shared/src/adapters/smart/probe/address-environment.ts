import type { EhrEnvironment } from '../../../domain/connections/connection.ts';

/** Public sandboxes, and the production of who runs one beside it. */
const KNOWN_HOSTS: ReadonlyMap<string, EhrEnvironment> = new Map([
  ['fhir.epic.com', 'testing'],
  ['fhir-open.cerner.com', 'testing'],
  ['fhir-ehr-code.cerner.com', 'testing'],
  ['fhir-ehr.cerner.com', 'production'],
]);

/** As whole words of host and path, digits after them not counted. */
const WORDS: readonly (readonly [EhrEnvironment, RegExp])[] = [
  [
    'testing',
    /^(?:test|testing|tst|sandbox|sbx|non-?prod|nonproduction|nonprd|nprd|nprod|np|poc|dev|stage|staging|uat|demo|preprod)$/,
  ],
  // Names of instances run together: epictst, ocurnprd.
  ['testing', /(?:tst|nprd|nonprod|nprod|preprod|sandbox|(?<!la)test)$/],
  ['production', /(?:^|\w)(?:prod|prd|production)$|^live$/],
];

/** What the address itself says about its environment, and by which word; `null` when it says nothing. */
export function environmentOf(
  url: URL,
): { readonly environment: EhrEnvironment; readonly word: string } | null {
  const known = KNOWN_HOSTS.get(url.hostname);
  if (known !== undefined) return { environment: known, word: url.hostname };
  const words = `${url.hostname}${url.pathname}`
    .toLowerCase()
    .replaceAll(/\b(non|pre)[-_.](?=pro?d)/g, '$1')
    .split(/[^a-z0-9]+/)
    .map((word) => word.replace(/\d+$/, ''));
  for (const [environment, pattern] of WORDS) {
    const word = words.find((one) => pattern.test(one));
    if (word !== undefined) return { environment, word };
  }
  return null;
}
