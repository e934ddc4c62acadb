import type { CreateOAuthClientInput } from '@grantstream/documents'

interface CreateFormProps {
  readonly onCreate: (input: CreateOAuthClientInput) => void
  /** The secret of the client that was created last: shown this once, and nowhere to be had again. */
  readonly secret: string | null | undefined
  /** Why the last change was not made. */
  readonly problem: string | undefined
}

/** Creates a client that logs people in, and shows what came of it. */
export const CreateForm = ({ onCreate, secret, problem }: CreateFormProps) => {
  const create = (form: FormData) =>
    onCreate({ name: String(form.get('name')), authorizedGrantType: 'CODE', scopeIds: ['users:readonly'] })

  return (
    <form action={create} aria-label="Create">
      <label>
        Name <input name="name" />
      </label>
      <button type="submit">Create</button>
      {secret && (
        <p>
          Its secret, shown this once: <output aria-label="Secret">{secret}</output>
        </p>
      )}
      {problem && <p role="alert">{problem}</p>}
    </form>
  )
}
