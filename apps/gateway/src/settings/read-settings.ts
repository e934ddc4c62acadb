import { ConfigError } from './config-error.ts'
import { type SettingName, type SettingValue, settings } from './settings.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** Reads one variable; undefined when it is left out or empty. Throws `ConfigError` when it cannot be used. */
export type ReadSetting = <Name extends SettingName>(name: Name) => SettingValue<Name> | undefined

export const settingsOf =
  (environment: Environment): ReadSetting =>
  <Name extends SettingName>(name: Name) => {
    const text = environment[name]?.trim()
    if (!text) return undefined
    const { schema, allowed, isSecret } = settings[name] as (typeof settings)[SettingName] & { isSecret?: true }
    const parsed = schema.safeParse(text)
    if (parsed.success) return parsed.data as SettingValue<Name>
    const shown = isSecret ? 'not usable' : JSON.stringify(text.slice(0, 80))
    throw new ConfigError(`${name} is ${shown}; it must be ${allowed}`)
  }
