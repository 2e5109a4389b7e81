import type { Visit } from '../data/model.ts';
import type { IntegrationRecord } from './integration-records.ts';

/** The context token that a record has for visits of this kind, as it was pasted. */
export function contextTokenOf(record: IntegrationRecord, visit: Visit): string {
  return visit.conferenceId === null ? record.contextToken : record.groupContextToken;
}

/**
 * The address an EHR opens for a record: what was pasted, with its tokens replaced, behind `iss` and `launch`.
 *
 * Nothing that was pasted is put right. `%CSN%`, `%CONFERENCEID%` and `%PERFDEPID…%` are known; any other token stays
 * as it is written, as in an EHR that does not know it.
 */
export function recordLaunchUrl(
  record: IntegrationRecord,
  launch: { readonly visit: Visit; readonly iss: string | null; readonly launch: string | null },
): string {
  const parameters = [
    ...(launch.iss === null ? [] : [`iss=${encodeURIComponent(launch.iss)}`]),
    ...(launch.launch === null ? [] : [`launch=${encodeURIComponent(launch.launch)}`]),
  ];
  const context = withValues(contextTokenOf(record, launch.visit), launch.visit).replace(/^[?&]/, '');
  const query = [...parameters, ...(context === '' ? [] : [context])].join('&');
  const { meetingUrl } = record;
  return `${asTyped(meetingUrl)}${meetingUrl.includes('?') ? '&' : '?'}${query}`;
}

/** A format of Epic's follows the token's name after a semicolon, as in `%PERFDEPID;;; ; ;;NONE;%`. */
const TOKEN = /%([A-Z]+)(;[^%]*)?%/g;

function withValues(contextToken: string, visit: Visit): string {
  const values: Readonly<Record<string, string>> = {
    CSN: visit.csn,
    CONFERENCEID: visit.conferenceId ?? '',
    PERFDEPID: visit.departmentId,
  };
  const parts: string[] = [];
  let end = 0;
  for (const match of contextToken.matchAll(TOKEN)) {
    parts.push(asTyped(contextToken.slice(end, match.index)));
    parts.push(encodeURIComponent(values[match[1] ?? ''] ?? match[0]));
    end = match.index + match[0].length;
  }
  return [...parts, asTyped(contextToken.slice(end))].join('');
}

/** Characters that cannot stand in an address, a lone `%` among them, are escaped; escapes are left alone. */
function asTyped(text: string): string {
  return encodeURI(text.replaceAll(/%(?![0-9A-Fa-f]{2})/g, '%25')).replaceAll(/%25([0-9A-Fa-f]{2})/g, '%$1');
}
