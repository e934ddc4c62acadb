import { builder } from '../builder.ts'
import {
  Conflict,
  type InputIssue,
  InvalidInput,
  NotFound,
  PermissionDenied,
  type Refusal,
  Throttled,
  UpstreamUnavailable,
} from '../problems.ts'

const Problem = builder.interfaceRef<Refusal>('Problem').implement({
  description: 'Why something was not done. More kinds may come: select this as the fallback.',
  fields: (t) => ({
    code: t.exposeString('code', { nullable: false, description: 'The kind of problem, for programs; stable.' }),
    message: t.exposeString('message', { nullable: false, description: 'The problem, for people.' }),
    retryable: t.exposeBoolean('retryable', {
      nullable: false,
      description: 'True when the same call may succeed later, unchanged.',
    }),
    correlationId: t.exposeString('correlationId', {
      nullable: true,
      description: "The upstream's id of the exchange that failed; null when the gateway itself refused.",
    }),
  }),
})

const InputIssueType = builder.objectRef<InputIssue>('InputIssue').implement({
  description: 'One fault of an input.',
  fields: (t) => ({
    path: t.exposeStringList('path', {
      nullable: false,
      description: 'The way to the value from the top of the input; empty when the whole is meant.',
    }),
    message: t.exposeString('message', { nullable: false, description: 'What is wrong with the value.' }),
  }),
})

builder.objectType(InvalidInput, {
  name: 'InvalidInput',
  description: 'The input breaks a rule, of the gateway or of the upstream.',
  interfaces: [Problem],
  fields: (t) => ({
    issues: t.expose('issues', {
      type: [InputIssueType],
      nullable: false,
      description: 'Each fault, at least one.',
    }),
  }),
})

builder.objectType(NotFound, {
  name: 'NotFound',
  description: 'There is no such thing in the organisation of the token.',
  interfaces: [Problem],
})

builder.objectType(PermissionDenied, {
  name: 'PermissionDenied',
  description: 'The token may not do this.',
  interfaces: [Problem],
  fields: (t) => ({
    missingPermissions: t.exposeStringList('missingPermissions', {
      nullable: false,
      description: 'The permissions that it takes, as far as the upstream names them.',
    }),
  }),
})

builder.objectType(Conflict, {
  name: 'Conflict',
  description: 'The input is fine but the state of things forbids the change.',
  interfaces: [Problem],
})

builder.objectType(Throttled, {
  name: 'Throttled',
  description: 'The rate limit of the upstream is used up.',
  interfaces: [Problem],
  fields: (t) => ({
    // Not an Int: the upstream may ask for more than 2^31 milliseconds.
    retryAfterMs: t.expose('retryAfterMs', {
      type: 'Count',
      nullable: true,
      description: 'Milliseconds to wait before another try; null when the upstream did not say.',
    }),
  }),
})

builder.objectType(UpstreamUnavailable, {
  name: 'UpstreamUnavailable',
  description: 'The upstream could not be reached, failed, or gave an answer that cannot be read.',
  interfaces: [Problem],
})

/** The problems that every mutation can answer with. */
export const everyProblem = [InvalidInput, NotFound, PermissionDenied, Conflict, Throttled, UpstreamUnavailable]
