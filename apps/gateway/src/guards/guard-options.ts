import type { ObserveGateway } from '../observe/gateway-event.ts'
import type { Limits } from './limits.ts'
import type { TrustedDocuments } from './trusted-documents.ts'

/** How a gateway guards itself against documents. */
export interface GuardOptions {
  readonly limits: Limits
  /** Documents that have ids. Outside of development no others are run. */
  readonly trustedDocuments?: TrustedDocuments
  /** True shows the schema to those who ask for it and suggests names for misspelt ones. */
  readonly development: boolean
  readonly observe: ObserveGateway
}
