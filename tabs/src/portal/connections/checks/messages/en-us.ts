/** What a probe or a rehearsal looks at, everything it can find, and what to do about it. */
export const checksEnUs = {
  'check.address': 'Address',
  'check.reachable': 'Reachable from the internet',
  'check.certificate': 'Certificate',
  'check.fhir-version': 'FHIR version',
  'check.smart-configuration': 'SMART configuration',
  'check.client-authentication': 'Client authentication',
  'check.launch-capabilities': 'Launch capabilities',
  'check.ehr-keys': 'Keys of the EHR',
  'check.clock': 'Clock',
  'check.writeback': 'Writeback',
  'check.client': 'Client ID',
  'check.organizer-licences': 'Licences of the organisers',
  'check.clinician-licences': 'Licences of the clinicians',
  'check.meeting-policy': 'Application access policy',
  'finding.address-fine': 'The address is well formed and belongs to the environment you chose.',
  'finding.address-malformed': 'This is not an address.',
  'finding.address-malformed.fix':
    'Copy the FHIR base URL from your EHR once more. It begins with https:// and has no spaces.',
  'finding.address-not-https': 'The address does not use https.',
  'finding.address-not-https.fix': 'Ask your EHR team for the address that begins with https://.',
  'finding.address-has-credentials': 'The address contains a user name or a password.',
  'finding.address-has-credentials.fix':
    'Remove what stands before the @ sign, and change that password: it may have been seen.',
  'finding.address-has-query': 'The address has a question mark or a # sign, and something after it.',
  'finding.address-has-query.fix': 'Remove the sign and everything after it.',
  'finding.address-private': 'The address leads into a private network.',
  'finding.address-private.fix':
    'Use the address that is reachable from the internet. If there is none, whoever operates this service can allow the host by name.',
  'finding.address-unknown-host': 'No server has this name.',
  'finding.address-unknown-host.fix':
    'Look for a typo in the host name; a new name may need a day to become known.',
  'finding.address-duplicate': 'Another connection uses this address already.',
  'finding.address-duplicate.fix':
    'Change that connection instead, or check that you copied the right address.',
  'finding.address-looks-like-testing':
    'This looks like a test address, but the connection is for production.',
  'finding.address-looks-like-testing.fix':
    'Enter the production address, or add a testing connection for this one.',
  'finding.address-looks-like-production':
    'This looks like a production address, but the connection is for testing.',
  'finding.address-looks-like-production.fix':
    'Enter the address of the test environment, or add a production connection for this one.',
  'finding.reachable': 'The server answers.',
  'finding.unreachable': 'The server cannot be reached.',
  'finding.unreachable.fix':
    'Ask your network team whether the EHR is open to the internet, and whether a firewall refuses this service.',
  'finding.no-answer-in-time': 'The server did not answer in time.',
  'finding.no-answer-in-time.fix':
    'Check again in a few minutes; if it keeps happening, ask your EHR team whether the server is under load.',
  'finding.redirects-elsewhere': 'The server sends us on to another address.',
  'finding.redirects-elsewhere.fix':
    'Enter the final address, and only if it is your EHR’s. Redirects are never followed.',
  'finding.answers-with-error': 'The server answers with an error.',
  'finding.answers-with-error.fix':
    'Check the path of the address, for example /api/FHIR/R4; then ask your EHR team.',
  'finding.answer-too-large': 'The server’s answer is far larger than such an answer can be.',
  'finding.answer-too-large.fix':
    'Check that the address is a FHIR base URL, not that of a web page or a file.',
  'finding.answer-not-fhir': 'Something answers, but it is no FHIR server.',
  'finding.answer-not-fhir.fix':
    'Enter the FHIR base URL itself, without /metadata and without the address of a sign-in page.',
  'finding.certificate-valid': 'The certificate is valid.',
  'finding.certificate-expires-soon': 'The certificate expires soon.',
  'finding.certificate-expires-soon.fix':
    'Ask your EHR team to renew it in time; visits stop on the day it expires.',
  'finding.certificate-expired': 'The certificate has expired.',
  'finding.certificate-expired.fix': 'Ask your EHR team to renew it, then check again.',
  'finding.certificate-untrusted':
    'The certificate was not issued by an authority that browsers trust, or its chain is incomplete.',
  'finding.certificate-untrusted.fix':
    'Ask your EHR team to install a public certificate with its intermediate certificates.',
  'finding.certificate-of-another-host': 'The certificate belongs to another host.',
  'finding.certificate-of-another-host.fix':
    'Enter the host name that stands in the certificate, or ask your EHR team to correct it.',
  'finding.certificate-not-used': 'The address uses no certificate. That is allowed on this computer only.',
  'finding.certificate-not-used.fix': 'Use an https address before real patients come.',
  'finding.fhir-r4': 'The server speaks FHIR R4.',
  'finding.fhir-dstu2': 'The server speaks FHIR DSTU2, the version of old set-ups.',
  'finding.fhir-dstu2.fix':
    'Ask your EHR team for the R4 address; it usually has R4 where this one has DSTU2.',
  'finding.fhir-other-version': 'The server speaks a version of FHIR that is not R4.',
  'finding.fhir-other-version.fix': 'Ask your EHR team for the R4 address.',
  'finding.ehr-is-epic': 'The server says that it is Epic, and this connection is for another EHR.',
  'finding.ehr-is-epic.fix': 'Remove this connection and add one for Epic.',
  'finding.fhir-version-unknown': 'The server does not say which version of FHIR it speaks.',
  'finding.fhir-version-unknown.fix':
    'Check the address; if it is right, ask your EHR team why its metadata name no version.',
  'finding.smart-fine': 'The SMART configuration is complete and safe.',
  'finding.smart-missing': 'The server publishes no SMART configuration.',
  'finding.smart-missing.fix': 'Ask your EHR team to turn on SMART App Launch for this address.',
  'finding.smart-malformed': 'The SMART configuration cannot be read.',
  'finding.smart-malformed.fix':
    'Send your EHR team the address with /.well-known/smart-configuration at its end, and ask them to correct it.',
  'finding.smart-without-s256':
    'The EHR does not offer PKCE with S256, without which a sign-in can be intercepted.',
  'finding.smart-without-s256.fix': 'Ask your EHR team to turn on S256, as SMART App Launch 2 demands.',
  'finding.smart-allows-plain':
    'The EHR also accepts PKCE without hashing (“plain”), which SMART App Launch 2 forbids.',
  'finding.smart-allows-plain.fix': 'This service always uses S256. Ask your EHR team to turn “plain” off.',
  'finding.smart-endpoint-insecure': 'An address in the SMART configuration does not use https.',
  'finding.smart-endpoint-insecure.fix': 'Ask your EHR team to correct it.',
  'finding.smart-endpoint-elsewhere': 'The SMART configuration leads to a host that is not your EHR’s.',
  'finding.smart-endpoint-elsewhere.fix':
    'Ask your EHR team whether that host is theirs. If it is, whoever operates this service can allow it by name.',
  'finding.smart-without-issuer':
    'The SMART configuration does not say who issues identities, so that nobody’s sign-in could be believed.',
  'finding.smart-without-issuer.fix': 'Ask your EHR team to publish issuer and jwks_uri (OpenID Connect).',
  'finding.smart-authority-changed':
    'The EHR signs people in at another place than when the connection was approved.',
  'finding.smart-authority-changed.fix':
    'Ask your EHR team whether they moved it. If they did, propose a change so that the approver confirms the new place.',
  'finding.client-authentication-fine': 'The EHR accepts the way in which this service proves who it is.',
  'finding.client-authentication-unsupported': 'The EHR does not accept signed assertions (private_key_jwt).',
  'finding.client-authentication-unsupported.fix':
    'Ask your EHR team to turn on asymmetric client authentication; shared secrets are not used here.',
  'finding.client-authentication-unstated': 'The EHR does not say which ways it accepts.',
  'finding.client-authentication-unstated.fix':
    'Nothing has to be done if the check of the client ID succeeds.',
  'finding.signing-algorithm-unsupported': 'The EHR does not accept the signing algorithm you chose.',
  'finding.signing-algorithm-unsupported.fix': 'Choose the other algorithm in the step “Visits”.',
  'finding.launch-capabilities-fine': 'The EHR can launch this app and say who launches it.',
  'finding.launch-capabilities-missing': 'The EHR lacks capabilities that a launch needs.',
  'finding.launch-capabilities-missing.fix': 'Ask your EHR team to turn on what is named in the details.',
  'finding.ehr-keys-fine': 'The EHR’s public keys can be read.',
  'finding.ehr-keys-unreachable': 'The EHR’s public keys cannot be reached.',
  'finding.ehr-keys-unreachable.fix':
    'Ask your EHR team whether the address in the details is open to the internet.',
  'finding.ehr-keys-missing': 'The EHR publishes no key that signs identities.',
  'finding.ehr-keys-missing.fix': 'Ask your EHR team to publish its keys (jwks_uri).',
  'finding.clock-fine': 'The EHR’s clock is right.',
  'finding.clock-differs': 'The EHR’s clock differs from ours.',
  'finding.clock-differs.fix':
    'Ask your EHR team to synchronise its clock; sign-ins fail when clocks are minutes apart.',
  'finding.clock-unknown': 'The EHR does not tell the time.',
  'finding.clock-unknown.fix': 'Nothing has to be done unless sign-ins fail.',
  'finding.writeback-not-wanted': 'Nothing is written back: the step “Visits” says so.',
  'finding.writeback-fine': 'The EHR offers what writeback needs.',
  'finding.writeback-interactions-missing': 'The EHR does not offer some of what writeback needs.',
  'finding.writeback-interactions-missing.fix':
    'Ask your EHR team to allow what is named in the details, or choose another kind of writeback.',
  'finding.writeback-not-verifiable': 'Whether writeback works can be seen only with a visit.',
  'finding.writeback-not-verifiable.fix': 'Try it with a test patient before production.',
  'finding.writeback-elsewhere': 'The writeback address is on a host that is not your EHR’s.',
  'finding.writeback-elsewhere.fix':
    'Check the address. If it is right, whoever operates this service can allow the host by name.',
  'finding.writeback-address-not-given': 'There is no address for the writeback yet.',
  'finding.writeback-address-not-given.fix':
    'Enter the address of Epic’s service in the step “Visits”, or choose another way to write back there.',
  'finding.client-active': 'The EHR knows this client ID and our keys.',
  'finding.client-not-given': 'There is no client ID yet.',
  'finding.client-not-given.fix':
    'Register the app in the EHR, then enter the client ID in the step “Register in the EHR”.',
  'finding.client-unknown': 'The EHR does not accept this client ID with our keys yet.',
  'finding.client-unknown.fix':
    'Compare the client ID and the key set address with the EHR’s record. Epic takes up to 12 hours to activate a client; you may leave and come back.',
  'finding.client-without-backend': 'The EHR knows the client, but does not let it act without a user.',
  'finding.client-without-backend.fix':
    'Ask your EHR team to allow backend access (client credentials) for this client. Without it nothing can be written back.',
  'finding.client-unchecked': 'Whether the EHR knows this client could not be found out.',
  'finding.client-unchecked.fix': 'The approver’s sign-in to the EHR will show it.',
  'finding.organizers-licensed': 'Every organiser has a Teams licence.',
  'finding.organizers-unlicensed': 'An organiser has no Teams licence.',
  'finding.organizers-unlicensed.fix':
    'Assign a licence in the Microsoft 365 admin center, or remove the account from the pool.',
  'finding.organizers-unknown': 'An organiser is no longer in the directory.',
  'finding.organizers-unknown.fix': 'Remove the account from the pool in the step “Approver and organisers”.',
  'finding.organizers-none': 'Nobody is there yet to organise the meetings.',
  'finding.organizers-none.fix': 'Choose at least one account in the step “Approver and organisers”.',
  'finding.clinicians-licensed': 'Every linked clinician has a Teams licence.',
  'finding.clinicians-unlicensed': 'A linked clinician has no Teams licence.',
  'finding.clinicians-unlicensed.fix':
    'Assign licences in the Microsoft 365 admin center; without one they cannot hold visits.',
  'finding.clinicians-none-linked': 'No clinician is linked yet. Links are made at the first launch.',
  'finding.meeting-made-and-deleted': 'A meeting could be made, and was deleted again.',
  'finding.meeting-not-deleted': 'A meeting could be made, but not deleted.',
  'finding.meeting-not-deleted.fix': 'Nothing has to be done: nobody was invited, and it ends by itself.',
  'finding.meeting-policy-missing': 'Microsoft 365 does not let this app make meetings for the organiser.',
  'finding.meeting-policy-missing.fix':
    'Grant an application access policy to the organisers in PowerShell; it may take 30 minutes to take effect.',
  'finding.meeting-refused': 'Microsoft 365 did not make the meeting.',
  'finding.meeting-refused.fix':
    'Check again in a few minutes; if it keeps happening, give the details to your Microsoft 365 administrator.',
  'check.title': 'What the service found',
  'check.group.ehr': 'The EHR',
  'check.group.microsoft': 'Microsoft 365',
  'check.outcome.fine': 'Fine',
  'check.outcome.warning': 'Take note',
  'check.outcome.failed': 'To be corrected',
  'check.outcome.skipped': 'Not checked',
  'check.outcome.notYet': 'Not checked yet',
  'check.outcome.waiting': 'Waits its turn',
  'check.outcome.running': 'Checking',
  'check.skipped':
    'What is not checked could not be: an earlier check has to succeed first, or there was no answer.',
  'check.unknown': 'The service found: {finding}',
  'check.progress': '{done} of {all} checked',
  'check.progressLabel': 'Progress of the check',
  'check.green': 'Everything that has to be right is right.',
  'check.soFar': 'Nothing is wrong so far. What is not chosen yet is not checked yet.',
  'check.red': 'Something has to be corrected.',
  'check.outdated': 'What was checked has changed since. Check again.',
  'check.broken': 'The check stopped before its end. {reference}',
  'check.details': 'Details',
  'check.way': 'What to do:',
  'check.detail.host': 'Host name',
  'check.detail.name': 'Connection',
  'check.detail.word': 'Because of',
  'check.detail.days': 'Days left',
  'check.detail.expires': 'Expires',
  'check.detail.names': 'Names in the certificate',
  'check.detail.reason': 'Reason',
  'check.detail.status': 'Answer',
  'check.detail.answer': 'Answer of Microsoft',
  'check.detail.seconds': 'Seconds',
  'check.detail.direction': 'The EHR’s clock is',
  'check.detail.suggestion': 'Try',
  'check.detail.version': 'Version',
  'check.detail.methods': 'Offered',
  'check.detail.algorithm': 'Chosen',
  'check.detail.supported': 'Accepted',
  'check.detail.missing': 'Missing',
  'check.detail.count': 'Keys',
  'check.detail.endpoint': 'Entry',
  'check.detail.changed': 'Changed',
  'check.detail.accounts': 'Accounts',
  'check.detail.organizer': 'Organiser',
  'check.direction.ahead': 'ahead',
  'check.direction.behind': 'behind',
} as const;
