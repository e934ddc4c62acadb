import type { ClientPartsFragment } from '@grantstream/documents'

interface ClientsTableProps {
  readonly clients: readonly ClientPartsFragment[]
  readonly totalCount: number | null
  readonly onMore: (() => void) | undefined
  readonly onDelete: (clientId: string) => void
  readonly onUsage: (clientId: string) => void
}

/** Clients in a table, with what can be done to each. */
export const ClientsTable = ({ clients, totalCount, onMore, onDelete, onUsage }: ClientsTableProps) => (
  <section aria-label="Clients">
    <p>
      {clients.length} of {totalCount} clients
    </p>
    <table>
      <tbody>
        {clients.map(({ clientId, name, authorizedGrantType, state }) => (
          <tr key={clientId}>
            <th scope="row">{name}</th>
            <td>{authorizedGrantType}</td>
            <td>{state}</td>
            <td>
              <button type="button" onClick={() => onUsage(clientId)}>
                Usage of {name}
              </button>
              <button type="button" onClick={() => onDelete(clientId)}>
                Delete {name}
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
    {onMore && (
      <button type="button" onClick={onMore}>
        More
      </button>
    )}
  </section>
)
