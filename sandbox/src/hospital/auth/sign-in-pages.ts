import express, { Router } from 'express';
import type Provider from 'oidc-provider';
import type { Directory } from '../data/directory.ts';
import { fullName } from '../data/model.ts';
import { escapeHtml } from '../pages/html.ts';
import { page } from '../pages/layout.ts';
import type { LaunchContext } from './launch-tokens.ts';

/** The EHR's own sign-in, for authorisation requests that no launch came before: it lists everybody there is. */
export function signInPages(deps: {
  readonly provider: Provider;
  readonly directory: () => Directory;
}): Router {
  const router = Router();
  router.use(express.urlencoded({ extended: false }));
  router.get('/:uid', async (request, response) => {
    await deps.provider.interactionDetails(request, response);
    response.type('html').send(signInPage(deps.directory()));
  });
  router.post('/:uid', async (request, response) => {
    const launchContext = standaloneContext(String(request.body?.as), deps.directory());
    if (!launchContext) {
      response.status(400).type('html').send(signInPage(deps.directory()));
      return;
    }
    const result = { login: { accountId: launchContext.fhirUser, remember: false }, launchContext };
    await deps.provider.interactionFinished(request, response, result);
  });
  return router;
}

function standaloneContext(fhirUser: string, directory: Directory): LaunchContext | null {
  const nobody = {
    kind: 'standalone',
    encounter: null,
    appointment: null,
    conferenceId: null,
    departmentId: null,
    clientId: null,
  } as const;
  if (fhirUser.startsWith('Practitioner/')) {
    return directory.clinician(fhirUser) ? { ...nobody, fhirUser, patient: null } : null;
  }
  const acting = directory.portalUsers
    .flatMap((user) => user.actsFor)
    .find((one) => one.fhirUser === fhirUser);
  return acting ? { ...nobody, fhirUser, patient: acting.patient.id } : null;
}

function signInPage(directory: Directory): string {
  const choice = (fhirUser: string, name: string, detail: string): string =>
    `<li><button class="person" name="as" value="${escapeHtml(fhirUser)}"><strong>${escapeHtml(name)}</strong><span>${escapeHtml(detail)}</span></button></li>`;
  const staff = directory.data.clinicians.map((one) =>
    choice(`Practitioner/${one.id}`, fullName(one.name), one.specialty),
  );
  const portal = directory.portalUsers.flatMap((user) =>
    user.actsFor.map(({ patient, fhirUser }) =>
      choice(
        fhirUser,
        user.name,
        fhirUser.startsWith('Patient/') ? 'Patient portal' : `Patient portal, for ${fullName(patient.name)}`,
      ),
    ),
  );
  return page({
    title: `Sign in to ${directory.data.name}`,
    face: directory.data.face,
    body: `<form method="post" class="sign-in"><h1>Sign in</h1><p>Choose who you are. There is no password in the sandbox.</p>
      <h2>Staff</h2><ul class="people">${staff.join('')}</ul><h2>Patients and families</h2><ul class="people">${portal.join('')}</ul></form>`,
  });
}
