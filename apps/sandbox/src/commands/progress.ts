/** Tells how far long work is. */
export interface Progress {
  /** From 0 to 1. */
  show(share: number): void
  /** Takes the line away again, where it was one. */
  end(): void
}

export interface ProgressOptions {
  readonly title: string
  readonly stream?: Pick<NodeJS.WriteStream, 'write' | 'isTTY'>
  /** Milliseconds, as `performance.now` gives them. */
  readonly now?: () => number
}

const updateMs = 80
const lineMs = 2000

/** On a terminal one line that changes; elsewhere a line every 2 s, so that short work says nothing. */
export const createProgress = ({
  title,
  stream = process.stderr,
  now = () => performance.now(),
}: ProgressOptions): Progress => {
  const everyMs = stream.isTTY ? updateMs : lineMs
  let last = now()
  let isShown = false

  return {
    show: (share) => {
      if (now() - last < everyMs) return
      last = now()
      isShown = true
      const text = `${title} ${Math.floor(share * 100)} %`
      stream.write(stream.isTTY ? `\r${text}\u001b[K` : `${text}\n`)
    },
    end: () => {
      if (isShown && stream.isTTY) stream.write('\r\u001b[K')
    },
  }
}
