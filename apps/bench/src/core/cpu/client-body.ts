/** The body that a client of the API is answered with, by its id. */
export const clientBody = (id: string): string =>
  JSON.stringify({
    id,
    name: `Client ${id}`,
    description: 'A client that the benchmark reads',
    authorizedGrantType: 'CLIENT-CREDENTIALS',
    accessTokenValiditySeconds: 86_400,
    roleDivisions: [{ roleId: '6f8a', divisionId: '*' }],
    scope: ['oauth:readonly', 'usage:readonly'],
    state: 'active',
    dateCreated: '2026-01-01T00:00:00.000Z',
    dateModified: '2026-01-02T00:00:00.000Z',
    selfUri: `/api/v2/oauth/clients/${id}`,
  })
