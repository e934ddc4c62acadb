import { of } from 'rxjs'
import { expect, it } from 'vitest'
import { bearerToken, createOAuthApi, pollUsageExecution } from '../../src/index.ts'
import { listen } from './listen.ts'

const count = (kind: string) => process.getActiveResourcesInfo().filter((active) => active === kind).length

it('leaves no timer behind after ten thousand polls that were left', () => {
  const api = createOAuthApi({ apiUrl: 'http://127.0.0.1:9', auth: bearerToken('t1') })
  const states = of({ executionId: 'e1' }).pipe(pollUsageExecution(api, 'c1'))
  const timersBefore = count('Timeout')

  const polls = Array.from({ length: 10_000 }, () => states.subscribe())
  const timersDuring = count('Timeout')
  for (const poll of polls) poll.unsubscribe()

  expect(timersDuring).toBeGreaterThan(timersBefore)
  expect(count('Timeout')).toBe(timersBefore)
})

it('leaves no connection open after fifty exchanges that were left', async () => {
  let open = 0
  const { url } = await listen((_, response) => {
    open++
    response.once('close', () => open--)
  })
  const api = createOAuthApi({ apiUrl: url, auth: bearerToken('t1') })

  const exchanges = Array.from({ length: 50 }, (_, n) => api.getOauthClient(`c${n}`).subscribe())
  await expect.poll(() => open).toBe(50)
  for (const exchange of exchanges) exchange.unsubscribe()

  await expect.poll(() => open).toBe(0)
})
