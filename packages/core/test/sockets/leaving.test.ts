import { of } from 'rxjs'
import { expect, it } from 'vitest'
import { bearerToken, clientCredentials, createOAuthApi, pollUsageExecution } from '../../src/index.ts'
import { listen } from './listen.ts'

/** A server that answers nothing, and counts the requests that are under way. */
const listenSilently = async () => {
  const paths: (string | undefined)[] = []
  let open = 0
  const { url } = await listen((request, response) => {
    paths.push(request.url)
    open++
    response.once('close', () => open--)
  })
  return { url, paths, open: () => open }
}

it('keeps one login for all while anyone waits for it, and closes its connection with the last one', async () => {
  const { url, paths, open } = await listenSilently()
  const auth = clientCredentials({ clientId: 'id', clientSecret: 's' })
  const api = createOAuthApi({ apiUrl: url, loginUrl: url, auth })

  const first = api.getOauthClients().subscribe()
  const second = api.getOauthScopes().subscribe()
  await expect.poll(open).toBe(1)
  first.unsubscribe()
  await new Promise((resolve) => setTimeout(resolve, 30))
  const openForSecond = open()
  second.unsubscribe()

  await expect.poll(open).toBe(0)
  expect(openForSecond).toBe(1)
  expect(paths).toEqual(['/oauth/token'])
})

it('closes the connection of the look in flight when a poll is left, and looks no more', async () => {
  const { url, paths, open } = await listenSilently()
  const api = createOAuthApi({ apiUrl: url, auth: bearerToken('t1') })

  const poll = of({ executionId: 'e1' })
    .pipe(pollUsageExecution(api, 'c1', { schedule: () => 5 }))
    .subscribe()
  await expect.poll(open).toBe(1)
  poll.unsubscribe()

  await expect.poll(open).toBe(0)
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect(paths).toEqual(['/api/v2/oauth/clients/c1/usage/query/results/e1'])
})
