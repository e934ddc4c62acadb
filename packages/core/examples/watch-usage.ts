import { clientCredentials, createOAuthApi, pollUsageExecution } from '@grantstream/core'

const [url = 'http://127.0.0.1:4010', clientId = '', clientSecret = ''] = process.argv.slice(2)
const auth = clientCredentials({ clientId, clientSecret })
const api = createOAuthApi({ apiUrl: url, loginUrl: url, auth })
const year = new Date().getUTCFullYear()
const interval = `${year}-01-01/${year + 1}-01-01`

api
  .postOauthClientUsageQuery(clientId, { interval, groupBy: ['TemplateUri', 'HttpMethod'] })
  .pipe(pollUsageExecution(api, clientId))
  .subscribe((state) => {
    if (state.status === 'running') process.stdout.write(`running, next look in ${state.nextLookMs} ms\n`)
    if (state.status === 'complete')
      for (const row of state.rows) process.stdout.write(`${row.requests} x ${row.httpMethod} ${row.templateUri}\n`)
  })
