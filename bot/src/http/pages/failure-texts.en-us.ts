import type { FailureTexts } from './failure-text-shape.ts';

const again = 'Go back to where you pressed “Begin virtual visit” and press it again.';

export const failureTextsEnUs: FailureTexts = {
  'signin-required': {
    title: 'Please sign in',
    advice: 'This page is for staff. Sign in with your work account and try again.',
  },
  'signin-refused': {
    title: 'The Microsoft sign-in did not work',
    advice: `${again} If it happens again, tell your Microsoft 365 administrator the reference below.`,
  },
  'origin-refused': { title: 'This request did not come from our page', advice: again },
  'other-organisation': {
    title: 'This account belongs to another organisation',
    advice:
      'Sign in with the account that your hospital gave you. If you did, ask your Microsoft 365 administrator: an organisation that is new here is begun by its Teams administrator, in the tab.',
  },
  'organisation-not-entered': {
    title: 'Your organisation is new here',
    advice:
      'As its Teams administrator you can begin: open the app’s tab in Teams, or the portal, and give your organisation’s name.',
  },
  'connection-unknown': {
    title: 'This address is not known here',
    advice:
      'The launch address in the EHR does not belong to any connection. Ask your EHR analyst to paste it again from the configuration portal.',
  },
  'connection-disabled': {
    title: 'Virtual visits are switched off',
    advice: 'This connection was disabled by an administrator. Ask your Microsoft 365 administrator.',
  },
  'launch-issuer-unknown': {
    title: 'Your EHR sent this to the wrong connection',
    advice:
      'Test and production were probably swapped. Ask your EHR analyst to compare the launch address with the configuration portal.',
  },
  'launch-incomplete': {
    title: 'The launch was not complete',
    advice: `Something that your EHR should have sent is missing. ${again} If it happens again, ask your EHR analyst.`,
  },
  'launch-expired': {
    title: 'This launch is no longer valid',
    advice: `It was used already, took too long, or was begun in another browser. ${again}`,
  },
  'launch-refused-by-ehr': {
    title: 'Your EHR refused the launch',
    advice: `${again} If it happens again, ask your EHR analyst whether the app is active for you.`,
  },
  'launch-identity-invalid': {
    title: 'We could not verify who you are',
    advice:
      'What your EHR sent did not pass our checks, so nothing was opened. Tell your EHR analyst the reference below.',
  },
  'launch-wrong-side': {
    title: 'This entrance is not for you',
    advice:
      'Clinicians and patients enter by different addresses, and these were swapped. Ask your EHR analyst to compare the records with the configuration portal.',
  },
  'launch-scope-missing': {
    title: 'Your EHR allows us too little',
    advice:
      'The app was not granted what it needs to find the visit. Ask your EHR analyst to compare the granted scopes with the configuration portal.',
  },
  'launch-visit-unconfirmed': {
    title: 'We could not confirm this visit',
    advice: `Your EHR did not confirm that this visit is yours, so nothing was opened. ${again} If it happens again, call the help desk.`,
  },
  'launch-rate-limited': { title: 'Too many visits are starting at once', advice: `Wait a moment. ${again}` },
  'ehr-unavailable': { title: 'Your EHR does not answer', advice: `Wait a moment. ${again}` },
  'ehr-untrusted': {
    title: 'Your EHR’s answer could not be trusted',
    advice:
      'What answered is not what was approved for this connection, so nothing was opened. Tell your EHR analyst the reference below.',
  },
  'appointment-cancelled': {
    title: 'This appointment was cancelled',
    advice: 'If you think that this is wrong, call the clinic.',
  },
  'appointment-too-early': {
    title: 'It is too early for this visit',
    advice:
      'The visit opens some time before it is due. Come back then and press “Begin virtual visit” again.',
  },
  'appointment-over': {
    title: 'The time of this visit has passed',
    advice: 'If you still need to be seen, call the clinic.',
  },
  'link-other-account': {
    title: 'These two accounts cannot be linked',
    advice:
      'Your EHR user or this Microsoft account is linked to another one already. If you signed in with a colleague’s account by mistake, begin again. Otherwise ask an administrator to remove the old link.',
  },
  'visit-not-found': { title: 'There is no such visit for you', advice: again },
  'visit-ended': {
    title: 'This visit has ended',
    advice: 'If you were cut off, go back to where you pressed “Begin virtual visit” and press it again.',
  },
  'visit-session-expired': {
    title: 'Please begin again',
    advice:
      'This page is no longer connected to your visit. Go back to your patient portal and press “Begin virtual visit” again.',
  },
  'launch-department-refused': {
    title: 'This visit is of a department that begins elsewhere',
    advice:
      'This launch address is for the visits of certain departments only. Ask your EHR analyst which launch address belongs to this department.',
  },
  'revision-not-found': {
    title: 'There is nothing to approve here any more',
    advice:
      'The proposal was removed in the meantime. Open the connection in the configuration portal again.',
  },
  'revision-changed': {
    title: 'The proposal was changed in the meantime',
    advice:
      'Go back to the configuration portal, look at what is proposed now, and sign in to the EHR again.',
  },
  'revision-not-open': {
    title: 'This proposal was decided or withdrawn in the meantime',
    advice: 'Open the connection in the configuration portal to see what became of it.',
  },
  'revision-expired': {
    title: 'This proposal has expired',
    advice: 'It was not approved in time. Ask whoever proposed it to propose it again.',
  },
  'approval-unproven': {
    title: 'Please sign in to the EHR first',
    advice:
      'An approval counts only shortly after you signed in to the EHR. Begin again from the configuration portal.',
  },
  'approval-refused-identity': {
    title: 'The EHR did not confirm you as a member of staff',
    advice:
      'Sign in to the EHR as a clinician or analyst, not as a patient, and begin again from the configuration portal.',
  },
  'approval-refused-by-ehr': {
    title: 'The EHR refused the sign-in',
    advice:
      'If you cancelled it, simply try again. If you did not, have these looked at where the client is registered in the EHR; the portal shows the addresses under “Register in the EHR”:',
  },
  'room-unavailable': {
    title: 'The Teams meeting cannot be opened right now',
    advice: `Your visit is not lost. Wait a moment. ${again} If it happens again, tell your Microsoft 365 administrator the reference below.`,
  },
  'room-not-ready': {
    title: 'Your clinician is not in the meeting yet',
    advice: 'Go back to the waiting room: it tells you when you can join.',
  },
  'entra-unavailable': { title: 'Microsoft’s sign-in does not answer', advice: `Wait a moment. ${again}` },
  unexpected: {
    title: 'Something went wrong on our side',
    advice: `${again} If it happens again, tell the help desk the reference below.`,
  },
  reference: 'Reference:',
};
