/** A browser, as far as signing in needs one: it keeps cookies and follows redirects on the provider's own pages. */
export function createTestBrowser() {
  const cookies = new Map<string, string>();
  async function request(address: string | URL, form?: Record<string, string>): Promise<Response> {
    const response = await fetch(address, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (/expires=Thu, 01 Jan 1970/.test(cookie)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }
  /** Goes somewhere and on, until a page is shown or the browser would leave the provider. */
  async function go(
    address: string | URL,
    form?: Record<string, string>,
  ): Promise<{ at: URL; page: string; status: number }> {
    let at = new URL(address);
    let response = await request(at, form);
    for (let hops = 0; hops < 10; hops += 1) {
      const location = response.headers.get('location');
      if (location === null) return { at, page: await response.text(), status: response.status };
      const next = new URL(location, at);
      if (next.origin !== at.origin) return { at: next, page: '', status: response.status };
      at = next;
      response = await request(at);
    }
    throw new Error('The provider redirects in circles.');
  }
  return { cookies, request, go };
}

export type TestBrowser = ReturnType<typeof createTestBrowser>;
