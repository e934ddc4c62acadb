import type { SeedClient } from './seed-client.ts'

type Rest = Omit<SeedClient, 'name' | 'grantType' | 'createdDaysAgo'>

const service = (createdDaysAgo: number, name: string, rest: Rest = {}): SeedClient => ({
  name,
  grantType: 'CLIENT-CREDENTIALS',
  createdDaysAgo,
  roles: ['Employee'],
  ...rest,
})

const app = (createdDaysAgo: number, name: string, host: string, rest: Rest): SeedClient => ({
  name,
  grantType: 'CODE',
  createdDaysAgo,
  redirectUris: [`https://${host}/oauth/callback`],
  ...rest,
})

/** The oldest is the busiest. */
export const firstOrganizationClients: readonly SeedClient[] = [
  // Services that work on their own.
  service(1460, 'Data Warehouse Export', {
    description: 'Loads conversation details into the warehouse every 30 minutes.',
    traffic: { workload: 'reporting', perDay: 5200, weekend: 0.75, growth: 1.6, throttled: 0.03 },
  }),
  service(1320, 'Contact Centre Wallboard', {
    description: 'Queue figures on the screens of all sites.',
    traffic: { workload: 'wallboard', perDay: 4300, weekend: 0.4, throttled: 0.015 },
  }),
  service(1290, 'HR Directory Sync', {
    description: 'Joiners, movers and leavers from the HR system.',
    tokenSeconds: 3600,
    traffic: { workload: 'directory', perDay: 1450, weekend: 0.05 },
  }),
  service(1105, 'CRM Data Actions', {
    description: 'Looks callers up while they wait.',
    traffic: { workload: 'customerRecords', perDay: 3600, weekend: 0.35, growth: 1.3 },
  }),
  service(980, 'Recording Archive', { traffic: { workload: 'recordings', perDay: 1900, weekend: 0.9 } }),
  service(955, 'Workforce Planning Feed', { traffic: { workload: 'scheduling', perDay: 620, weekend: 0.2 } }),
  service(870, 'Speech Insights Export', { traffic: { workload: 'quality', perDay: 840, growth: 1.4 } }),
  service(760, 'Campaign Loader', {
    description: 'Contact lists from marketing, before nine every weekday.',
    traffic: { workload: 'outbound', perDay: 1250, weekend: 0, throttled: 0.05 },
  }),
  service(700, 'Terraform', {
    description: 'Configuration as code; used by the pipeline only.',
    roles: ['OAuth Client Manager', 'Employee'],
    traffic: { workload: 'configuration', perDay: 330, weekend: 0.02 },
  }),
  service(640, 'Identity Governance Connector', {
    roles: ['OAuth Client Manager', 'OAuth Authorizer'],
    traffic: { workload: 'clientProvisioning', perDay: 140 },
  }),
  service(610, 'Usage Cost Monitor', {
    description: 'Who spends the API allowance.',
    roles: ['OAuth Viewer', 'Usage Viewer'],
    traffic: { workload: 'clientAudit', perDay: 260, weekend: 1 },
  }),
  service(540, 'Chat Bot Bridge', { traffic: { workload: 'messaging', perDay: 2700, weekend: 0.8, growth: 2.2 } }),
  service(455, 'Callback Scheduler', { traffic: { workload: 'messaging', perDay: 410, weekend: 0.3 } }),
  service(400, 'Status Page Probe', { traffic: { workload: 'configuration', perDay: 288, weekend: 1 } }),
  service(350, 'Survey Dispatcher', { traffic: { workload: 'customerRecords', perDay: 730, weekend: 0.5 } }),
  service(290, 'Order Tracking Lookup', { traffic: { workload: 'customerRecords', perDay: 980, weekend: 0.6 } }),
  service(233, 'Quality Sampling', { traffic: { workload: 'quality', perDay: 210 } }),
  service(160, 'Licence Report', { traffic: { workload: 'directory', perDay: 36, weekend: 1 } }),
  service(64, 'Knowledge Search Pilot', { traffic: { workload: 'messaging', perDay: 380, growth: 5 } }),
  service(21, 'Data Lake Migration', {
    description: 'Backfill of two years; until the end of the quarter.',
    traffic: { workload: 'reporting', perDay: 3900, weekend: 1, growth: 3, throttled: 0.12 },
  }),
  service(9, 'Fraud Signals Proof of Concept', { traffic: { workload: 'recordings', perDay: 90 } }),
  service(1210, 'Legacy Dialler Sync', {
    description: 'Replaced by Campaign Loader.',
    state: 'inactive',
    deletedIn: 3,
    traffic: { workload: 'outbound', perDay: 520, stoppedDaysAgo: 34 },
  }),
  service(830, 'Wallboard Trial', { state: 'inactive', deletedIn: 6 }),
  service(505, 'Contractor Scripts', {
    state: 'disabled',
    traffic: { workload: 'directory', perDay: 640, stoppedDaysAgo: 52 },
  }),
  service(12, 'Sandbox Test Client', { description: 'Please ignore.', state: 'inactive' }),
  service(690, 'Backup Reporting', { description: 'Takes over when the export fails.' }),
  service(275, 'Intranet Phone Book'),

  // Applications that people sign in to.
  app(1150, 'Agent Desktop', 'desktop.harborline.example', {
    scope: ['conversations', 'notifications', 'presence', 'users:readonly'],
    authorization: 'Authorized',
    traffic: { workload: 'desktop', perDay: 2600, weekend: 0.3, users: 9 },
  }),
  app(890, 'Supervisor Console', 'supervisor.harborline.example', {
    scope: ['analytics:readonly', 'routing', 'users:readonly'],
    authorization: 'Authorized',
    traffic: { workload: 'wallboard', perDay: 700, users: 4 },
  }),
  app(720, 'CRM Softphone', 'crm.harborline.example', {
    scope: ['conversations', 'external-contacts', 'user-basic-info'],
    authorization: 'Authorized',
    traffic: { workload: 'customerRecords', perDay: 1300, weekend: 0.25, users: 7 },
  }),
  app(430, 'Quality Review', 'quality.harborline.example', {
    scope: ['quality', 'recordings:readonly', 'speech-and-text-analytics:readonly'],
    authorization: 'Authorized',
    traffic: { workload: 'quality', perDay: 260, users: 3 },
  }),
  app(310, 'Shift Swap', 'shifts.harborline.example', {
    scope: ['workforce-management'],
    traffic: { workload: 'scheduling', perDay: 190, weekend: 0.7, users: 5, growth: 1.8 },
  }),
  app(48, 'Partner Insights', 'insights.partner.example', {
    scope: ['analytics:readonly', 'recordings:readonly', 'users:readonly'],
    authorization: 'Requested',
  }),
  app(520, 'Vendor Benchmark', 'benchmark.vendor.example', {
    scope: ['analytics:readonly'],
    authorization: 'Revoked',
    traffic: { workload: 'reporting', perDay: 170, users: 1, stoppedDaysAgo: 61 },
  }),
  app(380, 'Travel Desk Mobile', 'localhost', {
    redirectUris: ['http://localhost/callback', 'com.harborline.travel://callback'],
    scope: ['conversations:readonly', 'user-basic-info'],
    state: 'inactive',
    deletedIn: 5,
  }),
  {
    name: 'Team Calendar Gadget',
    grantType: 'TOKEN',
    createdDaysAgo: 1400,
    scope: ['presence:readonly', 'users:readonly'],
    redirectUris: ['https://intranet.harborline.example/calendar'],
    traffic: { workload: 'desktop', perDay: 150, users: 4, growth: 0.5 },
  },
  {
    name: 'Kiosk Queue Display',
    grantType: 'TOKEN',
    createdDaysAgo: 1015,
    scope: ['routing:readonly'],
    redirectUris: ['https://kiosk.harborline.example/'],
  },
  {
    name: 'Employee Portal',
    description: 'Signs people in with the assertion of the identity provider.',
    grantType: 'SAML2-BEARER',
    createdDaysAgo: 790,
    scope: ['users:readonly', 'user-basic-info', 'voicemail'],
    authorization: 'Authorized',
    traffic: { workload: 'desktop', perDay: 540, users: 6 },
  },
  {
    name: 'Expense Approvals',
    grantType: 'SAML2-BEARER',
    createdDaysAgo: 205,
    scope: ['user-basic-info'],
    authorization: 'Requested',
  },
  {
    name: 'Old Reporting Station',
    description: 'The last one with a user name and password.',
    grantType: 'PASSWORD',
    createdDaysAgo: 1430,
    scope: ['analytics:readonly'],
    traffic: { workload: 'reporting', perDay: 48, weekend: 0, users: 1, growth: 0.4 },
  },
]
