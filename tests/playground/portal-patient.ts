import { randomUUID } from 'node:crypto';
import type { Sandbox } from '@ehr-connector/sandbox/sandbox.ts';

/** A patient who has pressed the button in the portal, without a browser. */
export interface PortalPatient {
  readonly visitId: string;
  /** Says what the patient's page would. */
  signal(kind: 'here' | 'closing'): Promise<void>;
}

const MOST_REDIRECTS = 10;

/** Presses **Begin virtual visit** and follows to the waiting room. */
export async function beginAsPatient(
  sandbox: Sandbox,
  patient: string,
  visit: string,
): Promise<PortalPatient> {
  const order = { face: 'epic', kind: 'patient', as: patient, visit } as const;
  const { url, cookie } = await follow(sandbox.hospital.control.mintLaunch(order).url, sandbox.serviceUrl);
  const visitId = /^\/visit\/([^/]+)$/.exec(url.pathname)?.[1];
  if (visitId === undefined) throw new Error(`The launch ended at ${url.pathname}.`);
  const pageId = randomUUID();
  let sequence = 0;
  return {
    visitId,
    async signal(kind) {
      const response = await fetch(`${sandbox.serviceUrl}/api/visits/${visitId}/signals`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: sandbox.serviceUrl, cookie },
        body: JSON.stringify({ pageId, sequence: sequence++, kind }),
      });
      if (response.status !== 202) throw new Error(`The signal was answered ${response.status}.`);
    },
  };
}

/** As a browser does, with the service's cookies. */
async function follow(start: string, serviceUrl: string): Promise<{ url: URL; cookie: string }> {
  const cookies = new Map<string, string>();
  let url = new URL(start);
  for (let redirects = 0; redirects < MOST_REDIRECTS; redirects++) {
    const isService = url.origin === serviceUrl;
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: isService ? { cookie } : {} });
    for (const line of isService ? response.headers.getSetCookie() : []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) return { url, cookie };
    url = new URL(location, url);
  }
  throw new Error('The launch leads nowhere.');
}
