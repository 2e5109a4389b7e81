import type { PracticeFace } from '@ehr-connector/sandbox/hospital/face.ts';
import type { Locator, Page } from 'playwright-core';
import type { World } from './world.ts';

/** Opens a part of the administration of the EHR that nobody has connected yet. */
export async function openAdministration(
  { sandbox }: World,
  page: Page,
  part: 'overview' | 'app' | 'records',
  face: PracticeFace = 'practice',
): Promise<void> {
  await page.goto(`${sandbox.hospital.url}/administration/${face}${part === 'overview' ? '' : `/${part}`}`);
}

/** Pastes what was copied, as a person does: into a field, by the keyboard. */
export async function paste(field: Locator): Promise<string> {
  await field.fill('');
  await field.press('ControlOrMeta+v');
  return field.inputValue();
}

/** What a record's form in the EHR holds, as it stands. */
export function recordForm(page: Page, record: 'Patient' | 'Provider' | 'Device test'): Locator {
  return page.getByRole('region', { name: `${record} record` });
}

export async function saveRecord(page: Page, record: 'Patient' | 'Provider' | 'Device test'): Promise<void> {
  const form = recordForm(page, record);
  await form.getByRole('button', { name: /^Save/ }).click();
  await form.getByRole('status').getByText('Saved').waitFor();
}
