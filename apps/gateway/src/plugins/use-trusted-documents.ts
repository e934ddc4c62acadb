import type { Plugin } from 'graphql-yoga'
import { GuardError } from '../guards/guard-error.ts'
import { type TrustedDocuments, withTrustedDocument } from '../guards/trusted-documents.ts'
import type { ObserveGateway } from '../observe/gateway-event.ts'
import { transportOf } from '../streams/transport-of.ts'

/** Puts the document in the place of its id; that no others are run is up to the guards of documents. */
export const useTrustedDocuments = (trusted: TrustedDocuments | undefined, observe: ObserveGateway): Plugin => ({
  onParams({ request, params, setParams }) {
    try {
      // Yoga reads no such parameter of a URL.
      const ofUrl = request.method === 'GET' ? new URL(request.url).searchParams.get('documentId') : null
      setParams(withTrustedDocument(ofUrl === null ? params : { ...params, documentId: ofUrl }, trusted))
    } catch (failure) {
      if (failure instanceof GuardError)
        observe({ kind: 'refused', transport: transportOf(request), guard: failure.guard })
      throw failure
    }
  },
})
