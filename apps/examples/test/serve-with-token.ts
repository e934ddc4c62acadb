import { request as forward } from 'node:http'
import { type Origin, serveOrigin } from '@grantstream/browser/serve-origin'

/** Serves an empty page at `/`, and passes everything else on to a gateway as the bearer of a token that it keeps from the page. */
export const serveWithToken = (gatewayUrl: string, token: string): Promise<Origin> =>
  serveOrigin((request, response) => {
    if (request.url === '/')
      return response.setHeader('content-type', 'text/html').end('<!doctype html><title>x</title>')
    const headers = { ...request.headers, authorization: `Bearer ${token}` }
    const onward = forward(new URL(request.url ?? '', gatewayUrl), { headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy()).end()
    response.on('close', () => onward.destroy())
  })
