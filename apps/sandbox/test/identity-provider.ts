import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { SignedXml } from 'xml-crypto'
import type { IdentityProvider } from '../src/settings.ts'
import { selfSignedCertificate } from './self-signed-certificate.ts'

/** What differs from an assertion that is in order. */
export interface AssertionDraft {
  readonly id?: string
  readonly issuer?: string
  readonly subject?: string
  readonly audience?: string
  readonly notBefore?: string
  readonly notOnOrAfter?: string
  readonly method?: string
  /** Changes the XML once it is signed. */
  readonly tamper?: (xml: string) => string
  /** Puts the signed assertion into something else. */
  readonly wrap?: (xml: string) => string
  readonly signatureAlgorithm?: string
}

/** A SAML 2 identity provider for tests, with a key of its own. */
export interface TestIdentityProvider {
  readonly settings: IdentityProvider
  /** A signed assertion in base64. */
  assert(draft?: AssertionDraft): string
}

const sha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'

/** It is known by its bare key, or by a certificate, which it then puts into its signatures as well. */
export const createIdentityProvider = (knownBy: 'key' | 'certificate' = 'key'): TestIdentityProvider => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const issued = selfSignedCertificate(privateKey, publicKey, 'idp.example')
  const certificate = knownBy === 'key' ? publicKey.export({ type: 'spki', format: 'pem' }).toString() : issued
  const settings = { issuer: 'https://idp.example', certificate, audience: 'urn:test:sandbox' }

  return {
    settings,
    assert: ({ tamper = same, wrap = same, signatureAlgorithm = sha256, ...draft } = {}) => {
      const signer = new SignedXml({
        privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
        signatureAlgorithm,
        canonicalizationAlgorithm: exclusive,
        ...(knownBy === 'certificate' && { publicCert: issued, getKeyInfoContent: SignedXml.getKeyInfoContent }),
      })
      signer.addReference({
        xpath: "//*[local-name(.)='Assertion']",
        transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', exclusive],
        digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
      })
      signer.computeSignature(assertion({ issuer: settings.issuer, audience: settings.audience, ...draft }))
      return Buffer.from(wrap(tamper(signer.getSignedXml()))).toString('base64')
    },
  }
}

const same = (xml: string): string => xml

const assertion = ({
  id = `_${randomUUID()}`,
  issuer = '',
  subject = 'mara.jensen@harborline.example',
  audience = '',
  notBefore = new Date(Date.now() - 60_000).toISOString(),
  notOnOrAfter = new Date(Date.now() + 300_000).toISOString(),
  method = bearer,
}: AssertionDraft): string =>
  `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${id}" Version="2.0" IssueInstant="${notBefore}">` +
  `<saml:Issuer>${issuer}</saml:Issuer>` +
  `<saml:Subject><saml:NameID>${subject}</saml:NameID><saml:SubjectConfirmation Method="${method}">` +
  `<saml:SubjectConfirmationData NotOnOrAfter="${notOnOrAfter}"/></saml:SubjectConfirmation></saml:Subject>` +
  `<saml:Conditions NotBefore="${notBefore}" NotOnOrAfter="${notOnOrAfter}"><saml:AudienceRestriction>` +
  `<saml:Audience>${audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions></saml:Assertion>`
