/** A page that a browser shows, or the redirect that it was sent. */
export interface Shown {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly location: string | undefined
}

/** A browser without script: it keeps one cookie, fills in forms and follows nothing by itself. */
export interface Browser {
  cookie(): string | undefined
  open(path: string): Promise<Shown>
  /** Sends the form of a page with these values and its hidden ones. */
  submit(shown: Shown, values: Readonly<Record<string, string>>): Promise<Shown>
}

export const openBrowser = (url: string): Browser => {
  let cookie: string | undefined

  const send = async (path: string, form?: URLSearchParams): Promise<Shown> => {
    const answer = await fetch(new URL(path, url), {
      redirect: 'manual',
      headers: { ...(cookie && { cookie }), 'accept-language': 'en' },
      ...(form && { method: 'POST', body: form }),
    })
    const [set] = answer.headers.getSetCookie()
    if (set !== undefined) cookie = set.includes('Max-Age=0') ? undefined : set.split(';')[0]
    const location = answer.headers.get('location') ?? undefined
    return { status: answer.status, headers: answer.headers, text: await answer.text(), location }
  }

  return {
    cookie: () => cookie,
    open: (path) => send(path),
    submit: ({ text }, values) => {
      const [, action = ''] = /<form method="post" action="([^"]*)">/.exec(text) ?? []
      const hidden = [...text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)]
      const form = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, unescaped(value)]))
      return send(unescaped(action), new URLSearchParams({ ...form, ...values }))
    },
  }
}

const unescaped = (text: string): string => text.replace(/&#(\d+);/g, (_all, code) => String.fromCharCode(Number(code)))
