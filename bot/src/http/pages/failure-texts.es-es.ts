import type { FailureTexts } from './failure-text-shape.ts';

const again = 'Vuelva a la página donde pulsó «Iniciar consulta virtual» y púlselo de nuevo.';

export const failureTextsEsEs: FailureTexts = {
  'signin-required': {
    title: 'Inicie sesión',
    advice: 'Esta página es para el personal. Inicie sesión con su cuenta de trabajo y vuelva a intentarlo.',
  },
  'signin-refused': {
    title: 'El inicio de sesión de Microsoft no ha funcionado',
    advice: `${again} Si vuelve a ocurrir, indique la referencia de abajo a su administrador de Microsoft 365.`,
  },
  'origin-refused': { title: 'Esta petición no procede de nuestra página', advice: again },
  'other-organisation': {
    title: 'Esta cuenta pertenece a otra organización',
    advice:
      'Inicie sesión con la cuenta que le dio su hospital. Si ya lo hizo, consulte a su administrador de Microsoft 365: una organización nueva la da de alta su administrador de Teams, en la pestaña.',
  },
  'organisation-not-entered': {
    title: 'Su organización es nueva aquí',
    advice:
      'Como administrador de Teams puede empezar usted: abra la pestaña de la aplicación en Teams, o el portal, e indique el nombre de su organización.',
  },
  'connection-unknown': {
    title: 'No reconocemos esta dirección',
    advice:
      'La dirección de inicio de la historia clínica no corresponde a ninguna conexión. Pida al equipo de historia clínica electrónica que la pegue de nuevo desde el portal de configuración.',
  },
  'connection-disabled': {
    title: 'Las consultas virtuales están desactivadas',
    advice: 'Un administrador desactivó esta conexión. Consulte a su administrador de Microsoft 365.',
  },
  'launch-issuer-unknown': {
    title: 'La historia clínica usó la conexión equivocada',
    advice:
      'Probablemente se han intercambiado pruebas y producción. Pida al equipo de historia clínica electrónica que compare la dirección de inicio con el portal de configuración.',
  },
  'launch-incomplete': {
    title: 'El inicio no estaba completo',
    advice: `Falta algo que la historia clínica debía enviar. ${again} Si vuelve a ocurrir, consulte al equipo de historia clínica electrónica.`,
  },
  'launch-expired': {
    title: 'Este inicio ya no es válido',
    advice: `Ya se usó, tardó demasiado o se empezó en otro navegador. ${again}`,
  },
  'launch-refused-by-ehr': {
    title: 'La historia clínica rechazó el inicio',
    advice: `${again} Si vuelve a ocurrir, pregunte al equipo de historia clínica electrónica si la aplicación está activa para usted.`,
  },
  'launch-identity-invalid': {
    title: 'No hemos podido comprobar quién es usted',
    advice:
      'Lo que envió la historia clínica no superó nuestras comprobaciones, así que no se abrió nada. Indique la referencia de abajo al equipo de historia clínica electrónica.',
  },
  'launch-wrong-side': {
    title: 'Esta entrada no es para usted',
    advice:
      'Profesionales y pacientes entran por direcciones distintas, y aquí están intercambiadas. Pida al equipo de historia clínica electrónica que compare los registros con el portal de configuración.',
  },
  'launch-scope-missing': {
    title: 'La historia clínica no concede permisos suficientes',
    advice:
      'La aplicación no recibió los permisos que necesita para encontrar la consulta. Pida al equipo de historia clínica electrónica que los compare con el portal de configuración.',
  },
  'launch-visit-unconfirmed': {
    title: 'No hemos podido confirmar esta consulta',
    advice: `La historia clínica no confirmó que esta consulta sea suya, así que no se abrió nada. ${again} Si vuelve a ocurrir, llame al servicio de ayuda.`,
  },
  'launch-rate-limited': {
    title: 'Se están iniciando demasiadas consultas a la vez',
    advice: `Espere un momento. ${again}`,
  },
  'ehr-unavailable': { title: 'La historia clínica no responde', advice: `Espere un momento. ${again}` },
  'ehr-untrusted': {
    title: 'No se puede confiar en la respuesta recibida',
    advice:
      'Ha respondido un sistema distinto del que se aprobó para esta conexión, así que no se abrió nada. Indique la referencia de abajo al equipo de historia clínica electrónica.',
  },
  'appointment-cancelled': {
    title: 'Esta cita está cancelada',
    advice: 'Si cree que es un error, llame a su centro sanitario.',
  },
  'appointment-too-early': {
    title: 'Es demasiado pronto para esta consulta',
    advice:
      'La consulta se abre algún tiempo antes de la hora prevista. Vuelva entonces y pulse de nuevo «Iniciar consulta virtual».',
  },
  'appointment-over': {
    title: 'La hora de esta consulta ya ha pasado',
    advice: 'Si aún necesita atención, llame a su centro sanitario.',
  },
  'link-other-account': {
    title: 'Estas dos cuentas no se pueden vincular',
    advice:
      'Su usuario de la historia clínica o esta cuenta de Microsoft ya están vinculados a otra. Si inició sesión por error con la cuenta de otra persona, empiece de nuevo. Si no, pida a un administrador que quite el vínculo anterior.',
  },
  'visit-not-found': { title: 'No encontramos esta consulta entre las suyas', advice: again },
  'visit-ended': {
    title: 'Esta consulta ha terminado',
    advice: 'Si se cortó, vuelva a la página donde pulsó «Iniciar consulta virtual» y púlselo de nuevo.',
  },
  'visit-session-expired': {
    title: 'Empiece de nuevo',
    advice:
      'Esta página ya no está conectada con su consulta. Vuelva al portal del paciente y pulse de nuevo «Iniciar consulta virtual».',
  },
  'launch-department-refused': {
    title: 'El departamento de esta consulta usa otra dirección de inicio',
    advice:
      'Esta dirección de inicio es solo para consultas de ciertos departamentos. Pregunte al equipo de historia clínica electrónica qué dirección de inicio corresponde a este departamento.',
  },
  'revision-not-found': {
    title: 'Aquí ya no hay nada que aprobar',
    advice:
      'Mientras tanto, la propuesta se ha eliminado. Abra de nuevo la conexión en el portal de configuración.',
  },
  'revision-changed': {
    title: 'La propuesta ha cambiado mientras tanto',
    advice:
      'Vuelva al portal de configuración, vea lo que se propone ahora e inicie sesión de nuevo en la historia clínica.',
  },
  'revision-not-open': {
    title: 'Esta propuesta ya se decidió o se retiró',
    advice: 'Abra la conexión en el portal de configuración para ver qué ha sido de ella.',
  },
  'revision-expired': {
    title: 'Esta propuesta ha caducado',
    advice: 'No se aprobó a tiempo. Pida a quien la propuso que la proponga de nuevo.',
  },
  'approval-unproven': {
    title: 'Inicie sesión primero en la historia clínica',
    advice:
      'Una aprobación solo cuenta poco después de iniciar sesión en la historia clínica. Empiece de nuevo desde el portal de configuración.',
  },
  'approval-refused-identity': {
    title: 'La historia clínica no confirmó que usted sea personal del centro',
    advice:
      'Inicie sesión en la historia clínica como profesional sanitario o técnico, no como paciente, y empiece de nuevo desde el portal de configuración.',
  },
  'approval-refused-by-ehr': {
    title: 'La historia clínica rechazó el inicio de sesión',
    advice:
      'Si lo canceló usted, inténtelo de nuevo. Si no, pida que se revise lo siguiente donde el cliente está registrado en la historia clínica electrónica (HCE); el portal muestra las direcciones en «Registrar en la HCE»:',
  },
  'room-unavailable': {
    title: 'La reunión de Teams no se puede abrir ahora',
    advice: `No ha perdido su consulta. Espere un momento. ${again} Si vuelve a ocurrir, indique la referencia de abajo a su administrador de Microsoft 365.`,
  },
  'room-not-ready': {
    title: 'Su profesional sanitario aún no está en la reunión',
    advice: 'Vuelva a la sala de espera: le avisará cuando pueda entrar.',
  },
  'entra-unavailable': {
    title: 'El inicio de sesión de Microsoft no responde',
    advice: `Espere un momento. ${again}`,
  },
  unexpected: {
    title: 'Algo ha fallado por nuestra parte',
    advice: `${again} Si vuelve a ocurrir, indique la referencia de abajo al servicio de ayuda.`,
  },
  reference: 'Referencia:',
};
