import type { Credentials } from '../settings.ts'

/** An access token by the client-credentials grant. Errors with the status and body of a refusal. */
export const logIn = async (url: string, { clientId, clientSecret }: Credentials): Promise<string> => {
  const answer = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  })
  if (!answer.ok) throw new Error(`Login of ${clientId} answered ${answer.status}: ${await answer.text()}`)
  const { access_token: accessToken } = (await answer.json()) as { access_token: string }
  return accessToken
}
