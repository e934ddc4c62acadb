import { builder } from '../builder.ts'
import { inputEnum } from './vendor-enum.ts'

const granularity = inputEnum('UsageGranularity', 'The bucket that rows are dated by.', {
  Day: 'A day, in UTC.',
  Week: 'A week.',
  Month: 'A month.',
})

const groupBy = inputEnum('UsageGroupBy', 'A dimension that tells rows apart.', {
  OAuthClientId: 'The client that called.',
  OrganizationId: 'The organisation that was called.',
  TemplateUri: 'The path template that was called.',
  HttpMethod: 'The HTTP method.',
})

const metric = inputEnum('UsageMetric', 'A count.', {
  Status200: 'Calls answered with 200 to 299.',
  Status300: 'Calls answered with 300 to 399.',
  Status400: 'Calls answered with 400 to 499.',
  Status500: 'Calls answered with 500 to 599.',
  Status429: 'Calls refused by a rate limit.',
  Requests: 'Calls in all.',
})

const IntervalInput = builder.inputType('IntervalInput', {
  description: 'A span of time.',
  fields: (t) => ({
    start: t.field({ type: 'DateTime', required: true, description: 'Its first instant.' }),
    end: t.field({ type: 'DateTime', required: true, description: 'Its end, after its start.' }),
  }),
})

const clientId = { required: true, description: "The vendor's id of the client whose calls are counted." } as const

export const StartUsageQueryInput = builder.inputType('StartUsageQueryInput', {
  description: 'What to count of the calls of a client.',
  fields: (t) => ({
    clientId: t.id(clientId),
    interval: t.field({ type: IntervalInput, required: true, description: 'The time whose calls are counted.' }),
    granularity: t.field({
      type: granularity,
      description: 'The bucket that rows are dated by; one total when left out.',
    }),
    groupBy: t.field({ type: [groupBy], description: 'What tells rows apart; the client alone when left out.' }),
    metrics: t.field({ type: [metric], description: 'The counts to give; all when left out.' }),
  }),
})

export const StartUsageSummaryInput = builder.inputType('StartUsageSummaryInput', {
  description: 'How far back to sum up the calls of a client.',
  fields: (t) => ({
    clientId: t.id(clientId),
    days: t.int({ defaultValue: 7, description: 'How many days back, 1 to 365.' }),
  }),
})
