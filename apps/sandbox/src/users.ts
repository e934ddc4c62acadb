import { namedId } from './store/named-id.ts'

/** A user of every sandbox. */
export interface SandboxUser {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly department: string
  readonly title: string
  /** Names of roles; held in all divisions. */
  readonly roles: readonly string[]
}

/** The password of every user: good for a sandbox and for nothing else, so it is no secret. */
export const sandboxPassword = 'sandbox-only'

/** The id of a user, by its place in the list of its organisation. */
export const userId = (organizationId: string, place: number): string => namedId(organizationId, `User ${place}`)

type Person = readonly [name: string, mailbox: string, department: string, title: string, ...roles: string[]]

const firstPeople: readonly Person[] = [
  ['Mara Jensen', 'mara.jensen@harborline.example', 'Operations', 'Administrator', 'Master Admin', 'Employee'],
  ['Idris Bello', 'idris.bello@harborline.example', 'IT', 'Integrator', 'OAuth Client Manager', 'Employee'],
  ['Lena Hofmann', 'lena.hofmann@harborline.example', 'Finance', 'Analyst', 'OAuth Viewer', 'Usage Viewer'],
  ['Tomás Ribeiro', 'tomas.ribeiro@harborline.example', 'Support', 'Agent', 'Employee'],
  ['Aiko Mori', 'aiko.mori@harborline.example', 'Support', 'Agent', 'Employee'],
  ['Claire Dubois', 'claire.dubois@harborline.example', 'Support', 'Supervisor', 'Employee'],
  ['Owen Clarke', 'owen.clarke@harborline.example', 'Support', 'Agent', 'Employee'],
  ['Nadia Haddad', 'nadia.haddad@harborline.example', 'Quality', 'Evaluator', 'Employee'],
  ['Pavel Novák', 'pavel.novak@harborline.example', 'Planning', 'Planner', 'Employee'],
  ['Robin Castell', 'robin@partner.example', 'Partners', 'Consultant', 'Employee'],
]

const secondPeople: readonly Person[] = [
  ['Grace Okafor', 'grace.okafor@secondstreet.example', 'Practice', 'Administrator', 'Master Admin', 'Employee'],
  ['Samuel Lind', 'samuel.lind@secondstreet.example', 'Reception', 'Receptionist', 'Employee'],
  ['Elif Demir', 'elif.demir@secondstreet.example', 'Reception', 'Receptionist', 'Employee'],
  ['Robin Castell', 'robin@partner.example', 'Partners', 'Consultant', 'Employee'],
]

/** Who can sign in to an organisation. Robin Castell has an account in both. */
export const organizationUsers = (organizationId: string, which: 'first' | 'second'): SandboxUser[] =>
  (which === 'first' ? firstPeople : secondPeople).map(([name, email, department, title, ...roles], place) => ({
    id: userId(organizationId, place),
    ...{ email, name, department, title, roles },
  }))
