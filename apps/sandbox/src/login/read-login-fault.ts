import { readFault } from '../read-fault.ts'
import { LoginFault } from './login-fault.ts'

/** Any error as the login host tells it; what went wrong inside is not told. */
export const readLoginFault = (error: unknown): LoginFault => {
  if (error instanceof LoginFault) return error
  const { status, message, fieldName } = readFault(error)
  if (status === 503) return new LoginFault('temporarily_unavailable', 'the service cannot answer now', status)
  if (status >= 500) return new LoginFault('server_error', 'the service failed', status)
  // Whatever is wrong with a request, it is a 400 (RFC 6749, section 5.2): too long a body too.
  return new LoginFault('invalid_request', fieldName === undefined ? message : `${fieldName} is missing or invalid`)
}
