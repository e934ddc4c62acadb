import type { Plugin } from 'graphql-yoga'
import { refuse } from '../server/refuse.ts'

/** Refuses parameters of a GET that are not JSON as the fault of the caller that they are; Yoga would take it for its own. */
export const useGetParameters = (): Plugin => ({
  onRequestParse({ request, url, endResponse }) {
    if (request.method !== 'GET') return
    const broken = ['variables', 'extensions'].find((name) => !isJson(url.searchParams.get(name) || 'null'))
    if (broken) endResponse(refuse(400, 'BAD_REQUEST', `The parameter "${broken}" is not JSON.`))
  },
})

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
