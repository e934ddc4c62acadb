import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'msedge',
  'chrome.exe',
  'msedge.exe',
]
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]
const howToGetOne =
  'no Chromium found: apt-get install chromium, or npx playwright-core install chromium-headless-shell, or set CHROMIUM_PATH'

/**
 * A Chromium of this machine: `CHROMIUM_PATH`, then the PATH, then the usual places. Undefined, and said so, when there is
 * none; an error then if `REQUIRE_BROWSER` is set.
 */
export const findBrowser = ({ CHROMIUM_PATH, PATH = '', REQUIRE_BROWSER }: NodeJS.ProcessEnv): string | undefined => {
  const onPath = PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
  const found = [CHROMIUM_PATH, ...onPath, ...places, chromium.executablePath()].find(
    (path) => path && existsSync(path),
  )
  if (found === undefined && REQUIRE_BROWSER) throw new Error(howToGetOne)
  if (found === undefined) process.stderr.write(`Not run in a browser: ${howToGetOne}\n`)
  return found
}
