import { LoginFault } from './login-fault.ts'

/** The id and secret that a client sends to the login host; the secret of a form may be missing. */
export interface ClientAuthentication {
  readonly clientId: string
  readonly clientSecret: string
}

/** Reads HTTP Basic, or else the form. Refuses with `invalid_client` when there is neither, or Basic is malformed. */
export const readClientAuthentication = (
  authorization: string | undefined,
  form: { readonly client_id?: string; readonly client_secret?: string },
  status: number,
): ClientAuthentication => {
  const [, encoded] = /^Basic +(\S+) *$/i.exec(authorization ?? '') ?? []
  if (encoded !== undefined) {
    const pair = Buffer.from(encoded, 'base64').toString()
    const colon = pair.indexOf(':')
    if (colon > 0) return { clientId: pair.slice(0, colon), clientSecret: pair.slice(colon + 1) }
  } else if (form.client_id !== undefined) {
    return { clientId: form.client_id, clientSecret: form.client_secret ?? '' }
  }
  throw new LoginFault('invalid_client', 'client authentication is missing', status)
}
