import { fileURLToPath } from 'node:url'
import { measureCost } from './core/cost/cost.ts'
import { measureLearned } from './core/cost/learned.ts'
import { measureCpu } from './core/cpu/cpu.ts'
import { measureEarlyLooks } from './core/early/early-looks.ts'
import { measureImports } from './core/imports/imports.ts'
import { measureLeaving } from './core/leaving/leaving.ts'
import { measureSharedBudget } from './core/shared-budget/shared-budget.ts'
import { measureSize } from './core/size/size.ts'
import { measureStarts } from './core/starts/starts.ts'
import { measureWaiters } from './core/waiters/waiters.ts'
import { runReport } from './report.ts'

const code = await runReport(
  {
    title: 'Core beside its peers',
    command: 'core',
    file: fileURLToPath(new URL('../../../docs/benchmarks/core.md', import.meta.url)),
    measures: {
      cost: measureCost,
      learned: measureLearned,
      early: measureEarlyLooks,
      starts: measureStarts,
      leaving: measureLeaving,
      waiters: measureWaiters,
      budget: measureSharedBudget,
      size: measureSize,
      imports: measureImports,
      cpu: measureCpu,
    },
  },
  process.argv.slice(2),
)
// Pools of sockets that a measurement left to its peers would keep the process alive.
process.exit(code)
