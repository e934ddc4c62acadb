import { EMPTY, NEVER, Observable, of, type SchedulerLike, Subscription, throwError } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { answer } from '../../test/answers.ts'
import { marbles } from '../../test/marbles.ts'
import { NetworkError, TimeoutError } from '../errors.ts'
import { createSend } from './send.ts'
import type { HttpRequest, HttpResponse, Transport } from './transport.ts'

const request: HttpRequest = { method: 'GET', url: 'https://api.example/api/v2/oauth/clients', headers: {} }
const r = answer(200, '{}')
const sendBy = (transport: Transport, scheduler: SchedulerLike) =>
  createSend({ transport, timeoutMs: 5, scheduler, watch: undefined })('getOauthClients', request)

describe('createSend', () => {
  it('hands the request over and gives the answer, whatever its status', () =>
    marbles(({ cold, expectObservable, scheduler, flush }) => {
      const handed: HttpRequest[] = []
      const transport: Transport = (sent) => {
        handed.push(sent)
        return cold('--(r|)', { r: answer(500) })
      }

      expectObservable(sendBy(transport, scheduler)).toBe('--(r|)', { r: answer(500) })
      flush()

      expect(handed).toEqual([request])
    }))

  it('sends nothing before it is subscribed, and again for each subscriber', () =>
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source = cold('--(r|)', { r })
      const sent = sendBy(() => source, scheduler)

      expectObservable(sent, '-^').toBe('---(r|)', { r })
      expectObservable(sent, '----^').toBe('------(r|)', { r })
      expectSubscriptions(source.subscriptions).toBe(['-^-!', '----^-!'])
    }))

  it('takes one answer and lets go of a transport that would give more', () =>
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source = cold('-r-r', { r })

      expectObservable(sendBy(() => source, scheduler)).toBe('-(r|)', { r })
      expectSubscriptions(source.subscriptions).toBe('^!')
    }))

  it('gives an answer that is there at once', () =>
    marbles(({ expectObservable, scheduler }) => {
      expectObservable(sendBy(() => of(r), scheduler)).toBe('(r|)', { r })
    }))

  it('goes by a clock that sets no timers, and so never ends by itself', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('---(r|)', { r })
      const clock = { now: () => 0, schedule: () => Subscription.EMPTY }

      expectObservable(sendBy(() => source, clock)).toBe('---(r|)', { r })
      expectSubscriptions(source.subscriptions).toBe('^--!')
    }))

  it('aborts when it is unsubscribed', () =>
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source = cold('---(r|)', { r })

      expectObservable(
        sendBy(() => source, scheduler),
        '--!',
      ).toBe('')
      expectSubscriptions(source.subscriptions).toBe('^-!')
    }))

  it('aborts and errors when the time is up', () =>
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source = cold<HttpResponse>('-')

      expectObservable(sendBy(() => source, scheduler)).toBe(
        '-----#',
        undefined,
        new TimeoutError('getOauthClients', 5),
      )
      expectSubscriptions(source.subscriptions).toBe('^----!')
      expectObservable(
        sendBy(() => NEVER, scheduler),
        '----!',
      ).toBe('')
    }))

  it('ends also when its transport throws as it is left', () =>
    marbles(({ expectObservable, scheduler }) => {
      const transport: Transport = () =>
        new Observable(() => () => {
          throw new Error('busy')
        })
      const failure = expect.objectContaining({ kind: 'network', cause: expect.any(Error) })

      expectObservable(sendBy(transport, scheduler)).toBe('-----#', undefined, failure)
    }))

  it('keeps the cause of a transport that fails, throws, or ends without an answer', () =>
    marbles(({ expectObservable, scheduler }) => {
      const cause = new Error('reset')
      const throws = () => {
        throw cause
      }

      for (const transport of [() => throwError(() => cause), throws]) {
        expectObservable(sendBy(transport, scheduler)).toBe('#', undefined, new NetworkError('getOauthClients', cause))
      }
      expectObservable(sendBy(() => EMPTY, scheduler)).toBe('#', undefined, new NetworkError('getOauthClients'))
    }))
})
