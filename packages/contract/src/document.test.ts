import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { contractOperations, readContract } from './document.ts'

const operations = contractOperations(readContract())
const oauth = operations.filter((operation) => operation.tag === 'OAuth')

describe('the contract', () => {
  it('is read as `openapi.yaml` has it', () => {
    const written = parse(readFileSync(new URL('../openapi.yaml', import.meta.url), 'utf8'))

    expect(readContract()).toEqual(written)
  })

  it('has the 13 operations of the OAuth tag under the names, methods and paths of the vendor', () => {
    expect(oauth.map(({ operationId, method, path }) => `${operationId} ${method} ${path}`).sort()).toEqual([
      'deleteOauthClient DELETE /api/v2/oauth/clients/{clientId}',
      'getOauthAuthorization GET /api/v2/oauth/authorizations/{clientId}',
      'getOauthAuthorizations GET /api/v2/oauth/authorizations',
      'getOauthClient GET /api/v2/oauth/clients/{clientId}',
      'getOauthClientUsageQueryResult GET /api/v2/oauth/clients/{clientId}/usage/query/results/{executionId}',
      'getOauthClientUsageSummary GET /api/v2/oauth/clients/{clientId}/usage/summary',
      'getOauthClients GET /api/v2/oauth/clients',
      'getOauthScope GET /api/v2/oauth/scopes/{scopeId}',
      'getOauthScopes GET /api/v2/oauth/scopes',
      'postOauthClientSecret POST /api/v2/oauth/clients/{clientId}/secret',
      'postOauthClientUsageQuery POST /api/v2/oauth/clients/{clientId}/usage/query',
      'postOauthClients POST /api/v2/oauth/clients',
      'putOauthClient PUT /api/v2/oauth/clients/{clientId}',
    ])
  })

  it('has the login and the neighbours that clients lean on', () => {
    expect(operations.filter(({ tag }) => tag !== 'OAuth').map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /api/v2/tokens/me',
      'HEAD /api/v2/tokens/me',
      'DELETE /api/v2/tokens/me',
      'GET /api/v2/users/me',
      'GET /api/v2/authorization/divisions/home',
      'GET /api/v2/authorization/roles',
      'GET /api/v2/authorization/roles/{roleId}',
      'GET /api/v2/organizations/me',
      'GET /api/v2/organizations/limits/namespaces/{namespaceName}',
      'POST /oauth/token',
      'GET /oauth/authorize',
    ])
  })

  it('declares the same twelve error statuses on each of the 13', () => {
    for (const { operationId, errorCodes } of oauth)
      expect([...errorCodes.keys()], operationId).toEqual([400, 401, 403, 404, 408, 409, 413, 415, 429, 500, 503, 504])
  })

  it('tells the error codes of an operation apart from those of its neighbours', () => {
    const codes = (operationId: string) => oauth.find((each) => each.operationId === operationId)?.errorCodes

    expect(codes('deleteOauthClient')?.get(400)).toEqual([
      'bad.request',
      'response.entity.too.large',
      'cannot.delete.client',
    ])
    expect(codes('postOauthClients')?.get(400)).toContain('auth.too.many.clients')
    expect(codes('putOauthClient')?.get(400)).not.toContain('auth.too.many.clients')
    expect(codes('getOauthClient')?.get(404)).toEqual(['not.found', 'client.not.found'])
    expect(codes('postOauthClientSecret')?.get(404)).toEqual(['not.found'])
  })

  it('names the permissions and scopes that each call takes', () => {
    expect(oauth.map(({ operationId, permissions }) => [operationId, permissions.join(' ')]).sort()).toEqual([
      ['deleteOauthClient', 'oauth:client:delete'],
      ['getOauthAuthorization', 'oauth:client:authorize'],
      ['getOauthAuthorizations', 'oauth:client:authorize'],
      ['getOauthClient', 'oauth:client:view'],
      ['getOauthClientUsageQueryResult', 'oauth:client:view usage:client:view'],
      ['getOauthClientUsageSummary', 'oauth:client:view usage:client:view'],
      ['getOauthClients', 'oauth:client:view'],
      ['getOauthScope', ''],
      ['getOauthScopes', ''],
      ['postOauthClientSecret', 'oauth:client:edit'],
      ['postOauthClientUsageQuery', 'oauth:client:view usage:client:view'],
      ['postOauthClients', 'oauth:client:add'],
      ['putOauthClient', 'oauth:client:edit'],
    ])
    const changing = ['deleteOauthClient', 'postOauthClientSecret', 'postOauthClients', 'putOauthClient']
    for (const { operationId, scopes } of oauth)
      expect(scopes, operationId).toEqual(changing.includes(operationId) ? ['oauth'] : ['oauth', 'oauth:readonly'])
  })
})
