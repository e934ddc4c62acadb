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

/** How to get what `findBrowser` looks for. */
export const howToGetOne =
  'no Chromium found: apt-get install chromium, or npx playwright-core install chromium-headless-shell, or set CHROMIUM_PATH'

/** A Chromium of this machine: `CHROMIUM_PATH`, then the PATH, then the usual places; undefined when there is none. */
export const findBrowser = ({ CHROMIUM_PATH, PATH = '' }: NodeJS.ProcessEnv): string | undefined => {
  if (CHROMIUM_PATH) return CHROMIUM_PATH
  const onPath = PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
  return [...onPath, ...places, chromium.executablePath()].find((path) => existsSync(path))
}
