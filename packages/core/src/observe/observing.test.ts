import { delay, of, VirtualTimeScheduler } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { answer } from '../../test/answers.ts'
import { bearerToken } from '../auth/bearer-token.ts'
import { createOAuthApi } from '../create-api.ts'
import { observing } from './observing.ts'

describe('observing', () => {
  it('tells no duration below 0 when the clock is set back', () => {
    const virtual = new VirtualTimeScheduler()
    const scheduler = { now: () => -virtual.now(), schedule: virtual.schedule.bind(virtual) }
    const durations: [kind: string, ms: number][] = []
    const api = createOAuthApi({
      apiUrl: 'https://a.example',
      auth: bearerToken('t1'),
      transport: () => of(answer(200, {})).pipe(delay(50, virtual)),
      scheduler,
      watch: observing((event) => {
        if ('durationMs' in event) durations.push([event.kind, event.durationMs])
      }),
    })

    api.getOauthClients().subscribe()
    virtual.flush()

    expect(durations).toEqual([
      ['response', 0],
      ['end', 0],
    ])
  })
})
