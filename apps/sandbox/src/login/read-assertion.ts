import OAuth2Server from '@node-oauth/oauth2-server'
import { DOMParser } from '@xmldom/xmldom'
import { SignedXml } from 'xml-crypto'
import type { IdentityProvider } from '../settings.ts'

/** What a SAML 2 assertion says, once it is believed. */
export interface Assertion {
  readonly id: string
  readonly issuer: string
  /** The text of its NameID. */
  readonly subject: string
  readonly dateExpires: Date
}

const samlNamespace = 'urn:oasis:names:tc:SAML:2.0:assertion'
const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'

/**
 * Reads an assertion, or a response that holds one, in base64. Nothing is read that the identity provider did not sign.
 * Refuses with `invalid_grant`: a bad signature, another issuer or audience, a time outside its conditions.
 */
export const readAssertion = (base64: string, provider: IdentityProvider, now: Date): Assertion => {
  const assertion = signedAssertion(Buffer.from(base64, 'base64').toString('utf8'), provider.certificate)
  const [conditions] = elements(assertion, 'Conditions')
  const [confirmation] = elements(assertion, 'SubjectConfirmation')
  const [data] = elements(assertion, 'SubjectConfirmationData')
  const id = assertion.getAttribute('ID') ?? ''
  const subject = textOf(assertion, 'NameID')
  const issuer = textOf(assertion, 'Issuer')
  const dateExpires = instantOf(conditions, 'NotOnOrAfter')

  if (issuer !== provider.issuer) throw refusal('its issuer is not the identity provider')
  if (!id || !subject || !conditions) throw refusal('it has no id, subject or conditions')
  if (!dateExpires || dateExpires <= now) throw refusal('it has expired')
  if ((instantOf(conditions, 'NotBefore') ?? now) > now) throw refusal('it is not valid yet')
  if (confirmation?.getAttribute('Method') !== bearer)
    throw refusal('its subject is not confirmed by the bearer method')
  if ((instantOf(data, 'NotOnOrAfter') ?? dateExpires) <= now) throw refusal('its subject confirmation has expired')
  const audiences = elements(conditions, 'Audience').map((each) => each.textContent?.trim())
  if (!audiences.includes(provider.audience)) throw refusal('it is for another audience')
  return { id, issuer, subject, dateExpires }
}

/** The one assertion in what a signature of the document covers, as the library gives it back after verifying. */
const signedAssertion = (xml: string, certificate: string): Element => {
  const document = parse(xml)
  for (const signature of new SignedXml().findSignatures(document).slice(0, 2)) {
    const [signed, ...others] = verified(xml, signature, certificate)
    if (signed === undefined || others.length > 0) continue
    const assertions = elements(parse(signed), 'Assertion')
    if (assertions.length === 1 && assertions[0]) return assertions[0]
  }
  throw refusal('it is not signed by the identity provider')
}

const verified = (xml: string, signature: Node, certificate: string): readonly string[] => {
  const verifier = new SignedXml({ publicCert: certificate })
  verifier.SignatureAlgorithms = pick(verifier.SignatureAlgorithms, /sha(256|512)/)
  verifier.HashAlgorithms = pick(verifier.HashAlgorithms, /sha(256|512)/)
  try {
    verifier.loadSignature(signature)
    return verifier.checkSignature(xml) ? verifier.getSignedReferences() : []
  } catch {
    return []
  }
}

const parse = (xml: string): Document => {
  // A document type could declare entities; an assertion has no use for one.
  if (xml.includes('<!DOCTYPE')) throw refusal('it has a document type')
  const fail = (): never => {
    throw refusal('it is not XML')
  }
  const errorHandler = { warning: fail, error: fail, fatalError: fail }
  const document = new DOMParser({ errorHandler }).parseFromString(xml, 'text/xml') as Document | undefined
  if (!document?.documentElement) return fail()
  return document
}

const elements = (parent: Document | Element, name: string): Element[] =>
  Array.from(parent.getElementsByTagNameNS(samlNamespace, name))

const textOf = (parent: Element, name: string): string => elements(parent, name)[0]?.textContent?.trim() ?? ''

const instantOf = (element: Element | undefined, attribute: string): Date | undefined => {
  const text = element?.getAttribute(attribute)
  if (!text) return undefined
  const instant = new Date(text)
  if (Number.isNaN(instant.getTime())) throw refusal('it has a time that cannot be read')
  return instant
}

const pick = <Value>(record: Record<string, Value>, pattern: RegExp): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => pattern.test(name)))

const refusal = (why: string): Error =>
  new OAuth2Server.InvalidGrantError(`Invalid grant: the assertion is refused, ${why}`)
