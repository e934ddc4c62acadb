import { type AllowedValue, certificate, clientId, secret, text, wholeNumber } from './config-values.ts'

/** Of the program itself, each with what `--help` says of it. */
export const programVariables = {
  SANDBOX_HOST: {
    ...text('a host name or an address to listen on', /^[\w.:%-]+$/),
    about: 'where to listen',
    initially: '127.0.0.1',
  },
  SANDBOX_PORT: { ...wholeNumber(0, 65_535), about: 'where to listen; 0 takes any free port', initially: '4010' },
  DATABASE_URL: {
    ...text('the address of a Postgres'),
    about: 'a Postgres of your own instead of the embedded one',
    initially: '',
  },
  SANDBOX_DATA_DIR: {
    ...text('a directory'),
    about: 'where the embedded Postgres keeps its data, as --data-dir',
    initially: '.data/sandbox',
  },
  SANDBOX_ADMIN_CLIENT_ID: {
    ...clientId,
    about: 'the admin client of the first organisation; made once when left out',
    initially: '',
  },
  SANDBOX_ADMIN_CLIENT_SECRET: { ...secret, about: 'also the way to set a new one', initially: '' },
  SANDBOX_SECOND_ORG_CLIENT_ID: {
    ...clientId,
    about: 'the admin client of the second organisation, likewise',
    initially: '',
  },
  SANDBOX_SECOND_ORG_CLIENT_SECRET: { ...secret, about: 'likewise', initially: '' },
  SANDBOX_CONTROL_PORT: {
    ...wholeNumber(0, 65_535),
    about: 'where the control interface listens; there is none when left out',
    initially: '',
  },
  SANDBOX_CONTROL_TOKEN: { ...secret, about: 'what callers of the control interface must bear', initially: '' },
  SANDBOX_SAML_ISSUER: {
    ...text('a name'),
    about: 'the issuer that an identity provider names in its SAML 2 assertions',
    initially: '',
  },
  SANDBOX_SAML_CERTIFICATE: { ...certificate, about: 'its certificate, or its bare key', initially: '' },
  SANDBOX_SAML_AUDIENCE: {
    ...text('a name'),
    about: 'whom assertions must be for',
    initially: 'urn:grantstream:sandbox',
  },
} satisfies Readonly<Record<string, AllowedValue<unknown> & { readonly about: string; readonly initially: string }>>
