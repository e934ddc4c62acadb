import { expect, it } from 'vitest'
import { misspelt } from './misspelt.ts'

const variables = {
  known: ['GATEWAY_HOST', 'GATEWAY_PORT', 'GATEWAY_LOG_LEVEL', 'UPSTREAM_REGION', 'DATABASE_URL'],
  prefixes: ['GATEWAY_', 'UPSTREAM_'],
}

it('tells variables that look like slips of the pen, and what was meant', () => {
  const environment = { GATEWAY_PROT: '1', UPSTREAM_REGIONS: '2', gateway_host: '3', GATEWAY_LOGLEVEL: 'debug' }

  expect(misspelt(environment, variables)).toEqual([
    { name: 'GATEWAY_PROT', meant: 'GATEWAY_PORT' },
    { name: 'UPSTREAM_REGIONS', meant: 'UPSTREAM_REGION' },
    { name: 'gateway_host', meant: 'GATEWAY_HOST' },
    { name: 'GATEWAY_LOGLEVEL', meant: 'GATEWAY_LOG_LEVEL' },
  ])
})

it('says nothing of what others set, such as a cluster for a service of this name', () => {
  const cluster = { GATEWAY_PORT: '1', GATEWAY_SERVICE_HOST: 'x', GATEWAY_PORT_4000_TCP_ADDR: 'x' }

  expect(misspelt({ ...cluster, PATH: 'x', DATABASE_URI: 'x' }, variables)).toEqual([])
})
