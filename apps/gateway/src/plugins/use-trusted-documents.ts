import type { Plugin } from 'graphql-yoga'
import { GuardError } from '../guards/guard-error.ts'
import { type TrustedDocuments, withTrustedDocument } from '../guards/trusted-documents.ts'
import type { ObserveGateway } from '../observe/gateway-event.ts'
import { transportOf } from '../streams/transport-of.ts'

/** Puts the document in the place of its id; that no others are run is up to the guards of documents. */
export const useTrustedDocuments = (trusted: TrustedDocuments, observe: ObserveGateway): Plugin => ({
  onParams({ request, params, setParams }) {
    try {
      setParams(withTrustedDocument(params, trusted))
    } catch (failure) {
      if (failure instanceof GuardError)
        observe({ kind: 'refused', transport: transportOf(request), guard: failure.guard })
      throw failure
    }
  },
})
