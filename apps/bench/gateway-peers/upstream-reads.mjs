// The upstream as a team would read it by hand: one pool, one function a path.
import { Pool } from 'undici'
import { upstream } from './contender.mjs'

const pool = new Pool(upstream, { connections: 64 })

const read = async (path, authorization) => {
  const { statusCode, body } = await pool.request({ path, method: 'GET', headers: { authorization } })
  if (statusCode !== 200) throw new Error(`The upstream answered ${statusCode}`)
  return body.json()
}

export const readClients = (authorization) => read('/api/v2/oauth/clients', authorization)
export const readClient = (id, authorization) => read(`/api/v2/oauth/clients/${encodeURIComponent(id)}`, authorization)
export const readScopes = (authorization) => read('/api/v2/oauth/scopes', authorization)
