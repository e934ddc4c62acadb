// The server of the CPU figures: a process of its own, so that its work is nobody's; says its port to its parent, ends with it.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { clientBody } from './client-body.ts'

const server = createServer((request, response) => {
  const id = request.url?.split('/').at(-1) ?? ''
  response.setHeader('content-type', 'application/json').setHeader('inin-correlation-id', 'c1').end(clientBody(id))
})
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
process.once('disconnect', () => process.exit())
