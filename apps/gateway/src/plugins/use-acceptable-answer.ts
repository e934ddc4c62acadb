import type { Plugin } from 'graphql-yoga'
import { refuse } from '../server/refuse.ts'

const answerable = ['application/graphql-response+json', 'application/json', 'text/event-stream']
const acceptable = [...answerable, 'application/*', 'text/*', '*/*']

/** Refuses a request whose answer the caller would not take, before it is carried out. */
export const useAcceptableAnswer = (): Plugin => ({
  onRequest({ request, endResponse }) {
    const types = (request.headers.get('accept') || '*/*').toLowerCase().split(',').map(withoutParameters)
    if (types.some((type) => acceptable.includes(type))) return
    const message = `Accept one of ${answerable.join(', ')}, in UTF-8.`
    endResponse(refuse(406, 'NOT_ACCEPTABLE', message))
  },
})

/** A media type, or nothing for one that is not wanted at all or in a character set that no answer comes in. */
const withoutParameters = (accepted: string): string => {
  const [type = '', ...parameters] = accepted.split(';').map((part) => part.trim())
  return parameters.some((parameter) => /^charset=(?!"?utf-8"?$)|^q=0(\.0*)?$/.test(parameter)) ? '' : type
}
