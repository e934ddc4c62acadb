import { type ComponentType, StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import type { Session } from './session.ts'
import { SignIn } from './sign-in.tsx'

/** Puts an app into the page, behind the form that asks for a session. */
export const mount = (App: ComponentType<{ readonly session: Session }>): void => {
  const Page = () => {
    const [session, setSession] = useState<Session>()
    return session ? <App session={session} /> : <SignIn onSignIn={setSession} />
  }
  const root = document.getElementById('root')
  if (!root) throw new Error('The page has no element with the id "root"')
  createRoot(root).render(
    <StrictMode>
      <Page />
    </StrictMode>,
  )
}
