/**
 * The target of a request without scheme and host, which a client that takes the server for a proxy sends along. A
 * server must take both forms. Source: RFC 9112, section 3.2.2.
 */
export const originForm = (target: string): string => {
  const [, path = target] = /^https?:\/\/[^/?#]+(.*)$/i.exec(target) ?? []
  return path.startsWith('?') || path === '' ? `/${path}` : path
}
