import type { PracticeFace } from '@ehr-connector/sandbox/hospital/face.ts';
import { addConnection, checkAddress, openStep, type Portal, pageOf, pickPerson } from './portal-pages.ts';
import type { World } from './world.ts';

/** Registers the app with the practice EHR, at the addresses of the open connection; it is active at once. */
async function registerApp({ sandbox }: World, portal: Portal, face: PracticeFace): Promise<string> {
  const { control } = sandbox.hospital;
  const id = connectionIdOf(portal);
  const base = `${sandbox.serviceUrl}/launch/${id}`;
  const { clientId } = control.registerApp(face, {
    providerLaunchUrl: `${base}/provider`,
    patientLaunchUrl: `${base}/patient`,
    deviceTestLaunchUrl: `${base}/device-test`,
    redirectUri: `${base}/callback`,
    jwksUri: `${sandbox.serviceUrl}/connections/${id}/jwks.json`,
  });
  control.activate(face);
  return clientId;
}

/** What the analyst pastes into the EHR once the connection was approved. */
export function fillInRecords(
  { sandbox }: Pick<World, 'sandbox'>,
  connectionId: string,
  face: PracticeFace = 'practice',
): void {
  const { control } = sandbox.hospital;
  const clientId = control.app(face)?.clientId ?? '';
  const contextTokens = {
    patient: 'sessionId=%CSN%',
    provider: 'sessionId=%CSN%&departmentId=%PERFDEPID;;; ; ;;NONE;%',
  };
  for (const kind of ['patient', 'provider'] as const)
    control.setRecord(face, kind, {
      meetingUrl: `${sandbox.serviceUrl}/launch/${connectionId}/${kind}`,
      clientId,
      contextToken: contextTokens[kind],
    });
}

/** The id of the connection whose page is open. */
export function connectionIdOf(portal: Portal): string {
  const page = pageOf(portal);
  const frame = page.frames().find((each) => /#\/?connections\//.test(each.url()));
  const [, id] = /#\/?connections\/([\w-]+)/.exec(frame?.url() ?? '') ?? [];
  if (id === undefined) throw new Error(`No connection is open at ${frame?.url() ?? page.url()}.`);
  return id;
}

/** A draft of a connection to the practice EHR with all it needs, as the admin fills it in. */
export async function draftPractice(
  world: World,
  portal: Portal,
  draft: {
    readonly name: string;
    readonly approver: string;
    readonly organizer: string;
  },
): Promise<void> {
  await addConnection(portal, { name: draft.name, environment: 'Testing', ehr: 'Epic EHR' });
  await fillIn(world, portal, { ...draft, face: 'practice' });
}

/** Fills in what is the environment's own, and who approves and organises where nobody does yet. */
export async function fillIn(
  world: World,
  portal: Portal,
  values: { readonly face: PracticeFace; readonly approver?: string; readonly organizer?: string },
): Promise<void> {
  const clientId = await registerApp(world, portal, values.face);
  await openStep(portal, 'Register in the EHR');
  await portal.getByRole('textbox', { name: 'Client ID' }).fill(clientId);
  if (values.approver !== undefined && values.organizer !== undefined) {
    await openStep(portal, 'Approver and organisers');
    await pickPerson(portal, 'Search for the approver', values.approver);
    await pickPerson(portal, 'Search for an organiser', values.organizer);
  }
  const { fhirBaseUrl, setExternalConnectionStatusUrl } = world.sandbox.hospital.faces[values.face];
  await openStep(portal, 'Visits');
  await portal
    .getByRole('textbox', { name: 'Address of the service' })
    .fill(setExternalConnectionStatusUrl ?? '');
  await openStep(portal, 'EHR address');
  await portal.getByRole('textbox', { name: 'FHIR base URL' }).fill(fhirBaseUrl);
  await checkAddress(portal, 'right');
}
