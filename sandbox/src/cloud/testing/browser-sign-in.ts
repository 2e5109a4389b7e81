/** A browser with cookies, as far as signing in needs one. */
export interface SignInBrowser {
  /** Opens an address without following where it sends. */
  open(url: string | URL): Promise<Response>;
  /** Opens an authorization request and, on the page, picks an account; returns where the browser is sent. */
  signIn(url: string | URL, form: Record<string, string>): Promise<URL>;
  /** Presses a button of a sign-in page that is open. */
  submit(page: Response, form: Record<string, string>): Promise<Response>;
}

export function createSignInBrowser(authority: string): SignInBrowser {
  let cookie = '';
  const browser: SignInBrowser = {
    async open(url) {
      return keepCookie(await fetch(url, { redirect: 'manual', headers: { cookie } }));
    },
    async submit(page, form) {
      const context = /name="context" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
      const body = new URLSearchParams({ context, ...form });
      const url = `${authority}/login`;
      return keepCookie(await fetch(url, { method: 'POST', body, redirect: 'manual', headers: { cookie } }));
    },
    async signIn(url, form) {
      const answer = await browser.submit(await browser.open(url), form);
      return new URL(answer.headers.get('location') ?? '');
    },
  };
  return browser;

  function keepCookie(answer: Response): Response {
    const [set] = answer.headers.getSetCookie();
    if (set !== undefined) cookie = set.split(';')[0] ?? '';
    return answer;
  }
}
