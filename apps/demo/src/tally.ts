/** Calls of one endpoint, counted as a usage row counts them. */
export interface EndpointCount {
  readonly httpMethod: string
  /** A path template without a leading slash, as usage rows have it. */
  readonly templateUri: string
  requests: number
  status200: number
  status400: number
}

/** Counts calls where they are made, to hold against what the other side counted. */
export class Tally {
  readonly #counts = new Map<string, EndpointCount>()

  /** Makes a call that must succeed, and counts it. `endpoint` is a method and a path template, as `GET api/v2/…`. */
  async call<T>(endpoint: string, make: () => Promise<T>): Promise<T> {
    const answer = await make()
    this.#count(endpoint, 'status200')
    return answer
  }

  /** Makes a call that must be refused with a 4xx, counts it, and gives the vendor's error code. */
  async refused(endpoint: string, make: () => Promise<unknown>): Promise<string> {
    const refusal: unknown = await make().then(
      () => undefined,
      (cause: unknown) => cause,
    )
    if (!isErrorBody(refusal)) throw new Error(`${endpoint} was to be refused, and was not`, { cause: refusal })
    this.#count(endpoint, 'status400')
    return refusal.code
  }

  /** The counts, most called first. */
  get counts(): EndpointCount[] {
    return [...this.#counts.values()].sort((a, b) => b.requests - a.requests)
  }

  get requests(): number {
    return this.counts.reduce((sum, count) => sum + count.requests, 0)
  }

  #count(endpoint: string, status: 'status200' | 'status400'): void {
    const [httpMethod = '', templateUri = ''] = endpoint.split(' ')
    const count = this.#counts.get(endpoint) ?? { httpMethod, templateUri, requests: 0, status200: 0, status400: 0 }
    count.requests += 1
    count[status] += 1
    this.#counts.set(endpoint, count)
  }
}

const isErrorBody = (cause: unknown): cause is { code: string; status: number } => {
  const { code, status } = (cause ?? {}) as { code?: unknown; status?: unknown }
  return typeof code === 'string' && typeof status === 'number' && status >= 400 && status < 500
}
