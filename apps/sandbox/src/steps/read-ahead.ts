import type { FastifyRequest } from 'fastify'
import type { ClientReading, ClientStore } from '../store/clients.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The client that the path names, which is being read; null where it is read later or not at all. */
    clientAhead: ClientReading | null
  }
}

/**
 * Begins to read what a GET of a client will answer while Postgres is asked who calls: both questions then take the time of
 * one. What comes of it is shown only once the caller has passed all steps.
 */
export const readAhead = (request: FastifyRequest, clients: Pick<ClientStore, 'read'>): void => {
  if (request.routeOptions.config.operation?.operationId !== 'getOauthClient') return
  request.clientAhead = clients.read((request.params as { readonly clientId: string }).clientId)
}
