import { once } from 'node:events'
import { connect } from 'node:net'
import { it } from 'vitest'
import { listen } from './listen.ts'

it('does not hold up the end of a gateway, although nothing was ever asked on a connection', async () => {
  const gateway = await listen({ host: '127.0.0.1', port: 0 }, { apiUrl: 'http://127.0.0.1:9' })
  const silent = connect(Number(new URL(gateway.url).port), '127.0.0.1')
  await once(silent, 'connect')

  // Far longer than this test may take.
  await gateway.close(600_000)

  silent.destroy()
})
