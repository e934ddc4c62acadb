import { request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import { type Origin, serveOrigin } from '@grantstream/browser/serve-origin'

/**
 * Serves `files` by path; every other request goes on to `apiUrl` as it is: browsers let a page call no other origin that
 * does not ask for it.
 */
export const servePage = (
  files: Readonly<Record<string, [type: string, text: string]>>,
  apiUrl: string,
): Promise<Origin> =>
  serveOrigin((request, response) => {
    const file = files[new URL(request.url ?? '', 'http://page').pathname]
    if (file === undefined) return passOn(request, response, apiUrl)
    response.setHeader('content-type', file[0]).end(file[1])
  })

const passOn = (request: IncomingMessage, response: ServerResponse, apiUrl: string): void => {
  const { method, headers } = request
  const onward = forward(new URL(request.url ?? '', apiUrl), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  onward.on('error', () => response.destroy())
  request.pipe(onward)
}
