import { startEmbeddedPostgres } from '../../src/postgres/start-embedded-postgres.ts'

// A program to be killed: starts a server on the directory that it is given, tells of it in one line, and stays.
const [directory = ''] = process.argv.slice(2)
const { url, pid, isOwned, stop } = await startEmbeddedPostgres({ directory })
process.stdout.write(`${JSON.stringify({ url, pid, isOwned, directory })}\n`)
process.stdin.resume()
process.once('SIGTERM', async () => {
  await stop()
  process.exit()
})
