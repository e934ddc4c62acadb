import { findBrowser, howToGetOne } from '@grantstream/browser'
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the browser of all tests is to be reached; undefined when this machine has none. */
    browserUrl: string | undefined
  }
}

/** Vitest's global setup: launches one browser for all files, since that takes longer than most that is done in it. */
export default async ({ provide }: TestProject): Promise<() => Promise<void>> => {
  const executablePath = findBrowser(process.env)
  if (executablePath === undefined) {
    if (process.env.REQUIRE_BROWSER) throw new Error(howToGetOne)
    process.stderr.write(`Not run in a browser: ${howToGetOne}\n`)
    provide('browserUrl', undefined)
    return async () => {}
  }
  const server = await chromium.launchServer({ executablePath, args: ['--disable-gpu'] })
  provide('browserUrl', server.wsEndpoint())
  return () => server.close()
}
