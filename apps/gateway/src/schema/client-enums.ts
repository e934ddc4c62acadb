import { outputEnum } from './vendor-enum.ts'

export const grantType = outputEnum('OAuthGrantType', 'How a client obtains its tokens.', {
  CODE: 'Authorization code, with or without PKCE.',
  TOKEN: 'Implicit; the vendor is ending it.',
  'SAML2-BEARER': 'A SAML 2 assertion is exchanged.',
  PASSWORD: 'In the enum of the vendor, without a public flow.',
  'CLIENT-CREDENTIALS': 'A token for the client itself, without a user.',
})

export const clientState = outputEnum('OAuthClientState', 'Whether a client gets tokens.', {
  active: 'It gets tokens.',
  disabled: 'Stopped by the vendor; its tokens are dead.',
  inactive: 'It gets no new tokens and waits for its deletion.',
})
