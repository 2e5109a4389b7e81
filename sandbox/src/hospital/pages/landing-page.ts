import type { HospitalData } from '../data/model.ts';
import type { FaceAddresses } from '../face.ts';
import { escapeHtml } from './html.ts';
import { page } from './layout.ts';

/** The way in: each hospital's schedule and portal, and the switches. */
export function landingPage(
  hospitals: readonly { readonly data: HospitalData; readonly addresses: FaceAddresses }[],
): string {
  const tiles = hospitals.map(({ data, addresses }) => {
    const kind = data.face === 'epic' ? 'Behaves as Epic does' : 'A plain SMART on FHIR R4 server';
    return `<section class="card"><div><h2>${escapeHtml(data.name)}</h2><p class="quiet">${kind}</p></div>
      <ul><li><a class="button" href="/schedule?face=${data.face}">Clinician’s schedule<span class="visually-hidden"> of ${escapeHtml(data.name)}</span></a></li>
      <li><a class="button second" href="/portal?face=${data.face}">Patient portal<span class="visually-hidden"> of ${escapeHtml(data.name)}</span></a></li></ul>
      <p class="quiet">FHIR base: <code>${escapeHtml(addresses.fhirBaseUrl)}</code></p></section>`;
  });
  return page({
    title: 'Sandbox hospital',
    nav: [{ href: '/control', text: 'Switches' }],
    body: `<div><h1>Sandbox hospital</h1><p class="quiet">A pretend hospital with pretend people. Start a virtual visit from a clinician’s schedule, and join it from the patient portal in another browser.</p></div>
      <div class="tiles">${tiles.join('')}</div>`,
  });
}
