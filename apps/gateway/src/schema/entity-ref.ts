import type { DomainEntityRef } from '@grantstream/core'
import { builder } from '../builder.ts'

export const EntityRef = builder.objectRef<DomainEntityRef>('EntityRef').implement({
  description: 'A reference to a user, a client or an organisation.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: true, description: 'Its id at the upstream.' }),
    name: t.exposeString('name', { nullable: true, description: 'Its name; the upstream often leaves it out.' }),
  }),
})
