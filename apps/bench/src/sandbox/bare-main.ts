// The measure of throughput: a bare Fastify route that answers with a client. Says its address to its parent, ends with it.
// Argument: the body, as JSON.
import Fastify from 'fastify'

const body = JSON.parse(process.argv[2] ?? '')
const app = Fastify()
app.get('/api/v2/oauth/clients/:clientId', async () => body)
process.send?.({ ready: await app.listen({ host: '127.0.0.1', port: 0 }) })
process.once('disconnect', () => process.exit())
