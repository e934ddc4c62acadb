import type { OAuthClient } from '@grantstream/core'
import type { ObserveGateway } from '../observe/gateway-event.ts'
import { UpstreamUnavailable } from '../problems.ts'
import { clientState, grantType } from './client-enums.ts'
import { instant } from './instant.ts'

/** A client of the upstream that can be told apart. */
export type KnownClient = OAuthClient & { readonly id: string }

export const withId = (client: OAuthClient): KnownClient => {
  if (hasId(client)) return client
  throw new UpstreamUnavailable('The upstream gave an OAuth client without an id.')
}

const hasId = (client: OAuthClient): client is KnownClient => Boolean(client.id)

interface Observed {
  readonly observe: ObserveGateway
}

/**
 * A client as the schema tells it. Its getters are fields, which are read without a resolver: a list has hundreds. None may
 * throw, whatever the upstream gave: in a compiled query nobody would catch it.
 */
export class ClientView {
  readonly client: KnownClient
  private readonly observed: Observed

  constructor(client: OAuthClient, observed: Observed) {
    this.client = withId(client)
    this.observed = observed
  }

  get clientId() {
    return this.client.id
  }
  get name() {
    return this.client.name
  }
  get description() {
    return this.client.description
  }
  get authorizedGrantType() {
    return grantType.tell(this.client.authorizedGrantType, this.observed)
  }
  get state() {
    return this.client.state && clientState.tell(this.client.state, this.observed)
  }
  get accessTokenValiditySeconds() {
    return this.client.accessTokenValiditySeconds
  }
  get registeredRedirectUris() {
    return this.client.registeredRedirectUri ?? []
  }
  get roleDivisions() {
    return this.client.roleDivisions ?? []
  }
  get dateCreated() {
    return instant(this.client.dateCreated)
  }
  get dateModified() {
    return instant(this.client.dateModified)
  }
  get dateToDelete() {
    return instant(this.client.dateToDelete)
  }
  get createdBy() {
    return this.client.createdBy
  }
  get modifiedBy() {
    return this.client.modifiedBy
  }
}
