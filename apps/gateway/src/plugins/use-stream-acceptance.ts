import { GraphQLError } from 'graphql'
import type { Plugin, YogaInitialContext } from 'graphql-yoga'
import type { GatewayContext } from '../context.ts'
import { acceptedTypes } from '../server/accepted-types.ts'

const acceptable = ['text/event-stream', 'text/*', '*/*']

/** Refuses a subscription whose caller would not take its stream, before the source starts anything upstream. */
export const useStreamAcceptance = (): Plugin<GatewayContext & YogaInitialContext> => ({
  onSubscribe({ args, setResultAndStopExecution }) {
    if (acceptedTypes(args.contextValue.request).some((type) => acceptable.includes(type))) return
    const error = new GraphQLError('A subscription is answered as text/event-stream: accept that.', {
      extensions: { code: 'NOT_ACCEPTABLE', http: { status: 406 } },
    })
    setResultAndStopExecution({ errors: [error] })
  },
})
