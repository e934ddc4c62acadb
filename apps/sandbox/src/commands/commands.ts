import type { Command } from './command.ts'

const organization = {
  type: 'string',
  value: 'WHICH',
  about: 'first, second or both (both)',
} as const
const yes = { type: 'boolean', about: 'do it without asking' } as const
const json = { type: 'boolean', about: 'as JSON' } as const

/** What the program can do, by name. */
export const commands = {
  start: {
    usage: '',
    about: 'serve until Ctrl-C',
    details: 'Makes the data that are missing: the tables, both organisations and their admin clients.',
    flags: { seed: { type: 'boolean', about: 'fill both organisations first, unless they are filled already' } },
    wordsMost: 0,
    load: async () => (await import('./start.ts')).runStart,
  },
  seed: {
    usage: '',
    about: 'fill the organisations with clients and traffic, the same every time',
    details: 'Without --clients it is the world of the README: 45 clients and their 90 days. All of it or nothing.',
    flags: {
      clients: {
        type: 'string',
        value: 'N',
        about: 'generate N clients instead, in the first organisation or --organization',
      },
      days: { type: 'string', value: 'N', about: 'days of traffic before today (90)' },
      seed: { type: 'string', value: 'S', about: 'a number: which of the possible worlds is generated (1)' },
      organization,
    },
    wordsMost: 0,
    load: async () => (await import('./seed.ts')).runSeed,
  },
  reset: {
    usage: '',
    about: 'remove all data, snapshots included',
    details: 'Says what there is, and asks. Both organisations get new admin clients.',
    flags: { yes },
    wordsMost: 0,
    load: async () => (await import('./reset.ts')).runReset,
  },
  snapshot: {
    usage: 'save NAME | restore NAME | remove NAME | list',
    about: 'keep a copy of all data by name, and bring it back',
    details: 'Copies are kept in the database. A name has 1 to 40 characters of a-z, 0-9 and _.',
    flags: { json, yes: { type: 'boolean', about: 'restore without asking' } },
    wordsMost: 2,
    load: async () => (await import('./snapshot.ts')).runSnapshot,
  },
  clients: {
    usage: '',
    about: 'list the clients',
    flags: { json, organization },
    wordsMost: 0,
    load: async () => (await import('./clients.ts')).runClients,
  },
  token: {
    usage: '',
    about: 'print an access token, and nothing else',
    details: 'Of the admin client when none is named. Whoever reaches the database needs no secret.',
    flags: {
      client: { type: 'string', value: 'ID', about: 'a client-credentials client' },
      secret: { type: 'string', value: 'SECRET', about: 'its secret; given, it has to be right' },
      organization: { type: 'string', value: 'WHICH', about: 'whose admin client: first or second (first)' },
    },
    wordsMost: 0,
    load: async () => (await import('./token.ts')).runToken,
  },
} as const satisfies Readonly<Record<string, Command>>

export type CommandName = keyof typeof commands

/** Flags that every command takes. */
export const commonFlags = {
  'data-dir': { type: 'string', value: 'DIR', about: 'where the embedded Postgres keeps its data (.data/sandbox)' },
  help: { type: 'boolean', short: 'h', about: 'tell about a command, or all of it' },
  version: { type: 'boolean', short: 'V', about: 'tell the version' },
} as const satisfies Command['flags']
