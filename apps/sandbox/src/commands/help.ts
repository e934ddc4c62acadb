import { defaultOf, manners, openPoints } from '../config-switches.ts'
import type { AllowedValue } from '../config-values.ts'
import { programVariables } from '../config-variables.ts'
import type { Command } from './command.ts'
import { type CommandName, commands, commonFlags } from './commands.ts'

const program = 'grantstream-sandbox'

/** What `--help` prints: everything, or about one command. */
export const help = (of?: CommandName): string => (of === undefined ? whole : helpOf(of, commands[of]))

const helpOf = (name: CommandName, { usage, about, details, flags }: Command): string =>
  [
    `Usage: ${[program, name, usage].filter(Boolean).join(' ')} [flags]`,
    `\n${sentence(about)}${details ? `\n${details}` : ''}`,
    `\nFlags\n${flagLines(flags)}${Object.keys(flags).length > 0 ? '\n' : ''}${flagLines(commonFlags)}`,
    `\n${program} --help tells about variables`,
  ].join('\n')

const flagLines = (flags: Command['flags']): string =>
  Object.entries(flags)
    .map(([name, { value, about }]) => `  ${`--${name}${value ? ` ${value}` : ''}`.padEnd(23)}${about}`)
    .join('\n')

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`

type Described = Pick<AllowedValue<unknown>, 'allowed'> & { readonly about: string }

const variableLines = <Name extends string>(
  variables: Readonly<Record<Name, Described>>,
  initially: (name: Name) => string,
): string =>
  (Object.keys(variables) as Name[])
    .map((name) => {
      const value = initially(name)
      const { about, allowed } = variables[name]
      return `  ${value === '' ? name : `${name}=${value}`}\n      ${about}; ${allowed}`
    })
    .join('\n')

const whole = [
  `Usage: ${program} [command] [flags]`,
  '\nThe Genesys Cloud OAuth API and its login, locally, on Postgres.',
  '\nCommands',
  ...Object.entries(commands).map(([name, { about }]) => `  ${name.padEnd(10)}${about}`),
  '\nWithout a command it starts. A command with --help tells more. All of them also work while a sandbox runs.',
  `\nFlags of start\n${flagLines(commands.start.flags)}`,
  `\nFlags of all\n${flagLines(commonFlags)}`,
  '\nVariables; one that is empty counts as left out',
  variableLines(programVariables, (name) => programVariables[name].initially),
  '\nWhat the documents of the vendor leave open, each with its stand-in',
  variableLines(openPoints, (name) => defaultOf(openPoints[name])),
  '\nHow else it may behave',
  variableLines(manners, (name) => defaultOf(manners[name])),
].join('\n')
