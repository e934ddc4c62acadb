import { sandboxPassword } from '@grantstream/sandbox'

/** What a reader decides on the consent page. */
export type Decision = 'approve' | 'deny'

/**
 * Takes a reader of the first organisation through the pages of the login host, by plain HTTP: signs in, decides, and
 * gives the address that the browser is sent back to.
 */
export const passLoginPage = async (
  loginPage: string,
  decision: Decision = 'approve',
  email = 'mara.jensen@harborline.example',
): Promise<string> => {
  let cookie = ''
  const visit = async (address: string, form?: Record<string, string>): Promise<Visited> => {
    const answer = await fetch(address, {
      redirect: 'manual',
      headers: { cookie },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    })
    cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
    const location = answer.headers.get('location')
    return { address, text: await answer.text(), next: location === null ? '' : new URL(location, address).href }
  }
  const submit = ({ address, text }: Visited, values: Record<string, string>) => {
    const [, action = ''] = /<form method="post" action="([^"]*)">/.exec(text) ?? []
    const hidden = [...text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)]
    const kept = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, unescaped(value)]))
    return visit(new URL(unescaped(action), address).href, { ...kept, ...values })
  }
  const signedIn = await submit(await visit(loginPage), { email, password: sandboxPassword, organization: '' })
  const { next } = await submit(await visit(signedIn.next), { decision })
  return next
}

interface Visited {
  readonly address: string
  readonly text: string
  /** Where the browser is sent; empty when it is not. */
  readonly next: string
}

const unescaped = (text: string): string => text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
