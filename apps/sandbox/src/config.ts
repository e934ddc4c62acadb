import { misspelt } from '@grantstream/environment'
import type { z } from 'zod'
import type { FlagValues } from './commands/command.ts'
import { manners, openPoints } from './config-switches.ts'
import type { AllowedValue } from './config-values.ts'
import { programVariables } from './config-variables.ts'
import type { Credentials, IdentityProvider, SandboxSettings } from './settings.ts'

/** What the environment asks of the program. */
export interface Config {
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  /** Absent: an embedded Postgres in `dataDirectory`. */
  readonly databaseUrl: string | undefined
  /** Relative to the working directory. */
  readonly dataDirectory: string
  /** Where the control interface listens, and what its callers must bear; there is none when absent. */
  readonly control: { readonly port: number; readonly token: string } | undefined
  /** Only what the environment sets. */
  readonly settings: Partial<SandboxSettings>
}

/** A variable that cannot be used; `message` names it, what it is unless that is secret, and what is allowed. */
class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly kind = 'config'
}

const variables = { ...programVariables, ...openPoints, ...manners }

type Name = keyof typeof variables
type Value<N extends Name> = z.output<(typeof variables)[N]['schema']>

/** What a warning says of variables that look like ours, are none, and are not read. */
export const misspeltVariables = (environment: NodeJS.ProcessEnv): string[] =>
  misspelt(environment, { known: Object.keys(variables), prefixes: ['SANDBOX_'] }).map(
    ({ name, meant }) => `There is no variable ${name}; perhaps ${meant} is meant`,
  )

/** Reads the environment and `--data-dir`; a variable that is empty counts as left out. Errors with `ConfigError`. */
export const readConfig = (environment: NodeJS.ProcessEnv, flags: FlagValues = {}): Config => {
  const read = <N extends Name>(name: N): Value<N> | undefined => {
    const given = environment[name]
    if (!given) return undefined
    const { schema, allowed, isSecret }: AllowedValue<unknown> = variables[name]
    const parsed = schema.safeParse(given)
    if (parsed.success) return parsed.data as Value<N>
    throw new ConfigError(
      `${name} is ${isSecret ? 'not usable' : JSON.stringify(given.slice(0, 80))}; it must be ${allowed}`,
    )
  }

  const switched = Object.fromEntries(
    Object.entries({ ...openPoints, ...manners }).map(([name, { setting }]) => [setting, read(name as Name)]),
  )
  const firstAdmin = credentials(
    'SANDBOX_ADMIN_CLIENT',
    read('SANDBOX_ADMIN_CLIENT_ID'),
    read('SANDBOX_ADMIN_CLIENT_SECRET'),
  )
  const secondAdmin = credentials(
    'SANDBOX_SECOND_ORG_CLIENT',
    read('SANDBOX_SECOND_ORG_CLIENT_ID'),
    read('SANDBOX_SECOND_ORG_CLIENT_SECRET'),
  )
  if (firstAdmin && firstAdmin.clientId === secondAdmin?.clientId) {
    throw new ConfigError('SANDBOX_ADMIN_CLIENT_ID and SANDBOX_SECOND_ORG_CLIENT_ID are the same; they must differ')
  }
  const databaseUrl = read('DATABASE_URL')
  const directory = flags['data-dir']
  if (databaseUrl && directory) throw new ConfigError('--data-dir and DATABASE_URL name two places; give one of them')
  return {
    host: read('SANDBOX_HOST') ?? programVariables.SANDBOX_HOST.initially,
    port: read('SANDBOX_PORT') ?? Number(programVariables.SANDBOX_PORT.initially),
    databaseUrl,
    dataDirectory: String(directory ?? read('SANDBOX_DATA_DIR') ?? programVariables.SANDBOX_DATA_DIR.initially),
    control: controlOf(read('SANDBOX_CONTROL_PORT'), read('SANDBOX_CONTROL_TOKEN')),
    settings: withoutAbsent({
      firstAdmin,
      secondAdmin,
      identityProvider: identityProvider(
        read('SANDBOX_SAML_ISSUER'),
        read('SANDBOX_SAML_CERTIFICATE'),
        read('SANDBOX_SAML_AUDIENCE'),
      ),
      ...switched,
    }),
  }
}

const credentials = (
  prefix: string,
  id: string | undefined,
  clientSecret: string | undefined,
): Credentials | undefined => {
  if (id && clientSecret) return { clientId: id, clientSecret }
  if (!id && !clientSecret) return undefined
  const [given, missing] = id ? ['ID', 'SECRET'] : ['SECRET', 'ID']
  throw new ConfigError(`${prefix}_${given} is set without ${prefix}_${missing}; set both or neither`)
}

const identityProvider = (
  issuer: string | undefined,
  certificate: string | undefined,
  audience: string = programVariables.SANDBOX_SAML_AUDIENCE.initially,
): IdentityProvider | undefined => {
  if (issuer && certificate) return { issuer, certificate, audience }
  if (!issuer && !certificate) return undefined
  const [given, missing] = issuer ? ['ISSUER', 'CERTIFICATE'] : ['CERTIFICATE', 'ISSUER']
  throw new ConfigError(`SANDBOX_SAML_${given} is set without SANDBOX_SAML_${missing}; set both or neither`)
}

const controlOf = (port: number | undefined, token: string | undefined): Config['control'] => {
  if (port !== undefined && token) return { port, token }
  if (port === undefined && !token) return undefined
  const [given, missing] = token ? ['TOKEN', 'PORT'] : ['PORT', 'TOKEN']
  throw new ConfigError(`SANDBOX_CONTROL_${given} is set without SANDBOX_CONTROL_${missing}; set both or neither`)
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** An absent setting must not hide its default. */
const withoutAbsent = <T extends object>(settings: T): Present<T> =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Present<T>
