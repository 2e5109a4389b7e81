/** Cookies bound to our host, invisible to scripts, sent over secure connections only. */
const ALWAYS = 'Path=/; Secure; HttpOnly';

/** For pages of our own: comes along when the browser is sent here by a link, not when a foreign page posts. */
export function ownCookie(name: string, value: string, lastsSeconds: number): string {
  return `__Host-${name}=${value}; ${ALWAYS}; SameSite=Lax; Max-Age=${lastsSeconds}`;
}

/** For launches, which an EHR may show in a frame of its own page: kept apart for each such page. */
export function launchCookie(name: string, value: string, lastsSeconds: number): string {
  return `__Host-${name}=${value}; ${ALWAYS}; SameSite=None; Partitioned; Max-Age=${lastsSeconds}`;
}

export const removedCookie = (name: string): string => ownCookie(name, '', 0);
export const removedLaunchCookie = (name: string): string => launchCookie(name, '', 0);

/** @returns the value of our cookie `name`, or `null`. */
export function readCookie(header: string | undefined, name: string): string | null {
  const wanted = `__Host-${name}=`;
  const found = header?.split(';').find((part) => part.trim().startsWith(wanted));
  return found === undefined ? null : found.trim().slice(wanted.length) || null;
}
