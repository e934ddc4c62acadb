// The floor: forwards a GET with undici, and knows nothing of GraphQL.
import { createServer } from 'node:http'
import { Pool } from 'undici'
import { present, upstream } from '../contender.mjs'

const pool = new Pool(upstream, { connections: 64 })

const server = createServer(async (request, response) => {
  const { authorization } = request.headers
  const { statusCode, body } = await pool.request({ path: request.url, method: 'GET', headers: { authorization } })
  response.writeHead(statusCode, { 'content-type': 'application/json' })
  response.end(Buffer.from(await body.arrayBuffer()))
})
server.listen(0, '127.0.0.1', () => present(server.address().port))
