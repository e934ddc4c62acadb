import fc from 'fast-check'
import { scopes } from '../../src/scopes/scopes.ts'
import type { Hints } from './from-schema.ts'
import { known, marked } from './placeholders.ts'
import { webAddress } from './web-address.ts'

/** The ids of all scopes. */
export const scopeIds = [...scopes.keys()]
const roleId = fc.oneof(
  { weight: 6, arbitrary: known('role') },
  { weight: 1, arbitrary: known('otherRole') },
  fc.uuid(),
)
/** For the bodies of the API. */
export const hints: Hints = {
  name: marked,
  description: marked,
  scope: fc.oneof(
    { weight: 6, arbitrary: fc.uniqueArray(fc.constantFrom(...scopeIds), { minLength: 1, maxLength: 5 }) },
    fc.array(fc.string(), { maxLength: 3 }),
  ),
  state: fc.constantFrom('active', 'active', 'active', 'inactive', 'disabled'),
  accessTokenValiditySeconds: fc.oneof(fc.integer({ min: 300, max: 172_800 }), fc.constantFrom(299, 0, 172_801)),
  registeredRedirectUri: fc.array(webAddress('https', 'https', 'http'), { maxLength: 3 }),
  roleDivisions: fc.uniqueArray(fc.record({ roleId, divisionId: fc.oneof(fc.constant('*'), fc.uuid()) }), {
    maxLength: 3,
  }),
  roleIds: fc.array(roleId, { maxLength: 3 }),
}
/** Clients that are in order, so that there are some to go on with. */
export const coherentClient = fc.oneof(
  fc.record({
    ...{ name: marked, description: marked, state: fc.constantFrom('active', 'active', 'inactive') },
    authorizedGrantType: fc.constantFrom('CODE', 'TOKEN', 'SAML2-BEARER', 'PASSWORD'),
    scope: fc.uniqueArray(fc.constantFrom(...scopeIds), { minLength: 1, maxLength: 5 }),
  }),
  fc.record({
    ...{ name: marked, authorizedGrantType: fc.constant('CLIENT-CREDENTIALS') },
    roleDivisions: fc.tuple(fc.record({ roleId: known('role'), divisionId: fc.constant('*') })),
  }),
)
/** For the forms and queries of the login host. */
export const loginHints: Hints = {
  grant_type: fc.constantFrom(
    ...['client_credentials', 'authorization_code', 'refresh_token', 'password', ''],
    'urn:ietf:params:oauth:grant-type:saml2-bearer',
  ),
  client_id: fc.oneof(known('client'), known('other'), fc.string()),
  client_secret: fc.string(),
  redirect_uri: fc.oneof(fc.constant('https://desktop.example/callback'), webAddress('https', 'http'), fc.string()),
  orgName: fc.oneof(fc.constant('{{canary}}'), fc.string()),
  assertion: fc.oneof(fc.base64String(), fc.string(), fc.constant(Buffer.from('<a><b/></a>').toString('base64'))),
}
