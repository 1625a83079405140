import type { TestBrowser, TestReply } from '../src/server/testing.ts';

/** The part of a browser that meets the identity provider: keeps its cookies, follows its redirects. */
export class ProviderVisitor {
  readonly cookies = new Map<string, string>();

  private async get(url: string, form?: Record<string, string>): Promise<Response> {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name) this.cookies.set(name, value ?? '');
    }
    return response;
  }

  /** Goes to the provider and answers its one page. @returns the address it sends the browser back to */
  async answer(url: string, form: Record<string, string>): Promise<URL> {
    let at = url;
    for (let hops = 0; hops < 8; hops++) {
      const response = await this.get(at, at.includes('/chon/') ? form : undefined);
      const next = response.headers.get('location');
      if (!next)
        throw new Error(`the provider answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
      at = new URL(next, at).href;
      if (at.includes('/api/identity/callback')) return new URL(at);
    }
    throw new Error('the provider redirects without end');
  }
}

/** A whole sign-in. @returns our answer to the callback */
export async function signInWith(
  browser: TestBrowser,
  form: Record<string, string>,
  returnTo = '/cua-toi',
): Promise<TestReply> {
  const begun = await browser.send(`/api/identity/sign-in?returnTo=${encodeURIComponent(returnTo)}`);
  const back = await new ProviderVisitor().answer(begun.headers.get('location')!, form);
  return browser.send(back.pathname + back.search);
}
