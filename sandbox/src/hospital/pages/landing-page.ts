import type { HospitalData } from '../data/model.ts';
import { type FaceAddresses, type FaceName, faceKind, isPracticeFace } from '../face.ts';
import { escapeHtml } from './html.ts';
import { page } from './layout.ts';

interface FaceTile {
  readonly data: HospitalData;
  readonly addresses: FaceAddresses;
}

/** The way in: each hospital's schedule and portal, and the switches. */
export function landingPage(faces: readonly FaceTile[]): string {
  const connected = faces.filter(({ data }) => !isPracticeFace(data.face));
  const practice = faces.filter(({ data }) => isPracticeFace(data.face));
  return page({
    title: 'Sandbox hospital',
    nav: [{ href: '/control', text: 'Switches' }],
    body: `<div><h1>Sandbox hospital</h1><p class="quiet">A pretend hospital with pretend people. Start a virtual visit from a clinician’s schedule, and join it from the patient portal in another browser.</p></div>
      <div class="tiles">${connected.map(tile).join('')}</div>
      <div><h2>An EHR to connect</h2><p class="quiet">Nothing is registered here yet. Take it from nothing to a working visit, in testing first and then in production.</p></div>
      <div class="tiles">${practice.map(tile).join('')}</div>`,
  });
}

function tile({ data, addresses }: FaceTile): string {
  const link = (href: string, text: string, className: string): string =>
    `<li><a class="${className}" href="${href}">${text}<span class="visually-hidden"> of ${escapeHtml(data.name)}</span></a></li>`;
  const { face } = data;
  const schedule = link(
    `/schedule?face=${face}`,
    'Clinician’s schedule',
    isPracticeFace(face) ? 'button second' : 'button',
  );
  const portal = link(`/portal?face=${face}`, 'Patient portal', 'button second');
  const administration = isPracticeFace(face)
    ? link(`/administration/${face}`, 'EHR administration', 'button')
    : '';
  return `<section class="card"><div><h2>${escapeHtml(data.name)}</h2><p class="quiet">${kindOf(face)}</p></div>
    <ul>${administration}${schedule}${portal}</ul>
    <p class="quiet">FHIR base: <code>${escapeHtml(addresses.fhirBaseUrl)}</code></p></section>`;
}

function kindOf(face: FaceName): string {
  if (isPracticeFace(face)) {
    return `Behaves as Epic does: the ${face === 'practice' ? 'testing' : 'production'} environment`;
  }
  return faceKind(face) === 'epic' ? 'Behaves as Epic does' : 'A plain SMART on FHIR R4 server';
}
