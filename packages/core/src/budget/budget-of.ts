import type { SchedulerLike } from 'rxjs'
import type { Auth } from '../auth/auth.ts'
import type { Budget } from './budget.ts'
import { createBudget } from './create-budget.ts'

const budgets = new WeakMap<Auth, Budget>()

/** The budget that an Auth has by default: the apis that share its token share it too, if they go by one clock. */
export const budgetOf = (auth: Auth, scheduler?: SchedulerLike): Budget => {
  const budget = createBudget({ scheduler })
  const known = budgets.get(auth)
  if (known?.scheduler === budget.scheduler) return known
  budgets.set(auth, budget)
  return budget
}
