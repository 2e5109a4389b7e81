export const enUs = {
  productName: 'Video visit',
  language: 'Language',
  opening: {
    heading: 'Waiting room',
    lead: 'One moment: we are opening your visit.',
    slow: 'This takes longer than usual. Try to reload the page. If that does not help, go back to your patient portal and press “Begin virtual visit” again.',
  },
  waiting: {
    heading: 'You are in the waiting room',
    telling: 'We are telling your care team that you are here…',
    willTell: 'Your care team will be told that you are here.',
    told: 'Your care team knows you are here.',
    next: 'Keep this page open. The button to join appears here as soon as your clinician is in the meeting.',
    doorOpening: 'Your clinician is in the meeting. The button to join will be here in a moment.',
    scheduled: 'Scheduled for',
    since: 'Waiting since',
    early: 'You are early, and that is fine. You can test your device below, or simply wait.',
    late: 'It is past your time. Earlier visits sometimes take longer. Your care team still expects you, and you do not need to do anything.',
  },
  ready: {
    heading: 'Your clinician is ready',
    lead: 'The meeting opens in Microsoft Teams, in a new tab. This page stays open.',
    join: 'Join now',
    title: 'Join now: your clinician is ready',
    announcement: 'Your clinician is ready. Press Join now.',
  },
  handedOver: {
    heading: 'Go on in Microsoft Teams',
    lead: 'We have opened Teams in another tab. From here we cannot see yet whether you are in. As soon as we can, it says so here.',
    again: 'Open Teams again',
  },
  lobby: {
    heading: 'You are in the lobby',
    lead: 'Your clinician will let you in. Please stay in the Teams tab.',
  },
  inMeeting: {
    heading: 'You are in the meeting',
    lead: 'Your visit takes place in the Teams tab. Keep this page open: if you drop out, it brings you back.',
    back: 'Return to the meeting',
  },
  left: {
    heading: 'You have left the meeting',
    lead: 'If your visit is not over, you can go back now.',
    closed:
      'If your visit is not over, stay here: the button to go back appears as soon as the meeting is open.',
    back: 'Return to the meeting',
  },
  ended: {
    heading: 'Your visit has ended',
    lead: 'Thank you. You can close this page and the Teams tab. What comes next is in your patient portal, such as MyChart.',
    again: 'Did it end by mistake? Go back to your patient portal and press “Begin virtual visit” again.',
  },
  sessionExpired: {
    heading: 'Please begin again from your patient portal',
    lead: 'To protect you, this page stops working after a while. Your appointment is not lost: go back to your patient portal, such as MyChart, and press “Begin virtual visit” again.',
    inTeams: 'If you are in the Teams meeting already, carry on there. It is not affected.',
  },
  handoverSpent: {
    heading: 'This link no longer works',
    lead: 'A link to another browser works once, for a few minutes. Go back to the app where you copied it and copy a new one, or open your patient portal in this browser and press “Begin virtual visit”.',
  },
  notFound: {
    heading: 'We cannot find this visit',
    lead: 'The address may be incomplete, or this visit was opened by somebody else. Go back to your patient portal, such as MyChart, and press “Begin virtual visit”.',
  },
  failed: {
    heading: 'Something went wrong on our side',
    lead: 'It is not your fault, and your appointment is not lost. Please try again.',
    again: 'Try again',
    reference: 'If you call for help, give this reference:',
  },
  signedOff: {
    heading: 'You have left this visit',
    lead: 'Nobody can open your visit from this device any more. You can close this page.',
    again: 'To come back, go to your patient portal and press “Begin virtual visit” again.',
  },
  connection: {
    offline: (since: string) =>
      `You have been offline since ${since}. Your place is kept: we tell your care team again as soon as you are back online.`,
    unreachable: (since: string) =>
      `We have not reached the visit service since ${since}. We keep trying; you do not need to do anything.`,
    back: 'You are connected again.',
  },
  teams: {
    heading: 'What Microsoft Teams will ask you',
    steps: [
      'Choose “Continue on this browser”. You need no app and no account.',
      'Type your name. If your browser asks, allow the camera and the microphone.',
      'Press “Join now”. You are then in the lobby until your clinician lets you in.',
    ],
  },
  inApp: {
    heading: 'Better in your own browser',
    lead: (browser: string) =>
      `You are inside another app, where camera and meeting often do not work. You can wait here, but please open the visit in ${browser} to join it.`,
    openInChrome: 'Open in Chrome',
    copy: 'Copy the link',
    share: 'Share the link with yourself',
    copied: (until: string) => `Copied. The link works once, until ${until}.`,
    copyYourself: (until: string) => `Copy this link. It works once, until ${until}.`,
    linkLabel: 'Link to your visit',
    stepsIos: 'Open Safari, touch the address bar, choose Paste and Go.',
    stepsOther: 'Open your browser, touch the address bar, paste the link and go.',
    private: 'The link opens your visit: give it to nobody.',
    failed: 'The link could not be made. Please try again.',
    working: 'Making the link…',
  },
  device: {
    heading: 'Test your device while you wait',
    optional: 'You do not have to: you can join without any test.',
    mediaHeading: 'Camera and microphone',
    test: 'Test camera and microphone',
    testAgain: 'Test again',
    stop: 'Turn off camera and microphone',
    asking: 'Your browser asks whether it may use the camera and the microphone. Choose “Allow”.',
    preview: 'What your camera sees',
    local: 'Only you see this picture. Nothing is recorded or sent.',
    level: 'Loudness of your microphone',
    speak: 'Say something…',
    heard: 'We hear you: your microphone works.',
    cameraOn: 'Your camera works.',
    cameraWorked: 'Your camera works. It is turned off now.',
    microphoneWorked: 'Your microphone works. It is turned off now.',
    microphoneSilent: 'Your microphone is turned off now. We had not heard you yet.',
    camera: {
      denied: 'Your browser does not allow the camera.',
      'not-found': 'We found no camera on this device.',
      'in-use':
        'Your camera is busy. Another program or tab is using it, such as Teams or Zoom: close it there and test again.',
      unsupported: 'This browser cannot use the camera.',
      unknown: 'Your camera did not start. Unplug it and plug it in again, or restart the device.',
    },
    microphone: {
      denied: 'Your browser does not allow the microphone.',
      'not-found': 'We found no microphone on this device. A headset or earphones with a microphone will do.',
      'in-use': 'Your microphone is busy. Another program or tab is using it: close it there and test again.',
      unsupported: 'This browser cannot use the microphone.',
      unknown: 'Your microphone did not start. Unplug it and plug it in again, or restart the device.',
    },
    audioOnly: 'You can still have your visit: you see and hear your clinician, and they hear you.',
    noMicrophone: 'You can still join. If your clinician cannot hear you, they can phone you.',
    howToAllow: 'How to allow it',
    allow: {
      iosSafari:
        'Touch the page menu at the left of the address bar, then the three dots or “Website Settings”, and set Camera and Microphone to “Allow”. Then test again.',
      iosOther:
        'Open the Settings app of your iPhone or iPad, find your browser in the list of apps and turn on Camera and Microphone. Then test again.',
      androidChrome:
        'Touch the icon at the left of the address bar, then “Permissions”, and allow Camera and Microphone. Then test again.',
      androidOther:
        'Open the Settings app, then Apps, your browser, Permissions, and allow Camera and Microphone. Then test again.',
      desktopChrome:
        'Press the icon at the left of the address bar, turn on Camera and Microphone, then test again. If they stay off, allow them for the browser in the privacy settings of your computer.',
      desktopSafari:
        'In the menu bar choose Safari, then “Settings for This Website…”, and set Camera and Microphone to “Allow”. Then test again.',
      desktopFirefox:
        'Press the crossed-out camera or microphone at the left of the address bar, remove “Blocked”, then test again.',
      other:
        'Look for Camera and Microphone in the settings of your browser, allow them for this page, then test again.',
    },
    speakerHeading: 'Sound',
    playSound: 'Play a sound',
    playAgain: 'Play it again',
    didYouHear: 'Did you hear it?',
    yes: 'Yes',
    no: 'No',
    speakerWorks: 'Your sound works.',
    speakerAdvice:
      'Turn up the volume, and switch off the silent mode. Are earphones plugged in or connected by Bluetooth? The sound comes from them then.',
    soundBlocked: 'Your browser blocks the sound of this page. Sound in Teams is not affected.',
    connectionHeading: 'Connection',
    testConnection: 'Test connection',
    testingConnection: 'Testing your connection. This takes a few seconds…',
    ratings: {
      good: 'Your connection is good for video.',
      fair: 'Your connection is enough for video. The picture may be blurred now and then.',
      poor: 'Your connection is slow. Move closer to your Wi-Fi router, and stop downloads and other video. If it stays slow, turn your camera off in Teams: sound needs little.',
    },
    connectionFailed:
      'The test could not be finished: your connection dropped or is very slow. You can still try to join.',
    measured: (down: string, up: string) => `Download ${down}, upload ${up}`,
  },
  deviceTest: {
    heading: 'Test your device',
    lead: 'See whether camera, microphone, sound and connection are ready for your video visit. You can come back and test as often as you like.',
    testsHeading: 'Tests',
    summaryHeading: 'Your results',
    ready: 'Everything works. You are ready for your video visit.',
    partly: 'Not everything works yet. You can have your visit all the same; the notes above say what helps.',
    todo: 'Run the tests above. Your results appear here.',
  },
  help: {
    heading: 'Do you need help?',
    lead: 'If something does not work, contact:',
  },
  leave: {
    open: 'Leave, or I am on a shared computer',
    question: 'Leave this visit on this device?',
    lead: 'Nobody after you can then open your visit here. To come back, begin again from your patient portal.',
    confirm: 'Leave now',
    cancel: 'Stay',
    failed: 'We could not end the visit on this device. Try again, or close all windows of the browser.',
  },
  noScript:
    'This page needs JavaScript, which is turned off in your browser. Turn it on in the browser’s settings and reload the page, or open your patient portal on another device and press “Begin virtual visit” there. You can also call the number on your appointment.',
};
