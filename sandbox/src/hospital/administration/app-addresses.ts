/** What is registered of an app: where it is launched, where sign-ins come back to, and where its keys are. */
export interface AppAddresses {
  readonly providerLaunchUrl: string;
  readonly patientLaunchUrl: string;
  /** Empty for an app without a device test. */
  readonly deviceTestLaunchUrl: string;
  /** Compared exactly. */
  readonly redirectUri: string;
  readonly jwksUri: string;
}

export const ADDRESS_FIELDS = [
  'providerLaunchUrl',
  'patientLaunchUrl',
  'deviceTestLaunchUrl',
  'redirectUri',
  'jwksUri',
] as const satisfies readonly (keyof AppAddresses)[];

export type AddressProblems = Partial<Record<keyof AppAddresses, string>>;

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** What an EHR's portal says of addresses it does not take; an empty object when it takes them all. */
export function addressProblems(addresses: AppAddresses): AddressProblems {
  const problems: AddressProblems = {};
  for (const field of ADDRESS_FIELDS) {
    const problem = problemOf(addresses[field], field === 'deviceTestLaunchUrl');
    if (problem !== null) problems[field] = problem;
  }
  return problems;
}

function problemOf(address: string, mayBeEmpty: boolean): string | null {
  if (address === '') return mayBeEmpty ? null : 'Enter an address.';
  if (/\s/.test(address))
    return 'There is a space in this address. Copy it again, without what stands around it.';
  if (address.includes('*')) return 'Wildcards are not taken: addresses are compared exactly.';
  if (!URL.canParse(address)) return 'This is not an address. It begins with https://.';
  const { protocol, hostname, username, password, hash } = new URL(address);
  if (protocol !== 'https:' && !(protocol === 'http:' && LOOPBACK.test(hostname))) {
    return 'The address must begin with https://. Only this computer itself may be reached by http://.';
  }
  if (username !== '' || password !== '') return 'The address must not contain a user name or a password.';
  if (hash !== '') return 'The address must not contain a #.';
  return null;
}
