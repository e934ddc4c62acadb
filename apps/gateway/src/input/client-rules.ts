import { z } from 'zod'
import { vendorIdRule } from './vendor-id.ts'

const isRedirectUri = (uri: string): boolean => URL.canParse(uri) && !uri.includes('#')

const grantType = z.enum(
  ['CODE', 'TOKEN', 'SAML2-BEARER', 'PASSWORD', 'CLIENT-CREDENTIALS'],
  'must be a known grant type',
)

const name = z
  .string('must not be null')
  .refine((text) => text.trim() !== '', 'must not be blank')
  .refine((text) => text.length <= 256, 'must have at most 256 characters')

// Organisations that use SCIM may go up to the second bound. Source: API facts, section 2.
const settings = {
  description: z.string().max(4000, 'must have at most 4000 characters').nullish(),
  accessTokenValiditySeconds: z
    .int()
    .min(300, 'must be at least 300')
    .max(38_880_000, 'must be at most 38880000')
    .nullish(),
  registeredRedirectUris: z
    .array(z.string().refine(isRedirectUri, 'must be an absolute URI without a fragment'))
    .max(100, 'must have at most 100 items')
    .nullish(),
  scopeIds: z.array(vendorIdRule).max(500, 'must have at most 500 items').nullish(),
  roleDivisions: z
    .array(z.object({ roleId: vendorIdRule, divisionId: vendorIdRule }))
    .max(500, 'must have at most 500 items')
    .nullish(),
}

/** What a client is created from. */
export const createClientRules = z.object({ name, authorizedGrantType: grantType, ...settings })

/** A patch of a client: what is left out stays, null clears. */
export const updateClientRules = z.object({
  clientId: vendorIdRule,
  name: name.optional(),
  authorizedGrantType: grantType.optional(),
  state: z.enum(['active', 'inactive', 'disabled'], 'must be a known state').optional(),
  ...settings,
})

export const clientIdRules = z.object({ clientId: vendorIdRule })

export type CreateClient = z.infer<typeof createClientRules>
export type UpdateClient = z.infer<typeof updateClientRules>
