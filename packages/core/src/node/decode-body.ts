import { kMaxLength } from 'node:buffer'
import { promisify } from 'node:util'
import { gunzip, inflate, inflateRaw } from 'node:zlib'

const decoder = new TextDecoder()

/**
 * The text of a body, as `fetch` reads it: unpacked, without a byte order mark. A packed one takes a while, and
 * rejects when it is packed wrongly or has more than `maxBytes` unpacked.
 */
export const decodeBody = (
  chunks: readonly Uint8Array[],
  contentEncoding: string | null,
  maxBytes: number,
): string | Promise<string> => {
  const [first] = chunks
  const body = chunks.length === 1 && first ? first : Buffer.concat(chunks)
  const unpack = body.length > 0 ? unpackOf(body, contentEncoding) : undefined
  return unpack
    ? unpack(body, { maxOutputLength: Math.min(maxBytes, kMaxLength) }).then((unpacked) => decoder.decode(unpacked))
    : decoder.decode(body)
}

const unpacks = { gunzip: promisify(gunzip), inflate: promisify(inflate), inflateRaw: promisify(inflateRaw) }

const unpackOf = ([first = 0]: Uint8Array, contentEncoding: string | null) => {
  switch (contentEncoding?.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return unpacks.gunzip
    case 'deflate':
      // Some servers leave the header of zlib out; its first byte names method 8.
      return (first & 15) === 8 ? unpacks.inflate : unpacks.inflateRaw
    default:
      return undefined
  }
}
