import type { FastifyInstance } from 'fastify'

/** The address cannot be listened on; `message` is one line with a way out. */
class ListenError extends Error {
  override readonly name = 'ListenError'
  readonly kind = 'listen'
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is in use; choose another with SANDBOX_PORT',
  EACCES: 'this user may not use the port; choose one from 1024 with SANDBOX_PORT',
  EADDRNOTAVAIL: 'this machine does not have the address; change SANDBOX_HOST',
  ENOTFOUND: 'there is no host of that name; change SANDBOX_HOST',
  EAI_AGAIN: 'the name of the host cannot be looked up now; change SANDBOX_HOST',
}

/** Emits the URL once the sandbox listens. Errors with `ListenError`, and then the sandbox is closed. */
export const listen = async (
  sandbox: FastifyInstance,
  { host, port }: { host: string; port: number },
): Promise<string> => {
  try {
    return await sandbox.listen({ host, port })
  } catch (cause) {
    await sandbox.close()
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    throw new ListenError(`Cannot listen on ${host}:${port}: ${reasons[code] ?? (code || String(cause))}`, { cause })
  }
}
