import fc from 'fast-check'

const headerText = fc.string({
  unit: fc
    .integer({ min: 0x20, max: 0xff })
    .filter((code) => code !== 0x7f)
    .map((code) => String.fromCharCode(code)),
})
/** Headers that operations know, and some that they should not heed. */
export const drawHeaders: fc.Arbitrary<Record<string, string>> = fc
  .record(
    {
      'accept-language': fc.oneof(fc.constantFrom('de', 'ja;q=0.1, fr', '*', 'xx-yy', ';;q=2,,'), headerText),
      accept: fc.constantFrom('application/json', 'text/html', '*/*', 'nonsense'),
      cookie: fc.oneof(
        headerText,
        fc.base64String().map((text) => `grantstream_sandbox_login=${text}`),
      ),
      origin: fc.constantFrom('null', 'http://localhost:3000', 'nonsense'),
      'x-http-method-override': fc.constantFrom('DELETE', 'PUT'),
      'inin-correlation-id': headerText,
      'if-none-match': fc.constant('*'),
      range: fc.constant('bytes=0-1'),
    },
    { requiredKeys: [] },
  )
  .map((drawn) => ({ ...drawn }))

const basics = [
  'Basic',
  'Basic ',
  'Basic !!!',
  `Basic ${Buffer.from('no colon').toString('base64')}`,
  'Bearer',
  'Bearer a b',
  'Digest x',
]
/** Of the login host a request bears a client, not a token. */
export const drawAuthorization = (isLogin: boolean): fc.Arbitrary<string | undefined> =>
  isLogin
    ? fc.oneof(
        fc.constant(undefined),
        fc.constantFrom(...basics),
        fc.constantFrom('Basic {{basic:0}}', 'Basic {{goodBasic:0}}'),
        headerText,
      )
    : fc.oneof({ weight: 20, arbitrary: fc.constant('Bearer {{token}}') }, fc.constantFrom(...basics, ''), headerText)
