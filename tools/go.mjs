// The front door: `npm start` and `npm test` come here. Plain JavaScript, since it runs on the Node that the machine
// has (20 or later); everything after the installation runs on the Node 24 that the installation brings.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const bin = join(root, 'node_modules', '.bin')
const windows = process.platform === 'win32'
const program = (name, folder = bin) => join(folder, windows ? `${name}.CMD` : name)

// More at a time than this only take the two cores of a small machine from each other.
const atOnce = '--concurrency=3'
const checks = ['//#lint', '//#knip', 'contract:check', 'typecheck', 'test']
const commands = {
  start: (options) => [nodeProgram(), ['apps/demo/src/main.ts', ...options], { ipc: true }],
  test: (options) => [program('turbo'), ['run', ...checks, atOnce, '--output-logs=new-only', ...options], {}],
}

const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const quiet = { stdio: ['ignore', 'pipe', 'pipe'] }

const [name, ...options] = process.argv.slice(2)
const command = commands[name]
if (!command) {
  refuse(`usage: npm start [-- --help]    install, then run sandbox, gateway and the main job
       npm test  [-- --force]   install, then check and test everything (--force: nothing from cache)`)
}
if (Number(process.versions.node.split('.')[0]) < 20) refuse(`Node 20 or later is needed; this is ${process.version}`)

const environment = {
  ...process.env,
  PATH: [bin, process.env.PATH].join(delimiter),
  // Every program that is started keeps what it compiled for the next one.
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules', '.cache', 'compiled'),
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  npm_config_update_notifier: 'false',
}

let child
let stopping = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal))
// npm is our parent. When it is killed outright nobody tells us, and we are handed to another parent.
const parent = process.ppid
setInterval(() => process.ppid !== parent && stop('SIGTERM'), 500).unref()

await install()
const [file, args, { ipc }] = command(options)
const code = await run(file, args, { stdio: ipc ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit' })
// What was stopped halfway did not pass, although turbo ends with 0. A start is stopped by nothing else.
process.exitCode = code === 0 && stopping && name === 'test' ? 130 : code

async function install() {
  const local = existsSync(program('pnpm'))
  const flags = ['install', '--frozen-lockfile', '--reporter=append-only']
  const started = Date.now()
  if (!local) process.stdout.write('Installing dependencies: the first time takes about half a minute.\n')

  // What the installers say is shown only if they fail: a newcomer cannot tell their warnings from ours.
  let said = ''
  const progress = !local && process.stdout.isTTY ? setInterval(showProgress, 250) : undefined
  function showProgress() {
    const added = said.match(/(?<=, )added \d+/g)?.at(-1) ?? 'fetching'
    process.stdout.write(`\r\x1b[K  ${Math.round((Date.now() - started) / 1000)} s, ${added}`)
  }
  const heard = (text) => (said += text)
  const code = local ? await run(program('pnpm'), flags, quiet, heard) : await installWithFirstPnpm(flags, heard)
  clearInterval(progress)
  if (progress) process.stdout.write('\r\x1b[K')
  if (stopping) process.exit(130)
  if (code !== 0) refuse(`${said}\nThe installation failed; what the package manager said is above.`, code)
  if (!local) process.stdout.write(`Installed in ${Math.round((Date.now() - started) / 1000)} s.\n`)
}

/** Not by npx: stopped halfway, it leaves a folder for all projects with which it fails for good. */
async function installWithFirstPnpm(flags, heard) {
  const folder = join('node_modules', '.cache', `pnpm-${process.pid}`)
  const npm = ['install', '--no-audit', '--no-fund', '--prefix', folder, packageManager]
  const code =
    (await run(windows ? 'npm.cmd' : 'npm', npm, quiet, heard)) ||
    (await run(program('pnpm', join(root, folder, 'node_modules', '.bin')), flags, quiet, heard))
  rmSync(join(root, folder), { recursive: true, force: true })
  return code
}

/** The Node that the installation brought, or, where there is none for the platform, this one if it is new enough. */
function nodeProgram() {
  if (existsSync(program('node'))) return program('node')
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  return refuse(
    `No Node 24 could be installed on this platform, and this is ${process.version}: install Node 24 or later and try again`,
  )
}

function run(file, args, settings, heard) {
  return new Promise((resolve) => {
    if (stopping) return resolve(0)
    child = spawn(file, args, { cwd: root, env: environment, shell: windows, ...settings })
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', heard)
    child.on('error', (error) => refuse(`${file} could not be started: ${error.message}`))
    child.on('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)))
  })
}

function stop(signal) {
  stopping = true
  child?.kill(signal)
}

function refuse(text, code = 1) {
  process.stderr.write(`${text}\n`)
  process.exit(code || 1)
}
