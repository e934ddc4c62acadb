/** One kind of request that an integration makes. */
export interface Call {
  readonly httpMethod: string
  /** As usage rows show it: no leading slash. */
  readonly templateUri: string
  /** Its share among the calls of a workload, in relation to the others. */
  readonly weight: number
  /** The share of these calls that is answered with a 4xx. */
  readonly refused: number
  /** The share that is answered with a 3xx. */
  readonly redirected: number
}

const call = (weight: number, request: string, { refused = 0.004, redirected = 0 } = {}): Call => {
  const [httpMethod = '', path = ''] = request.split(' ')
  return { httpMethod, templateUri: `api/v2/${path}`, weight, refused, redirected }
}

/** What kinds of integrations ask of the public API. */
export const workloads = {
  reporting: [
    call(40, 'POST analytics/conversations/aggregates/query'),
    call(22, 'GET analytics/conversations/details/jobs/{jobId}'),
    call(16, 'GET analytics/conversations/details/jobs/{jobId}/results', { refused: 0.02 }),
    call(8, 'POST analytics/conversations/details/jobs'),
    call(9, 'POST analytics/users/aggregates/query'),
    call(3, 'GET routing/queues'),
    call(2, 'GET users'),
  ],
  wallboard: [
    call(60, 'POST analytics/queues/observations/query'),
    call(20, 'GET routing/queues/{queueId}/members'),
    call(9, 'POST notifications/channels'),
    call(9, 'PUT notifications/channels/{channelId}/subscriptions', { refused: 0.03 }),
    call(2, 'GET routing/queues'),
  ],
  directory: [
    call(52, 'GET users/{userId}', { refused: 0.012 }),
    call(18, 'GET scim/v2/users'),
    call(14, 'PATCH scim/v2/users/{userId}', { refused: 0.03 }),
    call(6, 'PATCH users/{userId}', { refused: 0.05 }),
    call(5, 'POST users/search'),
    call(3, 'PATCH users/{userId}/routingskills/bulk'),
    call(2, 'GET groups/{groupId}/members'),
  ],
  customerRecords: [
    call(44, 'GET externalcontacts/reversewhitepageslookup', { refused: 0.06 }),
    call(22, 'GET conversations/{conversationId}'),
    call(18, 'PATCH conversations/{conversationId}/participants/{participantId}/attributes', { refused: 0.02 }),
    call(10, 'PUT externalcontacts/contacts/{contactId}', { refused: 0.03 }),
    call(6, 'POST externalcontacts/contacts', { refused: 0.04 }),
  ],
  desktop: [
    call(30, 'GET conversations'),
    call(22, 'PATCH conversations/calls/{conversationId}/participants/{participantId}', { refused: 0.02 }),
    call(16, 'GET users/me', { refused: 0.01 }),
    call(16, 'PATCH users/{userId}/presences/{sourceId}'),
    call(10, 'POST notifications/channels'),
    call(6, 'GET presencedefinitions'),
  ],
  outbound: [
    call(48, 'POST outbound/contactlists/{contactListId}/contacts', { refused: 0.025 }),
    call(20, 'GET outbound/campaigns/{campaignId}'),
    call(14, 'PUT outbound/campaigns/{campaignId}', { refused: 0.04 }),
    call(12, 'POST outbound/dnclists/{dncListId}/phonenumbers'),
    call(6, 'GET outbound/contactlists/{contactListId}/export', { redirected: 0.5 }),
  ],
  recordings: [
    call(45, 'GET conversations/{conversationId}/recordings', { refused: 0.03 }),
    call(35, 'GET conversations/{conversationId}/recordings/{recordingId}', { redirected: 0.3 }),
    call(12, 'GET recording/batchrequests/{jobId}'),
    call(8, 'POST recording/batchrequests'),
  ],
  quality: [
    call(46, 'GET speechandtextanalytics/conversations/{conversationId}', { refused: 0.05 }),
    call(30, 'GET quality/evaluations/query'),
    call(18, 'GET quality/conversations/{conversationId}/evaluations/{evaluationId}'),
    call(6, 'POST quality/conversations/{conversationId}/evaluations', { refused: 0.03 }),
  ],
  scheduling: [
    call(40, 'POST workforcemanagement/managementunits/{managementUnitId}/agentschedules/search'),
    call(28, 'GET workforcemanagement/managementunits/{managementUnitId}/users'),
    call(20, 'GET workforcemanagement/businessunits/{businessUnitId}/weeks/{weekId}/schedules'),
    call(12, 'PATCH workforcemanagement/timeoffrequests', { refused: 0.06 }),
  ],
  messaging: [
    call(50, 'POST conversations/messages/{conversationId}/communications/{communicationId}/messages', {
      refused: 0.015,
    }),
    call(24, 'GET conversations/messages/{conversationId}'),
    call(16, 'POST knowledge/knowledgebases/{knowledgeBaseId}/search'),
    call(10, 'POST conversations/callbacks', { refused: 0.02 }),
  ],
  configuration: [
    call(30, 'GET flows/datatables/{datatableId}/rows'),
    call(22, 'PUT flows/datatables/{datatableId}/rows/{rowId}', { refused: 0.02 }),
    call(18, 'GET routing/queues/{queueId}'),
    call(12, 'GET architect/prompts'),
    call(10, 'GET authorization/divisions'),
    call(8, 'GET flows/{flowId}', { refused: 0.04 }),
  ],
  clientAudit: [
    call(20, 'GET oauth/clients'),
    call(26, 'GET oauth/clients/{clientId}', { refused: 0.02 }),
    call(10, 'POST oauth/clients/{clientId}/usage/query', { refused: 0.01 }),
    call(4, 'GET oauth/clients/{clientId}/usage/summary'),
    call(24, 'GET oauth/clients/{clientId}/usage/query/results/{executionId}', { refused: 0.03 }),
    call(5, 'GET oauth/authorizations'),
    call(4, 'GET oauth/authorizations/{clientId}', { refused: 0.05 }),
    call(4, 'GET oauth/scopes'),
    call(3, 'GET oauth/scopes/{scopeId}'),
  ],
  clientProvisioning: [
    call(34, 'GET oauth/clients'),
    call(30, 'GET oauth/clients/{clientId}', { refused: 0.08 }),
    call(14, 'PUT oauth/clients/{clientId}', { refused: 0.1 }),
    call(10, 'POST oauth/clients', { refused: 0.12 }),
    call(6, 'DELETE oauth/clients/{clientId}', { refused: 0.25 }),
    call(6, 'POST oauth/clients/{clientId}/secret', { refused: 0.05 }),
  ],
} as const satisfies Record<string, readonly Call[]>

export type Workload = keyof typeof workloads
