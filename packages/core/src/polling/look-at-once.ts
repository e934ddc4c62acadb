import type { UsagePollSettings } from './usage-poll-options.ts'

/** The same settings, but for the first look, which is taken at once. */
export const lookAtOnce = (settings: UsagePollSettings): UsagePollSettings => ({
  ...settings,
  schedule: (look) => (look.polls === 0 ? 0 : settings.schedule(look)),
})
