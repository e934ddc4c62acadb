export { type AuditLimits, type AuditRule, auditClient, auditClients, type Finding } from './audit-clients.ts'
export { type ClientDeletion, type DeleteClientOptions, deleteClientSafely } from './delete-client-safely.ts'
export { type FindUnusedOptions, findUnusedClients, type UnusedClient } from './find-unused-clients.ts'
export {
  type HandOver,
  type NewClient,
  type RotateOptions,
  RotationError,
  rotateClientSecret,
  type SecretRotation,
} from './rotate-client-secret.ts'
export { type EndpointUsage, type UsageByEndpointOptions, usageByEndpoint } from './usage-by-endpoint.ts'
