import type { AuthzDivision, LimitsEntityListing, Organization } from '@grantstream/contract'
import { Fault } from '../fault.ts'
import type { SandboxSettings } from '../settings.ts'
import type { Stores } from '../store/create-stores.ts'
import type { ApiEndpoint } from './endpoint.ts'

const platformApi = 'platform.api'

/** The organisation of the caller, its home division, and the limits that it works under. */
export const createOrganizationEndpoints = (stores: Stores, settings: SandboxSettings) => {
  const getOrganizationsMe: ApiEndpoint<'getOrganizationsMe'> = async (_call, { organizationId }) => {
    const { id, name } = await stores.organizations.get(organizationId)
    const shortName = name.toLowerCase().replace(/[^a-z0-9]+/g, '-')
    const body: Organization = {
      id,
      name,
      defaultLanguage: 'en-us',
      defaultCountryCode: 'US',
      thirdPartyOrgName: shortName,
      domain: `${shortName}.example`,
      version: 1,
      state: 'active',
      productPlatform: 'GenesysCloud',
      selfUri: `/api/v2/organizations/${id}`,
    }
    return { status: 200, body }
  }

  const getAuthorizationDivisionsHome: ApiEndpoint<'getAuthorizationDivisionsHome'> = async (
    _call,
    { organizationId },
  ) => {
    const { id, name } = await stores.divisions.getHome(organizationId)
    const body: AuthzDivision = {
      id,
      name,
      description: '',
      homeDivision: true,
      selfUri: `/api/v2/authorization/divisions/${id}`,
    }
    return { status: 200, body }
  }

  const getOrganizationsLimitsNamespace: ApiEndpoint<'getOrganizationsLimitsNamespace'> = async ({ path }) => {
    if (path.namespaceName !== platformApi) throw new Fault('not.found', 'There is no such namespace')
    const limits = {
      'client.credentials.token.rate.per.minute': settings.tokenPerMinute,
      'token.rate.per.minute': settings.tokenPerMinute,
      'request.bytes.max': settings.bodyLimitBytes,
    }
    const body: LimitsEntityListing = {
      entities: Object.entries(limits).map(([key, value]) => ({ key, namespace: platformApi, value })),
    }
    return { status: 200, body }
  }

  return { getOrganizationsMe, getAuthorizationDivisionsHome, getOrganizationsLimitsNamespace }
}
