import { variableLines } from '../config.ts'

/** What `--help` prints. */
export const help = `Usage: node src/main.ts [command] [flags]

The Genesys Cloud OAuth API and its login, locally, on Postgres.

Commands
  start                 serve until Ctrl-C (the default)
    --seed              fill both organisations first, unless they are filled already
  seed                  fill the organisations with clients and 90 days of traffic, the same every time
    --organization WHICH  first, second or both (both)

Flags of both
  --data-dir DIR        where the embedded Postgres keeps its data (.data/sandbox)
  --help, --version

Variables
  SANDBOX_HOST, SANDBOX_PORT          where to listen (127.0.0.1, 4010)
  DATABASE_URL                        a Postgres of your own instead of the embedded one
  SANDBOX_DATA_DIR                    as --data-dir
  SANDBOX_ADMIN_CLIENT_ID, ..._SECRET        the admin client of the first organisation; made once when not given
  SANDBOX_SECOND_ORG_CLIENT_ID, ..._SECRET   likewise for the second organisation
  SANDBOX_USAGE_DELAY_MS              how long a usage execution runs, a number or a range (500-4000)
  SANDBOX_CONTROL_PORT, ..._TOKEN     the control interface for tests; there is none when not given
  SANDBOX_USAGE_TODAY                 included, or absent as in the vendor's (included)

What every variable may hold; README.md has the defaults
  ${variableLines.join('\n  ')}`
