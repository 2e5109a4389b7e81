import type { checksEnUs } from './en-us.ts';

export const checksEsEs: Readonly<Record<keyof typeof checksEnUs, string>> = {
  'check.address': 'Dirección',
  'check.reachable': 'Accesible desde Internet',
  'check.certificate': 'Certificado',
  'check.fhir-version': 'Versión de FHIR',
  'check.smart-configuration': 'Configuración SMART',
  'check.client-authentication': 'Autenticación del cliente',
  'check.launch-capabilities': 'Capacidades de inicio',
  'check.ehr-keys': 'Claves de la HCE',
  'check.clock': 'Reloj',
  'check.writeback': 'Escritura en la HCE',
  'check.client': 'Id. de cliente',
  'check.organizer-licences': 'Licencias de los organizadores',
  'check.clinician-licences': 'Licencias de los profesionales',
  'check.meeting-policy': 'Directiva de acceso de la aplicación',
  'finding.address-fine': 'La dirección está bien formada y corresponde al entorno elegido.',
  'finding.address-malformed': 'Esto no es una dirección.',
  'finding.address-malformed.fix':
    'Copie de nuevo la URL base de FHIR de su HCE. Empieza por https:// y no contiene espacios.',
  'finding.address-not-https': 'La dirección no usa https.',
  'finding.address-not-https.fix': 'Pida a su equipo de la HCE la dirección que empieza por https://.',
  'finding.address-has-credentials': 'La dirección contiene un nombre de usuario o una contraseña.',
  'finding.address-has-credentials.fix':
    'Elimine lo que hay antes del signo @ y cambie esa contraseña: alguien puede haberla visto.',
  'finding.address-has-query': 'La dirección tiene un signo de interrogación o # y algo a continuación.',
  'finding.address-has-query.fix': 'Elimine el signo y todo lo que le sigue.',
  'finding.address-private': 'La dirección lleva a una red privada.',
  'finding.address-private.fix':
    'Use la dirección accesible desde Internet. Si no hay ninguna, quien opera este servicio puede permitir el host por su nombre.',
  'finding.address-unknown-host': 'Ningún servidor tiene este nombre.',
  'finding.address-unknown-host.fix':
    'Busque una errata en el nombre del host; un nombre nuevo puede tardar un día en propagarse.',
  'finding.address-duplicate': 'Otra conexión ya usa esta dirección.',
  'finding.address-duplicate.fix': 'Modifique esa conexión o compruebe que ha copiado la dirección correcta.',
  'finding.address-looks-like-testing': 'Parece una dirección de pruebas, pero la conexión es de producción.',
  'finding.address-looks-like-testing.fix':
    'Introduzca la dirección de producción o añada una conexión de pruebas para esta.',
  'finding.address-looks-like-production':
    'Parece una dirección de producción, pero la conexión es de pruebas.',
  'finding.address-looks-like-production.fix':
    'Introduzca la dirección del entorno de pruebas o añada una conexión de producción para esta.',
  'finding.reachable': 'El servidor responde.',
  'finding.unreachable': 'No se puede acceder al servidor.',
  'finding.unreachable.fix':
    'Pregunte a su equipo de red si la HCE es accesible desde Internet y si un cortafuegos bloquea este servicio.',
  'finding.no-answer-in-time': 'El servidor no respondió a tiempo.',
  'finding.no-answer-in-time.fix':
    'Compruébelo de nuevo en unos minutos; si persiste, pregunte a su equipo de la HCE si el servidor está sobrecargado.',
  'finding.redirects-elsewhere': 'El servidor nos remite a otra dirección.',
  'finding.redirects-elsewhere.fix':
    'Introduzca la dirección final, y solo si es la de su HCE. Las redirecciones nunca se siguen.',
  'finding.answers-with-error': 'El servidor responde con un error.',
  'finding.answers-with-error.fix':
    'Compruebe la ruta de la dirección, por ejemplo /api/FHIR/R4; después pregunte a su equipo de la HCE.',
  'finding.answer-too-large': 'La respuesta del servidor es mucho más grande de lo normal.',
  'finding.answer-too-large.fix':
    'Compruebe que la dirección es una URL base de FHIR y no la de una página web o un archivo.',
  'finding.answer-not-fhir': 'Algo responde, pero no es un servidor FHIR.',
  'finding.answer-not-fhir.fix':
    'Introduzca la propia URL base de FHIR, sin /metadata y sin la dirección de una página de inicio de sesión.',
  'finding.certificate-valid': 'El certificado es válido.',
  'finding.certificate-expires-soon': 'El certificado caduca pronto.',
  'finding.certificate-expires-soon.fix':
    'Pida a su equipo de la HCE que lo renueve a tiempo; las consultas dejan de funcionar el día en que caduca.',
  'finding.certificate-expired': 'El certificado ha caducado.',
  'finding.certificate-expired.fix': 'Pida a su equipo de la HCE que lo renueve y compruébelo de nuevo.',
  'finding.certificate-untrusted':
    'El certificado no procede de una autoridad en la que confíen los navegadores, o su cadena está incompleta.',
  'finding.certificate-untrusted.fix':
    'Pida a su equipo de la HCE que instale un certificado público con sus certificados intermedios.',
  'finding.certificate-of-another-host': 'El certificado pertenece a otro host.',
  'finding.certificate-of-another-host.fix':
    'Introduzca el nombre de host que figura en el certificado o pida a su equipo de la HCE que lo corrija.',
  'finding.certificate-not-used': 'La dirección no usa certificado. Solo se permite en este equipo.',
  'finding.certificate-not-used.fix': 'Use una dirección https antes de atender a pacientes reales.',
  'finding.fhir-r4': 'El servidor usa FHIR R4.',
  'finding.fhir-dstu2': 'El servidor usa FHIR DSTU2, la versión de las instalaciones antiguas.',
  'finding.fhir-dstu2.fix':
    'Pida a su equipo de la HCE la dirección de R4; suele ser la misma con R4 en lugar de DSTU2.',
  'finding.fhir-other-version': 'El servidor usa una versión de FHIR que no es R4.',
  'finding.fhir-other-version.fix': 'Pida a su equipo de la HCE la dirección de R4.',
  'finding.ehr-is-epic': 'El servidor indica que es Epic y esta conexión es para otra HCE.',
  'finding.ehr-is-epic.fix': 'Elimine esta conexión y añada una para Epic.',
  'finding.fhir-version-unknown': 'El servidor no indica qué versión de FHIR usa.',
  'finding.fhir-version-unknown.fix':
    'Compruebe la dirección; si es correcta, pregunte a su equipo de la HCE por qué sus metadatos no indican versión.',
  'finding.smart-fine': 'La configuración SMART está completa y es segura.',
  'finding.smart-missing': 'El servidor no publica ninguna configuración SMART.',
  'finding.smart-missing.fix': 'Pida a su equipo de la HCE que active SMART App Launch para esta dirección.',
  'finding.smart-malformed': 'La configuración SMART no se puede leer.',
  'finding.smart-malformed.fix':
    'Envíe a su equipo de la HCE la dirección terminada en /.well-known/smart-configuration y pídale que la corrija.',
  'finding.smart-without-s256':
    'La HCE no ofrece PKCE con S256, sin el cual se puede interceptar un inicio de sesión.',
  'finding.smart-without-s256.fix':
    'Pida a su equipo de la HCE que active S256, como exige SMART App Launch 2.',
  'finding.smart-allows-plain':
    'La HCE también acepta PKCE sin hash («plain»), lo que SMART App Launch 2 prohíbe.',
  'finding.smart-allows-plain.fix':
    'Este servicio siempre usa S256. Pida a su equipo de la HCE que desactive «plain».',
  'finding.smart-endpoint-insecure': 'Una dirección de la configuración SMART no usa https.',
  'finding.smart-endpoint-insecure.fix': 'Pida a su equipo de la HCE que la corrija.',
  'finding.smart-endpoint-elsewhere': 'La configuración SMART lleva a un host que no es de su HCE.',
  'finding.smart-endpoint-elsewhere.fix':
    'Pregunte a su equipo de la HCE si ese host es suyo. Si lo es, quien opera este servicio puede permitirlo por su nombre.',
  'finding.smart-without-issuer':
    'La configuración SMART no indica quién emite las identidades, por lo que no se podría confiar en ningún inicio de sesión.',
  'finding.smart-without-issuer.fix':
    'Pida a su equipo de la HCE que publique issuer y jwks_uri (OpenID Connect).',
  'finding.smart-authority-changed':
    'La HCE pide iniciar sesión en una dirección distinta de la que tenía cuando se aprobó la conexión.',
  'finding.smart-authority-changed.fix':
    'Pregunte a su equipo de la HCE si la ha cambiado. Si es así, proponga un cambio para que el aprobador confirme la nueva.',
  'finding.client-authentication-fine': 'La HCE acepta la forma en que este servicio demuestra quién es.',
  'finding.client-authentication-unsupported': 'La HCE no acepta aserciones firmadas (private_key_jwt).',
  'finding.client-authentication-unsupported.fix':
    'Pida a su equipo de la HCE que active la autenticación asimétrica de clientes; aquí no se usan secretos compartidos.',
  'finding.client-authentication-unstated': 'La HCE no indica qué formas acepta.',
  'finding.client-authentication-unstated.fix':
    'No hay que hacer nada si la comprobación del id. de cliente es correcta.',
  'finding.signing-algorithm-unsupported': 'La HCE no acepta el algoritmo de firma elegido.',
  'finding.signing-algorithm-unsupported.fix': 'Elija el otro algoritmo en el paso «Consultas».',
  'finding.launch-capabilities-fine': 'La HCE puede iniciar esta aplicación y decir quién la inicia.',
  'finding.launch-capabilities-missing': 'A la HCE le faltan capacidades necesarias para un inicio.',
  'finding.launch-capabilities-missing.fix':
    'Pida a su equipo de la HCE que active lo que se indica en los detalles.',
  'finding.ehr-keys-fine': 'Se pueden leer las claves públicas de la HCE.',
  'finding.ehr-keys-unreachable': 'No se puede acceder a las claves públicas de la HCE.',
  'finding.ehr-keys-unreachable.fix':
    'Pregunte a su equipo de la HCE si la dirección de los detalles es accesible desde Internet.',
  'finding.ehr-keys-missing': 'La HCE no publica ninguna clave que firme identidades.',
  'finding.ehr-keys-missing.fix': 'Pida a su equipo de la HCE que publique sus claves (jwks_uri).',
  'finding.clock-fine': 'El reloj de la HCE es correcto.',
  'finding.clock-differs': 'El reloj de la HCE difiere del nuestro.',
  'finding.clock-differs.fix':
    'Pida a su equipo de la HCE que sincronice su reloj; los inicios de sesión fallan si los relojes difieren en minutos.',
  'finding.clock-unknown': 'La HCE no indica la hora.',
  'finding.clock-unknown.fix': 'No hay que hacer nada salvo que fallen los inicios de sesión.',
  'finding.writeback-not-wanted': 'No se escribe nada en la HCE: así lo indica el paso «Consultas».',
  'finding.writeback-fine': 'La HCE ofrece lo que necesita la escritura.',
  'finding.writeback-interactions-missing': 'La HCE no ofrece todo lo que necesita la escritura.',
  'finding.writeback-interactions-missing.fix':
    'Pida a su equipo de la HCE que permita lo que se indica en los detalles, o elija otro tipo de escritura.',
  'finding.writeback-not-verifiable':
    'Solo con una consulta se puede saber si funciona la escritura en la HCE.',
  'finding.writeback-not-verifiable.fix': 'Pruébelo con un paciente de prueba antes de pasar a producción.',
  'finding.writeback-elsewhere': 'La dirección de escritura está en un host que no es de su HCE.',
  'finding.writeback-elsewhere.fix':
    'Compruebe la dirección. Si es correcta, quien opera este servicio puede permitir el host por su nombre.',
  'finding.writeback-address-not-given': 'Todavía no hay dirección para la escritura en la HCE.',
  'finding.writeback-address-not-given.fix':
    'Introduzca la dirección del servicio de Epic en el paso «Consultas», o elija allí otra forma de escritura.',
  'finding.client-active': 'La HCE conoce este id. de cliente y nuestras claves.',
  'finding.client-not-given': 'Todavía no hay id. de cliente.',
  'finding.client-not-given.fix':
    'Registre la aplicación en la HCE e introduzca el id. de cliente en el paso «Registrar en la HCE».',
  'finding.client-unknown': 'La HCE aún no acepta este id. de cliente con nuestras claves.',
  'finding.client-unknown.fix':
    'Compare el id. de cliente y la dirección del conjunto de claves con el registro de la HCE. Epic tarda hasta 12 horas en activar un cliente; puede salir y volver.',
  'finding.client-without-backend': 'La HCE conoce el cliente, pero no le permite actuar sin un usuario.',
  'finding.client-without-backend.fix':
    'Pida a su equipo de la HCE que permita a este cliente el acceso de back-end (client credentials). Sin él no se puede escribir nada en la HCE.',
  'finding.client-unchecked': 'No se ha podido saber si la HCE conoce este cliente.',
  'finding.client-unchecked.fix': 'Se sabrá cuando el aprobador inicie sesión en la HCE.',
  'finding.organizers-licensed': 'Todos los organizadores tienen licencia de Teams.',
  'finding.organizers-unlicensed': 'Un organizador no tiene licencia de Teams.',
  'finding.organizers-unlicensed.fix':
    'Asigne una licencia en el Centro de administración de Microsoft 365 o quite la cuenta de los organizadores.',
  'finding.organizers-unknown': 'Un organizador ya no está en el directorio.',
  'finding.organizers-unknown.fix':
    'Quite la cuenta de los organizadores en el paso «Aprobador y organizadores».',
  'finding.organizers-none': 'Todavía no hay nadie que organice las reuniones.',
  'finding.organizers-none.fix': 'Elija al menos una cuenta en el paso «Aprobador y organizadores».',
  'finding.clinicians-licensed': 'Todos los profesionales vinculados tienen licencia de Teams.',
  'finding.clinicians-unlicensed': 'Un profesional vinculado no tiene licencia de Teams.',
  'finding.clinicians-unlicensed.fix':
    'Asigne licencias en el Centro de administración de Microsoft 365; sin ellas no pueden atender consultas.',
  'finding.clinicians-none-linked':
    'Aún no hay profesionales vinculados. Los vínculos se crean en el primer inicio.',
  'finding.meeting-made-and-deleted': 'Se pudo crear una reunión y después se eliminó.',
  'finding.meeting-not-deleted': 'Se pudo crear una reunión, pero no eliminarla.',
  'finding.meeting-not-deleted.fix': 'No hay que hacer nada: no se invitó a nadie y termina por sí sola.',
  'finding.meeting-policy-missing':
    'Microsoft 365 no permite que esta aplicación cree reuniones para el organizador.',
  'finding.meeting-policy-missing.fix':
    'Conceda a los organizadores una directiva de acceso de la aplicación en PowerShell; puede tardar 30 minutos en surtir efecto.',
  'finding.meeting-refused': 'Microsoft 365 no creó la reunión.',
  'finding.meeting-refused.fix':
    'Compruébelo de nuevo en unos minutos; si persiste, facilite los detalles a su administrador de Microsoft 365.',
  'check.title': 'Lo que ha encontrado el servicio',
  'check.group.ehr': 'La HCE',
  'check.group.microsoft': 'Servicios de Microsoft 365',
  'check.outcome.fine': 'Correcto',
  'check.outcome.warning': 'Atención',
  'check.outcome.failed': 'Debe corregirse',
  'check.outcome.skipped': 'Sin comprobar',
  'check.outcome.notYet': 'Aún sin comprobar',
  'check.outcome.waiting': 'En cola',
  'check.outcome.running': 'Comprobando',
  'check.skipped': 'No se pudo comprobar: antes debe superarse otra comprobación, o no hubo respuesta.',
  'check.unknown': 'El servicio ha encontrado: {finding}',
  'check.progress': '{done} de {all} comprobados',
  'check.progressLabel': 'Progreso de la comprobación',
  'check.green': 'Todo lo que debe estar bien lo está.',
  'check.soFar': 'Por ahora, nada que corregir. Lo que aún no se ha elegido está sin comprobar.',
  'check.red': 'Hay algo que corregir.',
  'check.outdated': 'Lo que se comprobó ha cambiado desde entonces. Compruébelo de nuevo.',
  'check.broken': 'La comprobación se detuvo antes de terminar. {reference}',
  'check.details': 'Detalles',
  'check.way': 'Qué hacer:',
  'check.detail.host': 'Nombre del host',
  'check.detail.name': 'Conexión',
  'check.detail.word': 'Por la palabra',
  'check.detail.days': 'Días restantes',
  'check.detail.expires': 'Caduca',
  'check.detail.names': 'Nombres del certificado',
  'check.detail.reason': 'Motivo',
  'check.detail.status': 'Respuesta',
  'check.detail.answer': 'Respuesta de Microsoft',
  'check.detail.seconds': 'Segundos',
  'check.detail.direction': 'El reloj de la HCE va',
  'check.detail.suggestion': 'Pruebe',
  'check.detail.version': 'Versión',
  'check.detail.methods': 'Se ofrece',
  'check.detail.algorithm': 'Elegido',
  'check.detail.supported': 'Se acepta',
  'check.detail.missing': 'Falta',
  'check.detail.count': 'Claves',
  'check.detail.endpoint': 'Entrada',
  'check.detail.changed': 'Ha cambiado',
  'check.detail.accounts': 'Cuentas',
  'check.detail.organizer': 'Organizador',
  'check.direction.ahead': 'adelantado',
  'check.direction.behind': 'atrasado',
};
