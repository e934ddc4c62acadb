import { type KeyObject, sign } from 'node:crypto'

/** An X.509 certificate in PEM that a key issued to itself, valid from 2020 to 2049. */
export const selfSignedCertificate = (privateKey: KeyObject, publicKey: KeyObject, name: string): string => {
  const subject = sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from(name)))))
  const validity = sequence(der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('491231235959Z')))
  const version3 = der(0xa0, der(0x02, Buffer.from([2])))
  const serial = der(0x02, Buffer.from([1]))
  const key = publicKey.export({ type: 'spki', format: 'der' })
  const body = sequence(version3, serial, sha256WithRsa, subject, validity, subject, key)
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]))
  const text = sequence(body, sha256WithRsa, signature).toString('base64')
  return `-----BEGIN CERTIFICATE-----\n${text.replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`
}

/** Tag, length and content, as DER has them. */
const der = (tag: number, ...content: readonly Buffer[]): Buffer => {
  const value = Buffer.concat(content)
  const long = Buffer.from(value.length.toString(16).padStart(4, '0'), 'hex')
  const length = value.length < 128 ? Buffer.from([value.length]) : Buffer.concat([Buffer.from([0x82]), long])
  return Buffer.concat([Buffer.from([tag]), length, value])
}
const sequence = (...content: readonly Buffer[]): Buffer => der(0x30, ...content)

const commonName = Buffer.from('0603550403', 'hex')
const sha256WithRsa = Buffer.from('300d06092a864886f70d01010b0500', 'hex')
