/** Names for the operations of one WebSocket, each of which is used once. */
export interface OperationIds {
  /** A message of the client with the name in the place of the client's id. */
  fromClient(message: string): string
  /** A message of the protocol with the client's id again; undefined for one of an operation that the client completed. */
  toClient(message: string): string | undefined
}

const ofOperation = /^\{"id":"(\d+)","type":"(\w+)"/
const noOperation = '0'

/**
 * A client may use an id anew once it completed it. The protocol would take what ends only then for the new operation: it
 * would hand over the answer of the one as that of the other, and forget a stream that it still has to return.
 */
export const createOperationIds = (): OperationIds => {
  const names = new Map<string, string>()
  const ids = new Map<string, string>()
  let count = 0

  const nameNext = (id: string): string => {
    const name = String(++count)
    names.set(id, name)
    ids.set(name, id)
    return name
  }
  const forget = (id: string, name: string) => {
    names.delete(id)
    ids.delete(name)
  }

  return {
    fromClient: (text) => {
      const { type, id } = parsed(text)
      if (typeof id !== 'string' || id === '') return text
      const known = names.get(id)
      // The same name twice is what the protocol closes for.
      const name = known ?? (type === 'subscribe' ? nameNext(id) : noOperation)
      if (type === 'complete') forget(id, name)
      // The last of two values counts. To write all of it anew would take a stack as deep as its variables are.
      return `${text.slice(0, text.lastIndexOf('}'))},"id":"${name}"}`
    },
    toClient: (text) => {
      const [head, name = '', type] = ofOperation.exec(text) ?? []
      if (head === undefined) return text
      const id = ids.get(name)
      if (id === undefined) return undefined
      if (type !== 'next') forget(id, name)
      return `{"id":${JSON.stringify(id)},"type":"${type}"${text.slice(head.length)}`
    },
  }
}

/** Nothing for what is no object: the protocol knows how to refuse that. */
const parsed = (text: string): Readonly<Record<string, unknown>> => {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}
