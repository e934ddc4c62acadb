import { inspect } from 'node:util'
import { firstValueFrom, lastValueFrom } from 'rxjs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { bearerToken, createOAuthApi } from '../../src/index.ts'
import { createNodeTransport } from '../../src/node/index.ts'
import { listen } from './listen.ts'

/** An api of each transport, at a server that answers with these bytes and nothing else. */
const apisAnswered = async (bytes: string) => {
  const { url } = await listen(({ socket }) => socket.end(bytes))
  const pool = createNodeTransport()
  onTestFinished(() => pool.close())
  return [undefined, pool].map((transport) =>
    createOAuthApi({ apiUrl: url, auth: bearerToken('t1'), transport, retries: 0 }),
  )
}

describe('fetch and the pool of Node alike', () => {
  it.each([
    ['header', 'HTTP/1.1 200 OK\r\nno header\r\n\r\n{"secret":"s3cret"}'],
    ['chunk', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nno length\r\n{"secret":"s3cret"}'],
  ])('carry nothing of an answer into the error for a %s that cannot be parsed', async (_, bytes) => {
    for (const api of await apisAnswered(bytes)) {
      const error = await lastValueFrom(api.postOauthClientSecret('c1')).catch((failure: unknown) => failure)

      expect(error).toMatchObject({ kind: 'network', cause: expect.any(Error) })
      expect(inspect(error, { depth: 9 })).not.toContain('s3cret')
    }
  })

  it.each([204, 304])('take a %i for whole whose content-length is that of a body it does not have', async (status) => {
    for (const api of await apisAnswered(`HTTP/1.1 ${status} As told\r\ncontent-length: 10\r\n\r\n`)) {
      const answer = await firstValueFrom(api.withResponse.deleteOauthClient('c1')).catch((failure: unknown) => failure)

      expect(answer).toMatchObject({ status })
    }
  })
})
