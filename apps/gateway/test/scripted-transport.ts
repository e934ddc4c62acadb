import { contractOperations, readContract } from '@grantstream/contract/document'
import type { HttpRequest, Transport } from '@grantstream/core'
import { delay, type Observable, of } from 'rxjs'

export interface ScriptedAnswer {
  readonly status?: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

type Script = Readonly<Record<string, (request: HttpRequest) => ScriptedAnswer>>

const operations = contractOperations(readContract()).map(({ operationId, method, path }) => ({
  operationId,
  method,
  path: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}))

/** The operation of the contract that a request is one of. */
const operationOf = ({ method, url }: HttpRequest): string =>
  operations.find((each) => each.method === method && each.path.test(new URL(url).pathname))?.operationId ?? 'none'

/** Answers by operation, for faults that no real upstream gives on demand; records what it was asked. */
export const scriptedTransport = (script: Script) => {
  const asked: string[] = []
  const transport: Transport = (request) => {
    const operationId = operationOf(request)
    asked.push(operationId)
    const { status = 200, body = {}, headers = {} } = script[operationId]?.(request) ?? { status: 599 }
    const byName = new Map(Object.entries(headers))
    return answered({
      status,
      headers: { get: (name) => byName.get(name.toLowerCase()) ?? null },
      text: JSON.stringify(body),
    })
  }
  return { transport, asked }
}

const answered = <T>(answer: T): Observable<T> => of(answer).pipe(delay(0))
