import { choice, host, milliseconds, origins, port, region, secret, text, url, wholeNumber } from './setting.ts'

/** Every variable that the gateway reads, in the order in which people are told of them. */
export const settings = {
  UPSTREAM_REGION: region({
    meaning: 'AWS region of the organisation; or else UPSTREAM_API_URL',
    byDefault: 'none: one of the two is needed',
    example: 'eu-west-1',
  }),
  UPSTREAM_API_URL: url({
    meaning: 'URL of the API; the only host that a token is sent to',
    byDefault: 'none',
    example: 'http://127.0.0.1:4010',
  }),
  UPSTREAM_LOGIN_URL: url({
    meaning: 'URL of the login host; needed only with UPSTREAM_API_URL and GATEWAY_SERVICE_CLIENT_ID',
    byDefault: 'that of the region',
    example: 'http://127.0.0.1:4010',
  }),
  UPSTREAM_CONNECTIONS: wholeNumber(1, 10_000, {
    meaning: 'Sockets to the upstream; calls above it wait for one',
    byDefault: '64',
    example: '16',
  }),
  UPSTREAM_TIMEOUT_MS: milliseconds(1, {
    meaning: 'How long one exchange with the upstream may take, its body included',
    byDefault: '30000',
    example: '10000',
  }),
  UPSTREAM_CALLS_PER_MINUTE: wholeNumber(1, 1_000_000_000, {
    meaning: 'Calls that one token may make; more wait for their turn',
    byDefault: '300',
    example: '600',
  }),
  UPSTREAM_TRACEPARENT: choice(['send', 'keep'], {
    meaning: 'Whether the upstream is told the W3C traceparent of an operation',
    byDefault: 'keep',
    example: 'send',
  }),
  GATEWAY_HOST: host({ meaning: 'Address to listen on', byDefault: '127.0.0.1', example: '0.0.0.0' }),
  GATEWAY_PORT: port({ meaning: 'Port to listen on; 0 takes any', byDefault: '4000', example: '8080' }),
  GATEWAY_MODE: choice(['production', 'development'], {
    meaning:
      'development shows the schema, runs documents that are not trusted, serves GraphiQL at /graphiql, and logs for people',
    byDefault: 'production',
    example: 'development',
  }),
  GATEWAY_ALLOWED_ORIGINS: origins({
    meaning: 'Origins whose pages may call, separated by commas',
    byDefault: 'none',
    example: 'https://console.example.com',
  }),
  GATEWAY_TRUSTED_DOCUMENTS: text('the path of a manifest', {
    meaning: 'Path of a manifest of documents; in production no others are run',
    byDefault: 'none: any document is run',
    example: 'documents.json',
  }),
  GATEWAY_JWT_ISSUER: text('the issuer of the tokens', {
    meaning: 'Issuer of tokens of your own, which stand for the service below; with the two next',
    byDefault: 'none: callers bring tokens of the upstream',
    example: 'https://login.example.com/',
  }),
  GATEWAY_JWT_AUDIENCE: text('the audience of the tokens', {
    meaning: 'Audience that those tokens must be for',
    byDefault: 'none',
    example: 'grantstream',
  }),
  GATEWAY_JWT_JWKS_URL: url({
    meaning: 'Where the keys of that issuer are published',
    byDefault: 'none',
    example: 'https://login.example.com/jwks.json',
  }),
  GATEWAY_SERVICE_CLIENT_ID: text('the id of an OAuth client', {
    meaning: 'OAuth client, of client credentials, that calls the upstream for them',
    byDefault: 'none',
    example: '0b9a4b6c-6a3a-4d0e-9f0a-4f1f2c6f2b11',
  }),
  GATEWAY_SERVICE_CLIENT_SECRET: secret({ meaning: 'Its secret', byDefault: 'none', example: '<secret>' }),
  GATEWAY_COST_MAX: wholeNumber(1, 10_000, {
    meaning: 'Calls of the upstream that one operation may take, by estimate',
    byDefault: '50',
    example: '100',
  }),
  GATEWAY_BODY_MAX_BYTES: wholeNumber(1_000, 10_000_000, {
    meaning: 'Bytes of a body or of a WebSocket message',
    byDefault: '100000',
    example: '20000',
  }),
  GATEWAY_DOCUMENT_TOKENS_MAX: wholeNumber(1, 5_000, {
    meaning: 'Lexical tokens of a document',
    byDefault: '2000',
    example: '1000',
  }),
  GATEWAY_DEPTH_MAX: wholeNumber(1, 100, {
    meaning: 'Levels of fields of an operation; in development GraphiQL needs 15',
    byDefault: '15',
    example: '10',
  }),
  GATEWAY_FIELDS_MAX: wholeNumber(1, 100_000, {
    meaning: 'Fields of an operation, those of a fragment counted each time that it is spread',
    byDefault: '1000',
    example: '300',
  }),
  GATEWAY_ALIASES_MAX: wholeNumber(0, 10_000, {
    meaning: 'Aliases of an operation, likewise',
    byDefault: '30',
    example: '5',
  }),
  GATEWAY_ROOT_FIELDS_MAX: wholeNumber(1, 10_000, {
    meaning: 'Fields of the first level, likewise',
    byDefault: '25',
    example: '5',
  }),
  GATEWAY_DIRECTIVES_MAX: wholeNumber(0, 10_000, {
    meaning: 'Directives of an operation, likewise',
    byDefault: '20',
    example: '5',
  }),
  GATEWAY_STREAMS_MAX: wholeNumber(1, 1_000_000, {
    meaning: 'Live streams in all; more are refused with 503',
    byDefault: '5000',
    example: '20000',
  }),
  GATEWAY_STREAMS_PER_CALLER_MAX: wholeNumber(1, 1_000_000, {
    meaning: 'Live streams of one principal, however many tokens it has; more are refused with 503',
    byDefault: '200',
    example: '50',
  }),
  GATEWAY_CONNECTIONS_MAX: wholeNumber(1, 1_000_000, {
    meaning: 'Open connections; more are closed as they come',
    byDefault: '10000',
    example: '40000',
  }),
  GATEWAY_REQUEST_TIMEOUT_MS: milliseconds(100, {
    meaning: 'How long a request may take to arrive; its headers may take half of it',
    byDefault: '15000',
    example: '5000',
  }),
  GATEWAY_KEEP_ALIVE_MS: milliseconds(1, {
    meaning: 'How long an idle connection is kept; longer than the proxy in front keeps its own',
    byDefault: '65000',
    example: '5000',
  }),
  GATEWAY_DRAIN_MS: milliseconds(0, {
    meaning: 'From a signal to the end of the last stream and request',
    byDefault: '5000',
    example: '25000',
  }),
  GATEWAY_LOG_LEVEL: choice(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], {
    meaning: 'The least that is logged; debug tells every upstream call',
    byDefault: 'info',
    example: 'debug',
  }),
  GATEWAY_LOG_FORMAT: choice(['json', 'text'], {
    meaning: 'Lines of JSON, or lines for people',
    byDefault: 'json, in development text',
    example: 'text',
  }),
  GATEWAY_METRICS_PORT: port({
    meaning: 'Port of /metrics for Prometheus, apart from that of callers',
    byDefault: 'none: metrics are not served',
    example: '9464',
  }),
  GATEWAY_METRICS_HOST: host({
    meaning: 'Address of /metrics; to be reached by Prometheus alone',
    byDefault: '127.0.0.1',
    example: '10.0.0.7',
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: url({
    meaning: 'OpenTelemetry collector, by OTLP over HTTP; spans go to its /v1/traces',
    byDefault: 'none: nothing is traced',
    example: 'http://127.0.0.1:4318',
  }),
  OTEL_SERVICE_NAME: text('a name', {
    meaning: 'Name of this gateway in traces',
    byDefault: 'grantstream-gateway',
    example: 'gateway-eu',
  }),
} as const

type Settings = typeof settings
export type SettingName = keyof Settings
/** What the text of a setting is read as. */
export type SettingValue<Name extends SettingName> = Settings[Name]['schema']['_output']
