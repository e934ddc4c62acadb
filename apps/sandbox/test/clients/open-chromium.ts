import { findBrowser, howToGetOne } from '@grantstream/browser'
import { type Browser, chromium, type Page } from 'playwright-core'

const executablePath = findBrowser(process.env)
if (executablePath === undefined) {
  if (process.env.REQUIRE_BROWSER) throw new Error(howToGetOne)
  process.stderr.write(`Not run in a browser: ${howToGetOne}\n`)
}

/** Whether this machine has a Chromium. `REQUIRE_BROWSER` makes it an error that it has none. */
export const hasChromium: boolean = executablePath !== undefined

/** A tab, and everything that its pages complained of: errors, and violations of their content security policy. */
export interface Tab {
  readonly page: Page
  readonly complaints: readonly string[]
  close(): Promise<void>
}

/** A Chromium whose tabs share nothing with each other. */
export interface Chromium {
  newTab(): Promise<Tab>
  close(): Promise<void>
}

export const openChromium = async (): Promise<Chromium> => {
  const browser: Browser = await chromium.launch({ executablePath, args: ['--disable-gpu'] })

  const newTab = async (): Promise<Tab> => {
    const context = await browser.newContext({ locale: 'en' })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (/Content Security Policy|CORS policy/.test(message.text())) complaints.push(message.text())
    })
    return { page, complaints, close: () => context.close() }
  }

  return { newTab, close: () => browser.close() }
}
