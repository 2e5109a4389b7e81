import { validateResource } from '@medplum/core';
import { describe, expect, it } from 'vitest';
import { loadFhirDefinitions } from '../fhir/definitions.ts';
import { buildHospital } from './builder.ts';
import { createDirectory } from './directory.ts';
import { EPIC_ROWS } from './epic-rows.ts';
import { PLAIN_ROWS } from './plain-rows.ts';
import { resourcesOf } from './resources.ts';

const NOW = new Date('2026-03-04T10:02:00Z');

describe("the hospital's data", () => {
  it('is the same at every start, and moves with the day', () => {
    expect(buildHospital(EPIC_ROWS, NOW, null)).toEqual(buildHospital(EPIC_ROWS, NOW, null));
    const later = buildHospital(EPIC_ROWS, new Date(NOW.getTime() + 86_400_000), null);
    expect(later.visits[1]?.appointmentId).toBe(buildHospital(EPIC_ROWS, NOW, null).visits[1]?.appointmentId);
    expect(later.visits[1]?.start.toISOString()).toBe('2026-03-05T10:10:00.000Z');
  });

  it.each([EPIC_ROWS, PLAIN_ROWS])('is valid FHIR R4 on the $face face', (rows) => {
    loadFhirDefinitions();
    const resources = resourcesOf(buildHospital(rows, NOW, null));
    for (const resource of resources) expect(() => validateResource(resource)).not.toThrow();
    expect(new Set(resources.map((one) => `${one.resourceType}/${one.id}`)).size).toBe(resources.length);
  });

  it('plants a canary in every name, MRN, phone number and address of patients and proxies, and in no id', () => {
    const data = buildHospital(EPIC_ROWS, NOW, 'CANARY7');
    for (const patient of data.patients) {
      for (const text of [patient.name.family, patient.mrn, patient.phone, patient.address])
        expect(text).toContain('CANARY7');
    }
    for (const proxy of data.proxies) expect(proxy.name.family + proxy.phone).toMatch(/CANARY7.*CANARY7/);
    expect(JSON.stringify(data.visits)).not.toContain('CANARY7');
  });

  it("gives a child's portal to the parent", () => {
    const directory = createDirectory(buildHospital(EPIC_ROWS, NOW, null));
    expect(directory.portalUser('leo')).toBeNull();
    expect(directory.portalUser('grace')?.actsFor.map(({ patient }) => patient.key)).toEqual(['leo', 'mia']);
  });

  it('has at least three visits that a patient can begin within half an hour', () => {
    const soon = NOW.getTime() + 30 * 60_000;
    const visits = buildHospital(EPIC_ROWS, NOW, null).visits.filter(
      (one) => one.video && one.status === 'booked' && one.patientKey && one.start.getTime() <= soon,
    );
    expect(visits.length).toBeGreaterThan(3);
  });
});
