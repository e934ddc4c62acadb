import { readFileSync } from 'node:fs'
import { listen, type RunningGateway } from '@grantstream/gateway/listen'
import { readTrustedDocuments } from '@grantstream/gateway/trusted-documents'

const manifest = new URL(import.meta.resolve('@grantstream/documents/trusted-documents.json'))

/** A gateway on a port of its own that runs the documents of `@grantstream/documents` and no others. */
export const startTrustingGateway = (apiUrl: string): Promise<RunningGateway> =>
  listen(
    { host: '127.0.0.1', port: 0 },
    {
      apiUrl,
      polling: { schedule: () => 50 },
      trustedDocuments: readTrustedDocuments(readFileSync(manifest, 'utf8')),
    },
  )
