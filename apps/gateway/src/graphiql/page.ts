import { samples } from './samples.ts'

/** The policy of the page: only what this origin serves, no inline script, no evaluated one, styles by nonce. */
export const policyOf = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "connect-src 'self'",
    "font-src 'self' data:",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

const asJson = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c')

export const pageOf = (nonce: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Grantstream GraphiQL</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/graphiql/graphiql.css">
<link rel="stylesheet" href="/graphiql/page.css">
<script src="/graphiql/allow-styles.js" nonce="${nonce}"></script>
<script type="application/json" id="samples">${asJson({ samples })}</script>
<script defer src="/graphiql/graphiql.js"></script>
<script defer src="/graphiql/open-page.js"></script>
</head>
<body>
<form>
<label for="token">Access token of the upstream</label>
<input id="token" name="token" type="password" autocomplete="off" required>
<button>Open GraphiQL</button>
</form>
<div id="root"></div>
</body>
</html>
`
