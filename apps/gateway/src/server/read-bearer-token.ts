/** The bearer token of a request; undefined when there is none, or none that could be sent on. */
export const readBearerToken = (headers: Pick<Headers, 'get'>): string | undefined =>
  /^bearer +([\x21-\x7e]+) *$/i.exec(headers.get('authorization') ?? '')?.[1]
