import type { Answer } from '../endpoints/endpoint.ts'
import { type Html, html } from './html.ts'

interface PageOptions {
  readonly status?: number
  /** A `Set-Cookie`. */
  readonly cookie?: string
  /** Where a form of the page may end up besides here: browsers hold redirects after a form to it too. */
  readonly formEndsAt?: string
}

/** A page without script or style, that no frame shows and nobody keeps. */
export const page = (title: string, content: Html, { status = 200, cookie, formEndsAt }: PageOptions = {}): Answer => {
  const { text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
</head>
<body>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`
  const formTargets = ["'self'", ...(formEndsAt === undefined ? [] : [sourceOf(formEndsAt)])].join(' ')
  return {
    status,
    body: text,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': `default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action ${formTargets}`,
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'Referrer-Policy': 'no-referrer',
      ...(cookie !== undefined && { 'Set-Cookie': cookie }),
    },
  }
}

/** A redirect URI as a source of a content security policy: its origin, or its scheme where it has none. */
const sourceOf = (uri: string): string => {
  const { origin, protocol } = new URL(uri)
  return origin === 'null' ? protocol : origin
}
