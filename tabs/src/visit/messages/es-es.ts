import type { Messages } from './messages.ts';

export const esEs: Messages = {
  productName: 'Videoconsulta',
  language: 'Idioma',
  opening: {
    heading: 'Sala de espera',
    lead: 'Un momento: estamos abriendo su consulta.',
    slow: 'Tarda más de lo normal. Pruebe a recargar la página. Si no se soluciona, vuelva a su portal del paciente y pulse otra vez «Iniciar consulta virtual».',
  },
  waiting: {
    heading: 'Está en la sala de espera',
    telling: 'Estamos avisando a su equipo sanitario de que ya está aquí…',
    willTell: 'Avisaremos a su equipo sanitario de que ya está aquí.',
    told: 'Su equipo sanitario sabe que está aquí.',
    next: 'Deje esta página abierta. El botón para entrar aparecerá aquí en cuanto su profesional sanitario esté en la reunión.',
    doorOpening:
      'Su profesional sanitario ya está en la reunión. El botón para entrar aparecerá aquí enseguida.',
    scheduled: 'Hora de la cita',
    since: 'En espera desde',
    early:
      'Ha llegado con tiempo, no hay problema. Puede probar su dispositivo más abajo o simplemente esperar.',
    late: 'Ya ha pasado su hora. A veces las consultas anteriores se alargan. Su equipo sanitario le sigue esperando y no tiene que hacer nada.',
  },
  ready: {
    heading: 'Ya pueden atenderle',
    lead: 'La reunión se abre en Microsoft Teams, en otra pestaña. Esta página sigue abierta.',
    join: 'Entrar ahora',
    title: 'Entrar ahora: ya pueden atenderle',
    announcement: 'Ya pueden atenderle. Pulse «Entrar ahora».',
  },
  handedOver: {
    heading: 'Continúe en Microsoft Teams',
    lead: 'Hemos abierto Teams en otra pestaña. Desde aquí aún no vemos si ya está dentro. En cuanto lo sepamos, se lo diremos aquí.',
    again: 'Abrir Teams otra vez',
  },
  lobby: {
    heading: 'Está en la sala de espera de Teams',
    lead: 'Su profesional sanitario le dará paso. Quédese en la pestaña de Teams.',
  },
  inMeeting: {
    heading: 'Está en la reunión',
    lead: 'Su consulta tiene lugar en la pestaña de Teams. Deje esta página abierta: si se corta, podrá volver desde aquí.',
    back: 'Volver a la reunión',
  },
  left: {
    heading: 'Ha salido de la reunión',
    lead: 'Si su consulta no ha terminado, puede volver ahora.',
    closed:
      'Si su consulta no ha terminado, quédese aquí: el botón para volver aparecerá en cuanto la reunión esté abierta.',
    back: 'Volver a la reunión',
  },
  ended: {
    heading: 'Su consulta ha terminado',
    lead: 'Gracias. Puede cerrar esta página y la pestaña de Teams. Los próximos pasos están en su portal del paciente, por ejemplo MyChart.',
    again:
      '¿Ha terminado por error? Vuelva a su portal del paciente y pulse otra vez «Iniciar consulta virtual».',
  },
  sessionExpired: {
    heading: 'Empiece de nuevo desde su portal del paciente',
    lead: 'Para protegerle, esta página deja de funcionar al cabo de un tiempo. No ha perdido su cita: vuelva a su portal del paciente, por ejemplo MyChart, y pulse otra vez «Iniciar consulta virtual».',
    inTeams: 'Si ya está en la reunión de Teams, siga allí: la reunión no se ve afectada.',
  },
  handoverSpent: {
    heading: 'Este enlace ya no funciona',
    lead: 'Un enlace a otro navegador sirve una sola vez y durante pocos minutos. Vuelva a la aplicación donde lo copió y copie uno nuevo, o abra su portal del paciente en este navegador y pulse «Iniciar consulta virtual».',
  },
  notFound: {
    heading: 'No encontramos esta consulta',
    lead: 'La dirección puede estar incompleta, o la consulta la abrió otra persona. Vuelva a su portal del paciente, por ejemplo MyChart, y pulse «Iniciar consulta virtual».',
  },
  failed: {
    heading: 'Algo ha fallado por nuestra parte',
    lead: 'No es culpa suya y no ha perdido su cita. Inténtelo otra vez.',
    again: 'Intentar otra vez',
    reference: 'Si llama para pedir ayuda, dé esta referencia:',
  },
  signedOff: {
    heading: 'Ha salido de esta consulta',
    lead: 'Ya nadie puede abrir su consulta desde este dispositivo. Puede cerrar esta página.',
    again: 'Para volver, vaya a su portal del paciente y pulse otra vez «Iniciar consulta virtual».',
  },
  connection: {
    offline: (since) =>
      `Está sin conexión (desde: ${since}). Conserva su turno: avisaremos de nuevo a su equipo sanitario en cuanto vuelva a tener conexión.`,
    unreachable: (since) =>
      `No logramos conectar con el servicio de consultas (desde: ${since}). Seguimos intentándolo; no tiene que hacer nada.`,
    back: 'Vuelve a tener conexión.',
  },
  teams: {
    heading: 'Qué le preguntará Microsoft Teams',
    steps: [
      'Elija «Continuar en este explorador». No necesita ninguna aplicación ni cuenta.',
      'Escriba su nombre. Si el navegador lo pregunta, permita la cámara y el micrófono.',
      'Pulse «Unirse ahora». Estará en la sala de espera de Teams hasta que su profesional sanitario le dé paso.',
    ],
  },
  inApp: {
    heading: 'Mejor en su propio navegador',
    lead: (browser) =>
      `Está dentro de otra aplicación, donde la cámara y la reunión a menudo no funcionan. Puede esperar aquí, pero para entrar abra la consulta en ${browser}.`,
    openInChrome: 'Abrir en Chrome',
    copy: 'Copiar el enlace',
    share: 'Enviarme el enlace',
    copied: (until) => `Copiado. El enlace sirve una sola vez. Válido hasta: ${until}.`,
    copyYourself: (until) => `Copie este enlace. Sirve una sola vez. Válido hasta: ${until}.`,
    linkLabel: 'Enlace a su consulta',
    stepsIos: 'Abra Safari, toque la barra de direcciones y elija Pegar e ir.',
    stepsOther: 'Abra su navegador, toque la barra de direcciones, pegue el enlace y continúe.',
    private: 'El enlace abre su consulta: no se lo dé a nadie.',
    failed: 'No se ha podido crear el enlace. Inténtelo otra vez.',
    working: 'Creando el enlace…',
  },
  device: {
    heading: 'Pruebe su dispositivo mientras espera',
    optional: 'No es obligatorio: puede entrar sin hacer ninguna prueba.',
    mediaHeading: 'Cámara y micrófono',
    test: 'Probar cámara y micrófono',
    testAgain: 'Probar otra vez',
    stop: 'Apagar cámara y micrófono',
    asking: 'Su navegador pregunta si puede usar la cámara y el micrófono. Elija «Permitir».',
    preview: 'Lo que ve su cámara',
    local: 'Solo usted ve esta imagen. No se graba ni se envía nada.',
    level: 'Volumen de su micrófono',
    speak: 'Diga algo…',
    heard: 'Le oímos: su micrófono funciona.',
    cameraOn: 'Su cámara funciona.',
    cameraWorked: 'Su cámara funciona. Ahora está apagada.',
    microphoneWorked: 'Su micrófono funciona. Ahora está apagado.',
    microphoneSilent: 'Ahora su micrófono está apagado. Todavía no le habíamos oído.',
    camera: {
      denied: 'Su navegador no permite la cámara.',
      'not-found': 'No encontramos ninguna cámara en este dispositivo.',
      'in-use':
        'Su cámara está ocupada. La usa otro programa o pestaña, por ejemplo Teams o Zoom: ciérrelo y pruebe otra vez.',
      unsupported: 'Este navegador no puede usar la cámara.',
      unknown: 'Su cámara no se ha encendido. Desconéctela y vuelva a conectarla, o reinicie el dispositivo.',
    },
    microphone: {
      denied: 'Su navegador no permite el micrófono.',
      'not-found':
        'No encontramos ningún micrófono en este dispositivo. Sirven unos auriculares con micrófono.',
      'in-use': 'Su micrófono está ocupado. Lo usa otro programa o pestaña: ciérrelo y pruebe otra vez.',
      unsupported: 'Este navegador no puede usar el micrófono.',
      unknown:
        'Su micrófono no se ha encendido. Desconéctelo y vuelva a conectarlo, o reinicie el dispositivo.',
    },
    audioOnly:
      'La consulta es posible igualmente: usted verá y oirá a su profesional sanitario, y este le oirá a usted.',
    noMicrophone:
      'Puede entrar igualmente. Si su profesional sanitario no le oye, puede llamarle por teléfono.',
    howToAllow: 'Cómo permitirlo',
    allow: {
      iosSafari:
        'Toque el menú de la página a la izquierda de la barra de direcciones, después los tres puntos o «Ajustes del sitio web», y ponga Cámara y Micrófono en «Permitir». Luego pruebe otra vez.',
      iosOther:
        'Abra Ajustes en su iPhone o iPad, busque su navegador en la lista de aplicaciones y active Cámara y Micrófono. Luego pruebe otra vez.',
      androidChrome:
        'Toque el icono a la izquierda de la barra de direcciones, después «Permisos», y permita Cámara y Micrófono. Luego pruebe otra vez.',
      androidOther:
        'Abra Ajustes y después Aplicaciones, su navegador y Permisos, y permita Cámara y Micrófono. Luego pruebe otra vez.',
      desktopChrome:
        'Pulse el icono a la izquierda de la barra de direcciones, active Cámara y Micrófono y pruebe otra vez. Si siguen apagados, permítalos para el navegador en los ajustes de privacidad de su ordenador.',
      desktopSafari:
        'En la barra de menús elija Safari, después «Ajustes para este sitio web…», y ponga Cámara y Micrófono en «Permitir». Luego pruebe otra vez.',
      desktopFirefox:
        'Pulse la cámara o el micrófono tachado a la izquierda de la barra de direcciones, quite «Bloqueado» y pruebe otra vez.',
      other:
        'Busque Cámara y Micrófono en los ajustes de su navegador, permítalos para esta página y pruebe otra vez.',
    },
    speakerHeading: 'Sonido',
    playSound: 'Reproducir un sonido',
    playAgain: 'Reproducirlo otra vez',
    didYouHear: '¿Lo ha oído?',
    yes: 'Sí',
    no: 'No',
    speakerWorks: 'Su sonido funciona.',
    speakerAdvice:
      'Suba el volumen y quite el modo silencioso. ¿Tiene auriculares conectados por cable o Bluetooth? Entonces el sonido sale por ellos.',
    soundBlocked: 'Su navegador bloquea el sonido de esta página. El sonido en Teams no se ve afectado.',
    connectionHeading: 'Conexión',
    testConnection: 'Probar conexión',
    testingConnection: 'Probando su conexión. Tarda unos segundos…',
    ratings: {
      good: 'Su conexión es buena para el vídeo.',
      fair: 'Su conexión basta para el vídeo. La imagen puede verse borrosa a ratos.',
      poor: 'Su conexión es lenta. Acérquese al router wifi y detenga descargas y otros vídeos. Si sigue lenta, apague la cámara en Teams: el sonido necesita poco.',
    },
    connectionFailed:
      'No se ha podido terminar la prueba: la conexión se ha cortado o es muy lenta. Puede intentar entrar igualmente.',
    measured: (down, up) => `Descarga ${down}, subida ${up}`,
  },
  deviceTest: {
    heading: 'Pruebe su dispositivo',
    lead: 'Compruebe si la cámara, el micrófono, el sonido y la conexión están listos para su videoconsulta. Puede volver y probar tantas veces como quiera.',
    testsHeading: 'Pruebas',
    summaryHeading: 'Sus resultados',
    ready: 'Todo funciona. Está todo listo para su videoconsulta.',
    partly:
      'Todavía no funciona todo. La consulta es posible igualmente; las notas de arriba le indican qué hacer.',
    todo: 'Haga las pruebas de arriba. Sus resultados aparecerán aquí.',
  },
  help: {
    heading: '¿Necesita ayuda?',
    lead: 'Si algo no funciona, póngase en contacto con:',
  },
  leave: {
    open: 'Salir (o estoy en un ordenador compartido)',
    question: '¿Salir de esta consulta en este dispositivo?',
    lead: 'Después nadie podrá abrir su consulta aquí. Para volver, empiece de nuevo desde su portal del paciente.',
    confirm: 'Salir ahora',
    cancel: 'Quedarse',
    failed:
      'No hemos podido cerrar la consulta en este dispositivo. Inténtelo otra vez o cierre todas las ventanas del navegador.',
  },
  noScript:
    'Esta página necesita JavaScript, que está desactivado en su navegador. Actívelo en los ajustes del navegador y recargue la página, o abra su portal del paciente en otro dispositivo y pulse allí «Iniciar consulta virtual». También puede llamar al teléfono que figura en su cita.',
};
