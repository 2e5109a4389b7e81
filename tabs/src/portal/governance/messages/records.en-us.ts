/** Integration records, what was pasted, rehearsals. */
export const recordsEnUs = {
  'records.title': 'Integration records',
  'records.intro':
    'Paste these into the EHR exactly as they stand. Each has a copy button; blanks and punctuation belong to the values.',
  'records.none.title': 'Nothing to paste yet',
  'records.none.text':
    'The records appear once the connection is approved. Fill in the configuration, have the address checked, and propose it to the approver.',
  'records.none.proposed': 'The records appear once the connection is approved. The approver has been asked.',
  'records.disabled':
    'This connection is disabled: launches with these records are refused until it is enabled again.',
  'records.form': 'Form of visit',
  'records.form.single': 'Single visits',
  'records.form.group': 'Group visits',
  'records.download': 'Download all as a text file',
  'records.kind.patient': 'Patient record',
  'records.kind.provider': 'Provider record',
  'records.kind.device-test': 'Device test record',
  'records.about.patient': 'Behind “Begin virtual visit” in the patient portal.',
  'records.about.provider': 'Behind “Begin virtual visit” for clinicians in the EHR.',
  'records.about.device-test': 'Lets patients test camera, microphone and connection before a visit.',
  'records.meetingUrl': 'Meeting URL',
  'records.clientId': 'Client ID',
  'records.contextToken': 'Context token',
  'records.contextTokenInPatient': 'Context token, in the patient record',
  'records.noToken': 'No context token: this EHR says by the launch itself which visit it is about.',
  'records.copy': 'Copy {field} of: {record}',
  'copy.copy': 'Copy',
  'copy.copied': 'Copied',
  'copy.failed': 'Copying is not allowed here. The value is selected: press Ctrl+C, or Command+C on a Mac.',
  'records.steps.epic': 'What to do with them in Epic',
  'records.steps.oracle-health': 'What to do with them in Oracle Health',
  'records.steps.fhir-r4': 'What to do with them in your EHR',
  'records.epic.environment':
    'Open the Epic environment that this connection is for. Test records in production, or the reverse, are the commonest slip.',
  'records.epic.records':
    'Have your Epic technical specialist make one FDI record each for patient and provider, and one for the device test, each of the kind that launches SMART on FHIR.',
  'records.epic.values':
    'Paste Meeting URL, Client ID and Context token into each. The device test has no token of its own: Epic takes the one of the patient record.',
  'records.epic.group':
    'For group visits make a second pair of records with the context tokens of that form: they carry the conference instead of the appointment.',
  'records.epic.visitTypes':
    'Let the virtual visit types use these records, in Hyperspace, Haiku and Canto, and in MyChart.',
  'records.epic.key':
    'Wait for the client to be active: Epic may take up to 12 hours, and keeps a key set for up to 29 hours.',
  'records.oracle.app':
    'In the Oracle Health code console, enter the launch addresses and the redirect address for the application of this environment.',
  'records.oracle.launch':
    'Have the application added to the Organizer and to the patient board in PowerChart, with the Meeting URL of the provider record as its launch address.',
  'records.oracle.provider': 'PowerChart has to open it in Microsoft Edge.',
  'records.oracle.patient':
    'Patients cannot begin visits from Oracle Health yet: its applications for patients have an address and a client ID of their own. The patient record is of no use there.',
  'records.other.client':
    'In the administration of your EHR, open the SMART on FHIR client that you registered for this connection.',
  'records.other.launch':
    'Let the clinicians’ launch from an appointment or encounter open the Meeting URL of the provider record.',
  'records.other.patient':
    'Let the patient portal’s launch open the Meeting URL of the patient record, and its device test that of the device test record.',
  'records.steps.check': 'Copy what stands in the EHR afterwards into “Check what was pasted”.',
  'records.steps.visit': 'Begin a visit as a clinician and as a test patient.',
  'records.sms.title': 'SMS records',
  'records.sms.text':
    'A Direct SMS record and an SMS configuration record are not offered. Patients begin their visits in the patient portal, and reminders are best sent by the EHR, which has the phone numbers and the consent: that way no phone number ever leaves it.',
  'pasted.title': 'Check what was pasted',
  'pasted.intro':
    'Copy what now stands in the EHR, and see token by token whether it is right. Nothing of it is stored or logged.',
  'pasted.none': 'There is something to compare with once the connection is approved.',
  'pasted.what': 'What do you have?',
  'pasted.what.record': 'What stands in a record of the EHR',
  'pasted.what.launchUrl': 'The address of a launch that failed',
  'pasted.record': 'Which record?',
  'pasted.launchUrl': 'Address, from the browser’s address bar',
  'pasted.launchUrlHint': 'Launch tokens in it are looked at, never shown or kept.',
  'pasted.nothing': 'Paste something first.',
  'pasted.check': 'Check',
  'pasted.checking': 'Checking',
  'pasted.findings': 'What was found',
  'pasted.allRight': 'All is as it should be.',
  'pasted.allRightText': 'It is, to the character, what this connection expects.',
  'pasted.wrong.one': '{count} thing is not right.',
  'pasted.wrong.other': '{count} things are not right.',
  'pasted.wrongText': 'Copy the right value from the integration records into the EHR, then check again.',
  'pasted.part.meeting-url': 'Meeting URL',
  'pasted.part.client-id': 'Client ID',
  'pasted.part.context-token': 'Context token',
  'pasted.part.launch-url': 'Launch address',
  'pasted.tokenOf': '{token} ({part})',
  'pasted.expected': 'Expected',
  'pasted.foundLabel': 'Pasted',
  'pasted.shouldBe': 'It should be: {expected}',
  'pasted.itIs': 'It is: {found}',
  'pasted.code.same': 'Right.',
  'pasted.code.different': 'It differs from what is expected.',
  'pasted.code.empty': 'Nothing stands here.',
  'pasted.code.too-long': 'It is far longer than it can be. Something else was pasted along.',
  'pasted.code.stray-space': 'There is a blank or a line break too many.',
  'pasted.code.stray-character': 'There is a character too many, such as a quotation mark or a separator.',
  'pasted.code.typographic-character':
    'A word processor has replaced a character by a typographic one. Copy from here directly.',
  'pasted.code.encoded-token':
    'Characters are written as escapes, such as %26 for &. Paste it as it stands here.',
  'pasted.code.wrong-case': 'Capital and small letters differ; the EHR tells them apart.',
  'pasted.code.trailing-slash': 'There is a slash at the end that does not belong there.',
  'pasted.code.not-https': 'The address has to begin with https.',
  'pasted.code.other-host': 'The address leads to another host.',
  'pasted.code.unknown-address': 'The address is none that we know.',
  'pasted.code.callback-address':
    'This is the redirect address, to which the EHR’s sign-in returns. A launch begins at the Meeting URL.',
  'pasted.code.another-record': 'This belongs to another record.',
  'pasted.code.another-connection': 'This belongs to another connection.',
  'pasted.code.test-and-production-swapped':
    'Testing and production are swapped: this belongs to a connection of the other environment.',
  'pasted.code.old-client-id': 'This client ID was used before and has been replaced.',
  'pasted.code.other-client-id': 'This is another client ID.',
  'pasted.code.missing-token': 'This is missing.',
  'pasted.code.unexpected-token': 'This does not belong here.',
  'pasted.code.duplicate-token': 'This stands here more than once.',
  'pasted.code.unsubstituted-token':
    'The EHR did not put a value in: the placeholder arrived as it is. Its name may be misspelt, or it is not known in this place.',
  'pasted.code.csn-for-conferenceid': '%CSN% is for single visits. A group visit needs %CONFERENCEID%.',
  'pasted.code.conferenceid-for-csn': '%CONFERENCEID% is for group visits. A single visit needs %CSN%.',
  'pasted.code.department-token-missing':
    'The department’s token is missing. Without it a visit has no department, and its cards go to the connection’s fallback.',
  'pasted.code.department-token-changed':
    'The department’s token was changed. Its blanks and semicolons belong to it.',
  'rehearsal.title': 'Rehearsal',
  'rehearsal.intro':
    'A run through everything a visit needs, without a patient: discovery, keys, our sign-in to the EHR, a meeting that is made and deleted again, and writing back.',
  'rehearsal.run': 'Rehearse now',
  'rehearsal.running': 'Rehearsing',
  'rehearsal.notApproved': 'There is something to rehearse once the connection is approved.',
  'rehearsal.now': 'This rehearsal',
  'rehearsal.last': 'Last rehearsal',
  'rehearsal.nightlyAt': 'By night, {at}',
  'rehearsal.byAt': '{who}, {at}',
  'rehearsal.earlier': 'Earlier rehearsals',
  'rehearsal.none': 'There has been none yet.',
  'rehearsal.green': 'All right',
  'rehearsal.red': 'Something failed',
  'rehearsal.byNight': 'nightly',
  'rehearsal.nightly': 'Every night',
  'rehearsal.nightlyText':
    'Every approved connection is rehearsed once a night. When what was right before has failed, the configuration administrators and the approver are told in Teams.',
} as const;
