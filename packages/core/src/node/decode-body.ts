const decoder = new TextDecoder()

/**
 * The text of a body, as `fetch` reads it: unpacked, without a byte order mark. A packed one takes a while, and
 * rejects when it is packed wrongly.
 */
export const decodeBody = (chunks: readonly Uint8Array[], contentEncoding: string | null): string | Promise<string> => {
  const format = formatOf(chunks[0], contentEncoding)
  if (format !== undefined) {
    return new Response(
      new Blob([...chunks] as BlobPart[]).stream().pipeThrough(new DecompressionStream(format)),
    ).text()
  }
  if (chunks.length === 1) return decoder.decode(chunks[0])
  const body = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    body.set(chunk, at)
    at += chunk.length
  }
  return decoder.decode(body)
}

const formatOf = (
  [first]: Uint8Array = new Uint8Array(),
  contentEncoding: string | null,
): CompressionFormat | undefined => {
  if (first === undefined) return undefined
  switch (contentEncoding?.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return 'gzip'
    case 'deflate':
      // Some servers leave the header of zlib out; its first byte names method 8.
      return (first & 15) === 8 ? 'deflate' : 'deflate-raw'
    default:
      return undefined
  }
}
