import { z } from 'zod'
import { vendorIdRule } from './vendor-id.ts'

const interval = z
  .object({ start: z.date(), end: z.date() })
  .refine(({ start, end }) => start < end, { path: ['end'], message: 'must be after start' })

/** What a usage query counts. Enum values are the vendor's, as the schema decoded them. */
export const usageQueryRules = z.object({
  clientId: vendorIdRule,
  interval,
  granularity: z.enum(['Day', 'Week', 'Month']).nullish(),
  groupBy: z.array(z.enum(['OAuthClientId', 'OrganizationId', 'TemplateUri', 'HttpMethod'])).nullish(),
  metrics: z.array(z.enum(['Status200', 'Status300', 'Status400', 'Status500', 'Status429', 'Requests'])).nullish(),
})

export const usageSummaryRules = z.object({
  clientId: vendorIdRule,
  days: z.int().min(1, 'must be at least 1').max(365, 'must be at most 365').nullish(),
})
