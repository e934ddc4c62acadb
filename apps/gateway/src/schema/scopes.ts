import type { OAuthScope } from '@grantstream/core'
import { isPromise } from 'graphql-yoga'
import { builder } from '../builder.ts'
import { ask } from '../context.ts'
import { languageOption } from '../input/language.ts'
import { vendorId } from '../input/vendor-id.ts'
import { orNull } from './or-null.ts'

/** A scope. When only its id is known `description` is undefined, and asked for if it is selected. */
export interface ScopeSource {
  readonly id: string
  readonly description?: string | null
}

export const OAuthScopeType = builder.objectRef<ScopeSource>('OAuthScope').implement({
  description: 'A scope that OAuth clients can ask for.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false, description: 'Its name, for example analytics:readonly.' }),
    description: t.string({
      nullable: true,
      description: 'What it allows: in the language that was asked for, in en-us where none could be.',
      resolve: ({ id, description }, _args, context) => {
        if (description !== undefined) return description
        const descriptions = context.scopeDescriptions()
        return isPromise(descriptions) ? descriptions.then((known) => known.get(id)) : descriptions.get(id)
      },
    }),
  }),
})

export const languageArgument = { defaultValue: 'en-us', description: 'The language of the texts, as a language tag.' }

const scopeSource = ({ id, description }: OAuthScope): ScopeSource => ({
  id: id ?? '',
  description: description ?? null,
})

builder.queryFields((t) => ({
  oauthScopes: t.field({
    type: [OAuthScopeType],
    nullable: true,
    description: 'All scopes.',
    args: { acceptLanguage: t.arg.string(languageArgument) },
    resolve: async (_root, { acceptLanguage }, context) => {
      const { entities } = await ask(context, context.api.getOauthScopes(languageOption(acceptLanguage)))
      return (entities ?? []).map(scopeSource)
    },
  }),
  oauthScope: t.field({
    type: OAuthScopeType,
    nullable: true,
    description: 'One scope; null when there is none of that id.',
    args: {
      scopeId: t.arg.id({ required: true, description: 'Its name, for example analytics:readonly.' }),
      acceptLanguage: t.arg.string(languageArgument),
    },
    resolve: (_root, { scopeId, acceptLanguage }, context) =>
      ask(context, context.api.getOauthScope(vendorId(scopeId, 'scopeId'), languageOption(acceptLanguage)))
        .then(scopeSource)
        .catch(orNull),
  }),
}))
