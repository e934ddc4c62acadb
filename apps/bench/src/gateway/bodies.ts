/** Scopes of the upstream of the figures. */
export const scopeIds: readonly string[] = Array.from({ length: 134 }, (_, index) => `area${index}:readonly`)

/** A client as the upstream of the figures gives it, by its index. */
export const clientBody = (index: number) => ({
  id: `c${index}`,
  name: `Client ${String(index).padStart(5, '0')}`,
  description: 'A client that the benchmark reads',
  authorizedGrantType: 'CODE',
  accessTokenValiditySeconds: 86_400,
  registeredRedirectUri: ['https://console.example.com/signed-in'],
  scope: [scopeIds[index % scopeIds.length], scopeIds[(index + 7) % scopeIds.length]],
  state: 'active',
  dateCreated: '2026-01-01T00:00:00.000Z',
  dateModified: '2026-01-02T00:00:00.000Z',
  createdBy: { id: 'u1', name: 'Ada', selfUri: '/api/v2/users/u1' },
  modifiedBy: { id: 'u1', name: 'Ada', selfUri: '/api/v2/users/u1' },
  selfUri: `/api/v2/oauth/clients/c${index}`,
})
