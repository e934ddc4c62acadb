import type { Plugin } from 'graphql-yoga'
import { acceptedTypes } from '../server/accepted-types.ts'
import { refuse } from '../server/refuse.ts'

const answerable = ['application/graphql-response+json', 'application/json', 'text/event-stream']
const acceptable = [...answerable, 'application/*', 'text/*', '*/*']

/** Refuses a request whose answer the caller would not take, before it is carried out. */
export const useAcceptableAnswer = (): Plugin => ({
  onRequest({ request, endResponse }) {
    if (acceptedTypes(request).some((type) => acceptable.includes(type))) return
    const message = `Accept one of ${answerable.join(', ')}, in UTF-8.`
    endResponse(refuse(406, 'NOT_ACCEPTABLE', message))
  },
})
