import { refuse } from './refuse.ts'

const hosts = (domain: string) => ({ apiUrl: `https://api.${domain}`, loginUrl: `https://login.${domain}` })

/** The hosts of every region that the vendor runs, by AWS region name. Source: API facts, section 5. */
export const regions = {
  'us-east-1': hosts('mypurecloud.com'),
  'us-east-2': hosts('use2.us-gov-pure.cloud'),
  'us-west-2': hosts('usw2.pure.cloud'),
  'ca-central-1': hosts('cac1.pure.cloud'),
  'eu-west-1': hosts('mypurecloud.ie'),
  'eu-west-2': hosts('euw2.pure.cloud'),
  'eu-central-1': hosts('mypurecloud.de'),
  'eu-central-2': hosts('euc2.pure.cloud'),
  'ap-southeast-1': hosts('apse1.pure.cloud'),
  'ap-southeast-2': hosts('mypurecloud.com.au'),
  'ap-northeast-1': hosts('mypurecloud.jp'),
  'ap-northeast-2': hosts('apne2.pure.cloud'),
  'ap-northeast-3': hosts('apne3.pure.cloud'),
  'ap-south-1': hosts('aps1.pure.cloud'),
  'sa-east-1': hosts('sae1.pure.cloud'),
  'me-central-1': hosts('mec1.pure.cloud'),
  'mx-central-1': hosts('mxc1.pure.cloud'),
  'eusc-de-east-1': hosts('edee1.eusc-pure.cloud'),
} as const

/** The AWS name of a region, for example `eu-west-1`. An organisation lives in one region. */
export type Region = keyof typeof regions

/** The hosts of a region. Throws a TypeError that lists the regions when there is no such one. */
export const hostsOf = (region: Region): Readonly<Hosts> => {
  if (!Object.hasOwn(regions, region)) throw refuse('region', region, `one of ${Object.keys(regions).join(', ')}`)
  return regions[region]
}

/** Where the API and its login are, without a slash at the end. */
export interface Hosts {
  readonly apiUrl: string
  /** Undefined when the caller gave an `apiUrl` alone. */
  readonly loginUrl?: string
}
