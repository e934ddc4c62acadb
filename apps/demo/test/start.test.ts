import { type ChildProcess, execFile, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { makeThrowAwayDirectory } from '@grantstream/sandbox/testing'
import { describe, expect, it } from 'vitest'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const frontDoor = fileURLToPath(new URL('../../../tools/go.mjs', import.meta.url))

/** A front door that was opened on a data directory of its own, and what it has said so far. */
interface Started {
  readonly child: ChildProcess
  readonly output: () => string
  /** Errors when it ends before it says that. */
  said(text: string): Promise<void>
  /** Errors when one of its processes is still there after a while. */
  vanished(): Promise<void>
}

type OnTestFinished = (end: () => Promise<void>) => void

const start = async (
  onTestFinished: OnTestFinished,
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Started> => {
  const folder = await makeThrowAwayDirectory()
  const child = spawn(process.execPath, [file, ...args, '--data-dir', folder], {
    env: {
      ...process.env,
      SANDBOX_PORT: '0',
      GATEWAY_PORT: '0',
      SANDBOX_USAGE_DELAY_MS: '100',
      NO_COLOR: '1',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += text))
  const said = async (text: string): Promise<void> => {
    while (!output.includes(text)) {
      if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode} before it said "${text}":\n${output}`)
      await sleep(50)
    }
  }
  const vanished = async (): Promise<void> => {
    for (let wait = 0; wait < 100 && processesOf(folder).length > 0; wait++) await sleep(100)
    expect(processesOf(folder)).toEqual([])
  }
  onTestFinished(async () => {
    if (child.exitCode === null) child.kill('SIGKILL')
    await vanished()
    rmSync(folder, { recursive: true, force: true })
  })
  return { child, output: () => output, said, vanished }
}

/** The processes whose command line names the data directory: the demo, the sandbox, Postgres. */
const processesOf = (folder: string): string[] => commandLines().filter((line) => line.includes(folder))

// A small image of Linux has no `ps`, and every other system has no `/proc`.
const commandLines = (): string[] =>
  existsSync('/proc/self/cmdline')
    ? readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .map(commandLine)
    : execFileSync('ps', ['-axww', '-o', 'command='], { encoding: 'utf8' }).split('\n')

const commandLine = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

const addressesIn = (output: string): string[] => [...output.matchAll(/http:\/\/127\.0\.0\.1:\d+/g)].map(([url]) => url)

const unreachable = async (url: string): Promise<boolean> =>
  fetch(`${url}/health`).then(
    () => false,
    () => true,
  )

// A small image has no curl: there, the one call of the printed command is made by Node.
const call = `const [, , , user, , body, url] = process.argv
  const headers = { authorization: "Basic " + btoa(user), "content-type": "application/x-www-form-urlencoded" }
  fetch(url, { method: "POST", headers, body }).then((answer) => answer.text()).then((text) => process.stdout.write(text))`
const curl = spawnSync('curl', ['--version']).error ? `curl() { '${process.execPath}' -e '${call}' -- "$@"; }; ` : ''

const runShell = async (script: string): Promise<string> =>
  (await promisify(execFile)('sh', ['-c', script], { encoding: 'utf8' })).stdout

// They wait more than they compute.
describe.concurrent('npm start', () => {
  it('shows the main job and ends by itself with --once, also where the shell names a real organisation and a proxy', async ({
    onTestFinished,
  }) => {
    const { child, output, vanished } = await start(onTestFinished, main, ['--once'], {
      UPSTREAM_REGION: 'eu-west-1',
      http_proxy: 'http://127.0.0.1:9',
      no_proxy: '',
    })

    const [code] = await once(child, 'exit')

    expect(code, output()).toBe(0)
    expect(output()).toMatch(/RUNNING\s+started/)
    expect(output()).toMatch(/COMPLETE\s+13 rows/)
    expect(output()).toContain('Every count is that of the calls just made.')
    expect(output()).toMatch(/Ninety days of ".+"/)
    await vanished()
  })

  it('stays up until Ctrl-C with a token command that works, then leaves no process behind', async ({
    onTestFinished,
  }) => {
    const { child, output, said, vanished } = await start(onTestFinished, main, [])
    await said('Ctrl-C stops everything.')

    const command = /TOKEN=\$\([\s\S]*?\/oauth\/token \| sed .*\)/.exec(output())?.[0]
    const token = await runShell(`${curl}${command}; printf %s "$TOKEN"`)
    expect(token).toMatch(/^[\w-]{20,}$/)
    const page = /GraphiQL +(\S+)/.exec(output())?.[1] ?? ''
    expect((await fetch(page)).headers.get('content-type')).toContain('text/html')

    child.kill('SIGINT')
    const [code] = await once(child, 'exit')

    expect(code).toBe(0)
    await vanished()
    for (const url of addressesIn(output())) expect(await unreachable(url), url).toBe(true)
  })

  it.for(['SIGTERM', 'SIGKILL'] as const)(
    'leaves no process behind when the front door gets %s in the middle of it',
    async (signal, { onTestFinished }) => {
      const { child, output, said, vanished } = await start(onTestFinished, frontDoor, ['start'])
      await said('RUNNING')

      child.kill(signal)
      await once(child, 'exit')

      await vanished()
      expect(output()).not.toMatch(/ended (unexpectedly|the stream)/)
      for (const url of addressesIn(output())) expect(await unreachable(url), url).toBe(true)
    },
  )

  it('says in a line each that a variable is misspelt, another of no use, and a port taken, and stops what it had started', async ({
    onTestFinished,
  }) => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as { port: number }

    const { child, output, vanished } = await start(onTestFinished, main, [], {
      GATEWAY_PORT: String(port),
      SANDBOX_PROT: '1',
      SANDBOX_DATA_DIR: 'elsewhere',
    })
    const [code] = await once(child, 'exit')
    taken.close()

    expect(code).toBe(1)
    expect(output()).toMatch(new RegExp(`${port}.*in use`))
    expect(output()).toMatch(/^There is no variable SANDBOX_PROT; perhaps SANDBOX_PORT is meant\n/)
    expect(output()).toContain('SANDBOX_DATA_DIR counts for nothing here; --data-dir says where all is kept\n')
    expect(output()).not.toMatch(/\n\s+at /)
    await vanished()
  })

  it('ends without a stack when nobody reads what it prints', async ({ onTestFinished }) => {
    const { child, output, said, vanished } = await start(onTestFinished, main, [])
    await said('gateway  http')

    child.stdout?.destroy()
    const [code] = await once(child, 'exit')

    expect(code).toBe(1)
    expect(output()).not.toMatch(/\n\s+at /)
    await vanished()
  })

  it.for([
    [['--sed'], "Unknown option '--sed'"],
    [['now'], "Unexpected argument 'now'"],
    [['--data-dir', ''], '--data-dir needs one directory'],
    [['--data-dir', 'one', '--data-dir', 'two'], '--data-dir needs one directory'],
  ] as const)('refuses %j in one line', async ([options, line]) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [main, ...options], { encoding: 'utf8' })

    expect({ stdout, stderr, status }).toEqual({
      ...{ stdout: '', status: 1 },
      stderr: `${line} (see npm start -- --help)\n`,
    })
  })
})
