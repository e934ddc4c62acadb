import type { ExecutionPartsFragment } from '@grantstream/documents'

interface UsageTableProps {
  /** The state that came last; undefined before the first. */
  readonly execution: ExecutionPartsFragment | null | undefined
  readonly failure: string | undefined
}

/** An execution as it runs, then its rows. */
export const UsageTable = ({ execution, failure }: UsageTableProps) => (
  <section aria-label="Usage">
    {failure && <p role="alert">{failure}</p>}
    <p>
      <output aria-label="Status">{execution?.status ?? 'STARTING'}</output> after {execution?.polls ?? 0} looks
    </p>
    <table>
      <tbody>
        {execution?.rows?.map((row) => (
          <tr key={`${row.httpMethod} ${row.templateUri} ${row.date}`}>
            <th scope="row">
              {row.httpMethod} {row.templateUri}
            </th>
            <td>{row.requests}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)
