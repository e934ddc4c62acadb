// Adds up the reports that the test runners of all members wrote, and prints the sum as the last line.
import { existsSync, readdirSync, readFileSync } from 'node:fs'

const root = new URL('../', import.meta.url)
const members = ['packages/', 'apps/'].flatMap((folder) =>
  readdirSync(new URL(folder, root)).map((name) => new URL(`${folder}${name}/`, root)),
)
const expected = members.filter((member) => existsSync(new URL('vitest.config.ts', member)))
const reports = expected.map((member) => new URL('.reports/vitest.json', member))
const missing = reports.filter((report) => !existsSync(report))
for (const report of missing) process.stderr.write(`no test report: ${report.pathname.slice(root.pathname.length)}\n`)

const sums = { passed: 0, failed: 0, skipped: 0 }
for (const report of reports.filter((each) => !missing.includes(each))) {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  )
  // A file that breaks before its first test has no test to count, yet it failed.
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  )
  sums.passed += numPassedTests
  sums.failed += numFailedTests + broken.length
  sums.skipped += numPendingTests + numTodoTests
}
process.stdout.write(`${sums.passed} passed, ${sums.failed + missing.length} failed, ${sums.skipped} skipped\n`)
process.exitCode = missing.length + sums.failed === 0 && sums.passed > 0 ? 0 : 1
