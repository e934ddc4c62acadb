import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { OperationId } from '@grantstream/contract'
import type { VendorAnswer, VendorCall } from './vendor-program.ts'

/** The releases that are driven: the newest, and two older major ones. */
export const vendorReleases = ['262', '200', '150'] as const
export type VendorRelease = (typeof vendorReleases)[number]

/** One client of the SDK, with a login of its own. */
export interface VendorClient {
  login(method: string, ...args: readonly unknown[]): Promise<VendorAnswer>
  call(operationId: OperationId, ...args: readonly unknown[]): Promise<VendorAnswer>
  neighbour(api: 'TokensApi' | 'UsersApi', method: string): Promise<VendorAnswer>
}

/** A release of the vendor's SDK, unmodified, in a process of its own. */
export interface Vendor {
  newClient(): VendorClient
  close(): Promise<void>
}

/** Starts a release whose calls all go to `url`. Its home directory is empty: it would read a configuration there. */
export const startVendor = async (release: VendorRelease, url: string): Promise<Vendor> => {
  const home = await mkdtemp(join(tmpdir(), 'vendor-home-'))
  const { HTTP_PROXY, HTTPS_PROXY, http_proxy, https_proxy, ...environment } = process.env
  const program = fork(fileURLToPath(new URL('vendor-program.ts', import.meta.url)), [`vendor-${release}`, url], {
    env: { ...environment, HOME: home, USERPROFILE: home },
  })
  const waiting = new Map<number, (answer: VendorAnswer) => void>()
  let calls = 0
  let clients = 0
  await once(program, 'message')
  program.on('message', ({ call, answer }: { call: number; answer: VendorAnswer }) => {
    waiting.get(call)?.(answer)
    waiting.delete(call)
  })

  const send = (call: Omit<VendorCall, 'call'>): Promise<VendorAnswer> =>
    new Promise((resolve) => {
      calls += 1
      waiting.set(calls, resolve)
      program.send({ ...call, call: calls })
    })

  return {
    newClient: () => {
      clients += 1
      const client = clients
      return {
        login: (method, ...args) => send({ client, on: 'login', method, args }),
        call: (method, ...args) => send({ client, on: 'OAuthApi', method, args }),
        neighbour: (on, method) => send({ client, on, method, args: [] }),
      }
    },
    close: async () => {
      const exited = once(program, 'exit')
      program.disconnect()
      program.kill()
      await exited
      await rm(home, { recursive: true, force: true })
    },
  }
}
