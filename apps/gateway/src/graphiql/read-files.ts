import { readFile } from 'node:fs/promises'
import { ConfigError } from '../settings/config-error.ts'

export type PageFile = readonly [type: string, content: string | Uint8Array<ArrayBuffer>]

const ours = (name: string) => readFile(new URL(name, import.meta.url), 'utf8')

/** The files of the page by path, from packages of this machine. Throws `ConfigError` where GraphiQL is not installed. */
export const readFiles = async (): Promise<ReadonlyMap<string, PageFile>> => {
  const parts = await import('@graphql-yoga/render-graphiql/graphiql').catch(() => {
    throw new ConfigError('GATEWAY_MODE is "development"; GraphiQL is a development dependency, and not installed here')
  })
  const script = 'text/javascript; charset=utf-8'
  const style = 'text/css; charset=utf-8'
  return new Map<string, PageFile>([
    ['/graphiql/allow-styles.js', [script, await ours('allow-styles.js')]],
    ['/graphiql/open-page.js', [script, await ours('open-page.js')]],
    ['/graphiql/page.css', [style, await ours('page.css')]],
    ['/graphiql/graphiql.js', [script, parts.js]],
    ['/graphiql/graphiql.css', [style, parts.css]],
    ['/graphiql/graphql.js', [script, parts.graphqlWorker]],
    ['/graphiql/json.js', [script, parts.jsonWorker]],
    ['/graphiql/editorWorkerService.js', [script, parts.editorWorkerService]],
  ])
}
