import type { SeedClient } from './seed-client.ts'

export const secondOrganizationClients: readonly SeedClient[] = [
  {
    name: 'Appointment Reminders',
    description: 'Calls and messages the day before a visit.',
    grantType: 'CLIENT-CREDENTIALS',
    createdDaysAgo: 610,
    roles: ['Employee'],
    traffic: { workload: 'outbound', perDay: 420, weekend: 0.2, throttled: 0.02 },
  },
  {
    name: 'Patient Record Lookup',
    grantType: 'CLIENT-CREDENTIALS',
    createdDaysAgo: 480,
    roles: ['Employee'],
    traffic: { workload: 'customerRecords', perDay: 760, weekend: 0.3, growth: 1.2 },
  },
  {
    name: 'Reception Desk',
    grantType: 'CODE',
    createdDaysAgo: 455,
    redirectUris: ['https://reception.secondstreet.example/signed-in'],
    scope: ['conversations', 'presence', 'users:readonly'],
    authorization: 'Authorized',
    traffic: { workload: 'desktop', perDay: 310, weekend: 0.4, users: 3 },
  },
  {
    name: 'Night Line Report',
    grantType: 'CLIENT-CREDENTIALS',
    createdDaysAgo: 120,
    roles: ['OAuth Viewer', 'Usage Viewer'],
    traffic: { workload: 'clientAudit', perDay: 40, weekend: 1 },
  },
  {
    name: 'Insurance Portal',
    grantType: 'SAML2-BEARER',
    createdDaysAgo: 75,
    scope: ['user-basic-info'],
    authorization: 'Requested',
  },
]
