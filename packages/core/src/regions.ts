import { refuse } from './refuse.ts'

// Empty where the host is named after its region: us-west-2 is at usw2.pure.cloud.
const domains = {
  'us-east-1': 'mypurecloud.com',
  'us-east-2': 'use2.us-gov-pure.cloud',
  'us-west-2': '',
  'ca-central-1': '',
  'eu-west-1': 'mypurecloud.ie',
  'eu-west-2': '',
  'eu-central-1': 'mypurecloud.de',
  'eu-central-2': '',
  'ap-southeast-1': '',
  'ap-southeast-2': 'mypurecloud.com.au',
  'ap-northeast-1': 'mypurecloud.jp',
  'ap-northeast-2': '',
  'ap-northeast-3': '',
  'ap-south-1': '',
  'sa-east-1': '',
  'me-central-1': '',
  'mx-central-1': '',
  'eusc-de-east-1': 'edee1.eusc-pure.cloud',
}

/** The AWS name of a region, for example `eu-west-1`. An organisation lives in one region. */
export type Region = keyof typeof domains

/** Where the API and its login are, without a slash at the end. */
export interface Hosts {
  readonly apiUrl: string
  /** Undefined when the caller gave an `apiUrl` alone. */
  readonly loginUrl?: string
}

/** The hosts of a region. Throws a TypeError that lists the regions when there is no such one. */
export const hostsOf = (region: Region): Readonly<Required<Hosts>> => {
  if (!Object.hasOwn(domains, region)) throw refuse('region', region, `one of ${Object.keys(domains).join(', ')}`)
  const domain = domains[region] || `${region.replace(/-|orth|outh|ast|est|entral/g, '')}.pure.cloud`
  return { apiUrl: `https://api.${domain}`, loginUrl: `https://login.${domain}` }
}

/** The hosts of every region that the vendor runs, by AWS region name. Source: API facts, section 5. */
export const regions = /* @__PURE__ */ Object.fromEntries(
  /* @__PURE__ */ Object.keys(domains).map((region) => [region, hostsOf(region as Region)]),
) as Readonly<Record<Region, Required<Hosts>>>
