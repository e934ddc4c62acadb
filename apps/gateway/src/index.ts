export type { Upstream } from './context.ts'
export { createGateway, type Gateway, type GatewayOptions } from './create-gateway.ts'
export type { Report, UnexpectedFailure } from './server/report.ts'
