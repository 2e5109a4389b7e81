import type { recordsEnUs } from './records.en-us.ts';

export const recordsEsEs: Readonly<Record<keyof typeof recordsEnUs, string>> = {
  'records.title': 'Registros de integración',
  'records.intro':
    'Péguelos en la HCE exactamente como están. Cada valor tiene un botón para copiarlo; los espacios y los signos forman parte de él.',
  'records.none.title': 'Todavía no hay nada que pegar',
  'records.none.text':
    'Los registros aparecen cuando se aprueba la conexión. Complete la configuración, compruebe la dirección y propóngala al aprobador.',
  'records.none.proposed':
    'Los registros aparecen cuando se aprueba la conexión. Ya se ha pedido la aprobación.',
  'records.disabled':
    'Esta conexión está desactivada: los inicios con estos registros se rechazan hasta que se vuelva a activar.',
  'records.form': 'Forma de la consulta',
  'records.form.single': 'Consultas individuales',
  'records.form.group': 'Consultas de grupo',
  'records.download': 'Descargar todo como archivo de texto',
  'records.kind.patient': 'Registro para pacientes',
  'records.kind.provider': 'Registro para profesionales',
  'records.kind.device-test': 'Registro para la prueba de dispositivos',
  'records.about.patient': 'Lo que abre «Iniciar consulta virtual» en el portal del paciente.',
  'records.about.provider': 'Lo que abre «Iniciar consulta virtual» para los profesionales en la HCE.',
  'records.about.device-test':
    'Permite a los pacientes probar la cámara, el micrófono y la conexión antes de una consulta.',
  'records.meetingUrl': 'URL de la reunión (Meeting URL)',
  'records.clientId': 'Id. de cliente (Client ID)',
  'records.contextToken': 'Token de contexto (Context token)',
  'records.contextTokenInPatient': 'Token de contexto (Context token), en el registro para pacientes',
  'records.noToken': 'Sin token de contexto: esta HCE indica con el propio inicio de qué consulta se trata.',
  'records.copy': 'Copiar {field} de: {record}',
  'copy.copy': 'Copiar',
  'copy.copied': 'Copiado',
  'copy.failed':
    'Aquí no se permite copiar. El valor está seleccionado: pulse Ctrl+C, o Comando+C en un Mac.',
  'records.steps.epic': 'Qué hacer con ellos en Epic',
  'records.steps.oracle-health': 'Qué hacer con ellos en Oracle Health',
  'records.steps.fhir-r4': 'Qué hacer con ellos en su HCE',
  'records.epic.environment':
    'Abra el entorno de Epic al que corresponde esta conexión. Usar registros de pruebas en producción, o al revés, es el error más frecuente.',
  'records.epic.records':
    'Pida a su especialista técnico de Epic un registro FDI para pacientes, otro para profesionales y otro para la prueba de dispositivos, todos del tipo que inicia SMART on FHIR.',
  'records.epic.values':
    'Pegue en cada uno la Meeting URL, el Client ID y el Context token. La prueba de dispositivos no tiene token propio: Epic toma el del registro para pacientes.',
  'records.epic.group':
    'Para consultas de grupo cree un segundo par de registros con los tokens de contexto de esa forma: llevan la conferencia en lugar de la cita.',
  'records.epic.visitTypes':
    'Haga que los tipos de consulta virtual usen estos registros en Hyperspace, Haiku y Canto, y en MyChart.',
  'records.epic.key':
    'Espere a que el cliente esté activo: Epic puede tardar hasta 12 horas y conserva un conjunto de claves hasta 29 horas.',
  'records.oracle.app':
    'En la consola de código de Oracle Health, indique las direcciones de inicio y de redirección de la aplicación de este entorno.',
  'records.oracle.launch':
    'Pida que se añada la aplicación al Organizer y al panel del paciente de PowerChart, con la Meeting URL del registro para profesionales como dirección de inicio.',
  'records.oracle.provider': 'PowerChart tiene que abrirla en Microsoft Edge.',
  'records.oracle.patient':
    'Los pacientes aún no pueden iniciar consultas desde Oracle Health: sus aplicaciones para pacientes tienen una dirección y un id. de cliente propios. El registro para pacientes no sirve allí.',
  'records.other.client':
    'En la administración de su HCE, abra el cliente SMART on FHIR que registró para esta conexión.',
  'records.other.launch':
    'Haga que el inicio de los profesionales desde una cita o un episodio abra la Meeting URL del registro para profesionales.',
  'records.other.patient':
    'Haga que el inicio del portal del paciente abra la Meeting URL del registro para pacientes, y su prueba de dispositivos, la del registro correspondiente.',
  'records.steps.check': 'Copie después lo que figura en la HCE en «Comprobar lo pegado».',
  'records.steps.visit': 'Inicie una consulta como profesional y como paciente de prueba.',
  'records.sms.title': 'Registros de SMS',
  'records.sms.text':
    'No se ofrecen los registros «Direct SMS» y «SMS configuration». Los pacientes inician sus consultas en el portal, y es mejor que los recordatorios los envíe la HCE, que tiene los números de teléfono y el consentimiento: así ningún número sale de ella.',
  'pasted.title': 'Comprobar lo pegado',
  'pasted.intro':
    'Copie lo que figura ahora en la HCE y vea, token a token, si es correcto. No se guarda ni se registra nada.',
  'pasted.none': 'Habrá con qué comparar cuando se apruebe la conexión.',
  'pasted.what': '¿Qué quiere comprobar?',
  'pasted.what.record': 'Lo que figura en un registro de la HCE',
  'pasted.what.launchUrl': 'La dirección de un inicio que falló',
  'pasted.record': '¿Qué registro?',
  'pasted.launchUrl': 'Dirección, de la barra del navegador',
  'pasted.launchUrlHint':
    'Los tokens de inicio que contenga se comprueban, pero nunca se muestran ni se guardan.',
  'pasted.nothing': 'Pegue algo primero.',
  'pasted.check': 'Comprobar',
  'pasted.checking': 'Comprobando',
  'pasted.findings': 'Qué se ha encontrado',
  'pasted.allRight': 'Todo está como debe estar.',
  'pasted.allRightText': 'Coincide, carácter por carácter, con lo que espera esta conexión.',
  'pasted.wrong.one': '{count} cosa no es correcta.',
  'pasted.wrong.other': '{count} cosas no son correctas.',
  'pasted.wrongText':
    'Copie el valor correcto de los registros de integración en la HCE y compruebe de nuevo.',
  'pasted.part.meeting-url': 'URL de la reunión (Meeting URL)',
  'pasted.part.client-id': 'Id. de cliente (Client ID)',
  'pasted.part.context-token': 'Token de contexto (Context token)',
  'pasted.part.launch-url': 'Dirección de inicio',
  'pasted.tokenOf': '{token} ({part})',
  'pasted.expected': 'Esperado',
  'pasted.foundLabel': 'Pegado',
  'pasted.shouldBe': 'Debería ser: {expected}',
  'pasted.itIs': 'Es: {found}',
  'pasted.code.same': 'Correcto.',
  'pasted.code.different': 'No coincide con lo esperado.',
  'pasted.code.empty': 'Aquí no hay nada.',
  'pasted.code.too-long': 'Es demasiado largo. Seguramente se ha pegado algo más.',
  'pasted.code.stray-space': 'Sobra un espacio o un salto de línea.',
  'pasted.code.stray-character': 'Sobra un carácter, como unas comillas o un separador.',
  'pasted.code.typographic-character':
    'Un procesador de textos ha sustituido un carácter por otro tipográfico. Copie directamente desde aquí.',
  'pasted.code.encoded-token':
    'Hay caracteres codificados, por ejemplo %26 en lugar de &. Péguelo tal como figura aquí.',
  'pasted.code.wrong-case': 'Difieren mayúsculas y minúsculas; la HCE las distingue.',
  'pasted.code.trailing-slash': 'Sobra una barra al final.',
  'pasted.code.not-https': 'La dirección debe empezar por https.',
  'pasted.code.other-host': 'La dirección lleva a otro host.',
  'pasted.code.unknown-address': 'No reconocemos esta dirección.',
  'pasted.code.callback-address':
    'Es la dirección de redirección, a la que vuelve el inicio de sesión de la HCE. Un inicio empieza en la Meeting URL.',
  'pasted.code.another-record': 'Pertenece a otro registro.',
  'pasted.code.another-connection': 'Pertenece a otra conexión.',
  'pasted.code.test-and-production-swapped':
    'Pruebas y producción están intercambiadas: pertenece a una conexión del otro entorno.',
  'pasted.code.old-client-id': 'Este id. de cliente se usó antes y se ha sustituido.',
  'pasted.code.other-client-id': 'Es otro id. de cliente.',
  'pasted.code.missing-token': 'Falta este elemento.',
  'pasted.code.unexpected-token': 'No debe estar aquí.',
  'pasted.code.duplicate-token': 'Aparece más de una vez.',
  'pasted.code.unsubstituted-token':
    'La HCE no ha puesto ningún valor: el marcador ha llegado tal cual. Puede estar mal escrito o no estar disponible en este lugar.',
  'pasted.code.csn-for-conferenceid':
    '%CSN% es para consultas individuales. Una consulta de grupo necesita %CONFERENCEID%.',
  'pasted.code.conferenceid-for-csn':
    '%CONFERENCEID% es para consultas de grupo. Una consulta individual necesita %CSN%.',
  'pasted.code.department-token-missing':
    'Falta el token del departamento. Sin él la consulta no tiene departamento y sus tarjetas van al destinatario alternativo de la conexión.',
  'pasted.code.department-token-changed':
    'Se ha modificado el token del departamento. Sus espacios y puntos y coma forman parte de él.',
  'rehearsal.title': 'Ensayo',
  'rehearsal.intro':
    'Un recorrido por todo lo que necesita una consulta, sin paciente: detección de la configuración, claves, nuestro inicio de sesión en la HCE, una reunión que se crea y se borra, y la escritura en la HCE.',
  'rehearsal.run': 'Ensayar ahora',
  'rehearsal.running': 'Ensayando',
  'rehearsal.notApproved': 'Se podrá ensayar cuando se apruebe la conexión.',
  'rehearsal.now': 'Este ensayo',
  'rehearsal.last': 'Último ensayo',
  'rehearsal.nightlyAt': 'Ensayo nocturno, {at}',
  'rehearsal.byAt': '{who}, el {at}',
  'rehearsal.earlier': 'Ensayos anteriores',
  'rehearsal.none': 'Todavía no ha habido ninguno.',
  'rehearsal.green': 'Todo correcto',
  'rehearsal.red': 'Algo falló',
  'rehearsal.byNight': 'nocturno',
  'rehearsal.nightly': 'Cada noche',
  'rehearsal.nightlyText':
    'Cada conexión aprobada se ensaya una vez por noche. Si falla algo que antes funcionaba, se avisa en Teams a los administradores de configuración y al aprobador.',
};
