import { startTestSandbox } from '@grantstream/sandbox/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { samples } from '../src/graphiql/samples.ts'
import { createGateway } from '../src/index.ts'
import { ask } from './ask.ts'

const gatewayOf = (development: boolean) => createGateway({ apiUrl: 'http://upstream.test', development })
const get = (gateway: ReturnType<typeof createGateway>, path: string) => gateway.fetch(`http://gateway.test${path}`)

describe('GraphiQL', () => {
  it('is served in development, under a policy that allows nothing inline, evaluated or of elsewhere', async () => {
    const gateway = gatewayOf(true)

    const page = await get(gateway, '/graphiql')

    const policy = page.headers.get('content-security-policy')
    const text = await page.text()
    expect(page.status).toBe(200)
    expect(policy).toContain("default-src 'none'; script-src 'self';")
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
    expect(text).not.toMatch(/https?:\/\/|<script>/)
    const paths = [...text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path = '']) => path)
    expect(paths).toHaveLength(5)
    for (const path of [...paths, '/graphiql/graphql.js', '/graphiql/json.js', '/graphiql/editorWorkerService.js']) {
      const file = await get(gateway, path)
      expect([path, file.status, file.headers.get('x-content-type-options')]).toEqual([path, 200, 'nosniff'])
      expect((await file.text()).length).toBeGreaterThan(100)
    }
  })

  it('opens with a query that answers and a mutation that creates a client', async () => {
    const sandbox = await startTestSandbox()
    onTestFinished(() => sandbox.close())
    const gateway = createGateway({ apiUrl: sandbox.url, development: true })
    const token = await sandbox.login()
    const [query, , mutation] = samples

    const listed = await ask(gateway, query.query, {}, token)
    const created = await ask(gateway, mutation.query, {}, token)

    expect(listed.data).toMatchObject({ oauthClients: { totalCount: 1 } })
    expect(created.data).toMatchObject({ createOAuthClient: { __typename: 'OAuthClientWithSecret' } })
  })

  it('has another nonce for each page', async () => {
    const gateway = gatewayOf(true)

    const pages = await Promise.all([get(gateway, '/graphiql'), get(gateway, '/graphiql')])

    const policies = pages.map(({ headers }) => headers.get('content-security-policy'))
    expect(policies[0]).not.toBe(policies[1])
  })

  it.each(['/graphiql', '/graphiql/graphiql.js'])('is not there in production: %s', async (path) => {
    const response = await get(gatewayOf(false), path)

    expect(response.status).toBe(404)
  })
})
