import { randomBytes } from 'node:crypto'
import type { Plugin } from 'graphql-yoga'
import { pageOf, policyOf } from '../graphiql/page.ts'
import { type PageFile, readFiles } from '../graphiql/read-files.ts'

/** Serves GraphiQL at `/graphiql`, from files of this machine. Needs no token: it is a page, and asks for one. */
export const useGraphiQL = (): Plugin => {
  let files: Promise<ReadonlyMap<string, PageFile>> | undefined
  return {
    async onRequest({ request, url, endResponse }) {
      if (request.method !== 'GET' || !/^\/graphiql(\/|$)/.test(url.pathname)) return
      if (url.pathname === '/graphiql') return endResponse(page())
      files ??= readFiles()
      const file = (await files).get(url.pathname)
      if (file) endResponse(new Response(file[1], { headers: { ...headers, 'content-type': file[0] } }))
    },
  }
}

const headers = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' }

const page = (): Response => {
  const nonce = randomBytes(16).toString('base64')
  const type = 'text/html; charset=utf-8'
  return new Response(pageOf(nonce), {
    headers: { ...headers, 'content-type': type, 'content-security-policy': policyOf(nonce) },
  })
}
