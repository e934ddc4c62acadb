import type { FastifyInstance } from 'fastify'

/** The address cannot be listened on; `message` is one line with a way out. */
class ListenError extends Error {
  override readonly name = 'ListenError'
  readonly kind = 'listen'
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is in use; choose another with {variable}',
  EACCES: 'this user may not use the port; choose one from 1024 with {variable}',
  EADDRNOTAVAIL: 'this machine does not have the address; change SANDBOX_HOST',
  ENOTFOUND: 'there is no host of that name; change SANDBOX_HOST',
  EAI_AGAIN: 'the name of the host cannot be looked up now; change SANDBOX_HOST',
}

/** Emits the URL once the server listens. Errors with `ListenError`, which names the variable, and closes the server. */
export const listen = async (
  server: FastifyInstance,
  { host, port }: { host: string; port: number },
  variable: 'SANDBOX_PORT' | 'SANDBOX_CONTROL_PORT' = 'SANDBOX_PORT',
): Promise<string> => {
  try {
    return await server.listen({ host, port })
  } catch (cause) {
    await server.close()
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    const reason = reasons[code]?.replace('{variable}', variable) ?? (code || String(cause))
    throw new ListenError(`Cannot listen on ${host}:${port}: ${reason}`, { cause })
  }
}
