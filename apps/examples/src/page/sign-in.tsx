import type { Session } from './session.ts'

/** Asks for the gateway and a token. A page of yours would have the token from its login. */
export const SignIn = ({ onSignIn }: { readonly onSignIn: (session: Session) => void }) => {
  const signIn = (form: FormData) =>
    onSignIn({ gatewayUrl: String(form.get('gateway')), token: String(form.get('token')) })

  return (
    <form action={signIn}>
      <label>
        Gateway <input name="gateway" type="url" defaultValue="http://127.0.0.1:4000/graphql" required />
      </label>
      <label>
        Token <input name="token" type="password" autoComplete="off" required />
      </label>
      <button type="submit">Sign in</button>
    </form>
  )
}
