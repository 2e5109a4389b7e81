import { ADDRESS_FIELDS, type AppAddresses } from './app-addresses.ts';
import { EMPTY_RECORD, type IntegrationRecord } from './integration-records.ts';

/** The addresses of a submitted form or JSON body; what is missing is empty. */
export function appAddressesOf(body: unknown): AppAddresses {
  return withTexts(
    { providerLaunchUrl: '', patientLaunchUrl: '', deviceTestLaunchUrl: '', redirectUri: '', jwksUri: '' },
    ADDRESS_FIELDS,
    body,
  );
}

/** The members of a record that a submitted form or JSON body has, character by character as they were sent. */
export function recordChangeOf(body: unknown): Partial<IntegrationRecord> {
  const fields = Object.keys(EMPTY_RECORD) as (keyof IntegrationRecord)[];
  return withTexts<Partial<IntegrationRecord>>({}, fields, body);
}

function withTexts<T extends object>(start: T, fields: readonly (keyof T & string)[], body: unknown): T {
  const given: Readonly<Record<string, unknown>> =
    typeof body === 'object' && body !== null ? { ...body } : {};
  const texts = fields.flatMap((field) => {
    const value = given[field];
    return typeof value === 'string' ? [[field, value]] : [];
  });
  return { ...start, ...Object.fromEntries(texts) };
}
