/** What was answered, read to its end. */
export interface Answer {
  /** Where it was asked. */
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Where the browser is sent, if it is. */
  readonly location: URL | null;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | URLSearchParams;
}

/** A browser as far as HTTP goes: it keeps cookies, host by host, and follows where it is sent. */
export interface Browser {
  /** Asks once. */
  open(url: string | URL, ask?: Ask): Promise<Answer>;
  /** Follows every redirect; stops before an address of which `until` is true, and returns what pointed there. */
  follow(url: string | URL, until?: (url: URL) => boolean): Promise<Answer>;
  /** The `Cookie` header that a host would be sent. */
  cookies(url: string | URL): string;
}

const MOST_REDIRECTS = 20;

export function createBrowser(): Browser {
  const jar = new Map<string, Map<string, string>>();
  const ofHost = ({ hostname }: URL) => {
    const cookies = jar.get(hostname) ?? new Map<string, string>();
    jar.set(hostname, cookies);
    return cookies;
  };
  const cookies = (url: string | URL) =>
    [...ofHost(new URL(url))].map(([name, value]) => `${name}=${value}`).join('; ');

  async function open(
    given: string | URL,
    { method = 'GET', headers = {}, body }: Ask = {},
  ): Promise<Answer> {
    const url = new URL(given);
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: { cookie: cookies(url), ...headers },
      ...(body !== undefined && { body }),
    });
    for (const cookie of response.headers.getSetCookie()) keep(ofHost(url), cookie);
    const location = response.headers.get('location');
    return {
      url,
      status: response.status,
      headers: response.headers,
      text: await response.text(),
      location: location === null ? null : new URL(location, url),
    };
  }

  return {
    open,
    cookies,
    async follow(url, until = () => false) {
      let answer = await open(url);
      for (let count = 0; answer.location !== null && !until(answer.location); count += 1) {
        if (count > MOST_REDIRECTS) throw new Error(`sent in circles from ${answer.url.pathname}`);
        answer = await open(answer.location);
      }
      return answer;
    },
  };
}

function keep(cookies: Map<string, string>, setCookie: string): void {
  const [pair = ''] = setCookie.split(';');
  const at = pair.indexOf('=');
  const isRemoval = /;\s*max-age=0(;|$)/i.test(setCookie) || /;\s*expires=Thu, 01 Jan 1970/i.test(setCookie);
  if (isRemoval) cookies.delete(pair.slice(0, at));
  else cookies.set(pair.slice(0, at), pair.slice(at + 1));
}
