import { randomUUID } from 'node:crypto'
import type { ContractOperation } from '@grantstream/contract/document'
import type { Clock } from '../clock.ts'
import type { ExecutionOutcome } from '../store/usage-executions.ts'
import { checkRule } from './check-rule.ts'
import { type FaultRule, readFaultRule } from './fault-rule.ts'
import { drawLatency } from './latency.ts'
import type { ActiveFault, FaultControl } from './sandbox-control.ts'
import { statusOf } from './status-of.ts'

/** What strikes one call: it is held back, and then perhaps fails. */
export interface Strike {
  readonly holds: readonly { readonly ms: number; readonly released: AbortSignal }[]
  readonly rule: FaultRule | undefined
}

/** Faults of one process. A call meets every latency that strikes it and at most one other fault, the one set first. */
export interface Faults extends FaultControl {
  /** Draws what strikes a call; `operation` is absent for what the contract does not name. */
  strike(operation: ContractOperation | undefined, isLogin: boolean): Strike | undefined
  /** Draws how an execution that an operation starts will end. */
  drawOutcome(operationId: string): ExecutionOutcome
}

type Entry = { -readonly [Key in keyof ActiveFault]: ActiveFault[Key] } & { readonly removal: AbortController }

export const createFaults = (operations: readonly ContractOperation[], clock: Clock, random: () => number): Faults => {
  let entries: Entry[] = []

  const isOver = ({ dateEnds }: Entry): boolean => dateEnds !== undefined && dateEnds <= clock.now()
  const current = (): Entry[] => {
    if (entries.some(isOver)) entries = entries.filter((entry) => !isOver(entry))
    return entries
  }
  const draw = (entry: Entry): boolean => {
    const { rate, times } = entry.rule
    if (rate < 1 && random() >= rate) return false
    entry.struck++
    if (entry.struck === times) entries = entries.filter((each) => each !== entry)
    return true
  }

  return {
    add: (input) => {
      const rule = readFaultRule(input)
      checkRule(rule, operations)
      const { forMs } = rule
      const ends = forMs === undefined ? {} : { dateEnds: new Date(clock.now().getTime() + forMs) }
      const entry: Entry = { id: randomUUID(), rule, struck: 0, ...ends, removal: new AbortController() }
      entries = [...entries, entry]
      return shown(entry)
    },
    list: () => current().map(shown),
    remove: (id) => {
      const entry = current().find((each) => each.id === id)
      entries = entries.filter((each) => each !== entry)
      entry?.removal.abort()
      return entry !== undefined
    },
    clear: () => {
      const removed = entries
      entries = []
      for (const { removal } of removed) removal.abort()
    },
    strike: (operation, isLogin) => {
      if (entries.length === 0) return undefined
      const matching = current().filter(({ rule }) => canStrike(rule, operation, isLogin))
      const holds = matching.flatMap((entry) => {
        if (entry.rule.kind !== 'latency' || !draw(entry)) return []
        return { ms: drawLatency(entry.rule.latency, random), released: entry.removal.signal }
      })
      const rule = matching.find((entry) => entry.rule.kind !== 'latency' && draw(entry))?.rule
      return { holds, rule }
    },
    drawOutcome: (operationId) => {
      const struck = current().find(
        (entry) => entry.rule.kind === 'execution' && isNamed(entry.rule, operationId) && draw(entry),
      )
      return struck?.rule.kind === 'execution' ? struck.rule.outcome : 'completes'
    },
  }
}

const shown = ({ removal: _removal, ...fault }: Entry): ActiveFault => fault

const isNamed = ({ operations }: FaultRule, operationId: string | undefined): boolean =>
  operations === undefined || (operationId !== undefined && operations.includes(operationId))

const canStrike = (rule: FaultRule, operation: ContractOperation | undefined, isLogin: boolean): boolean => {
  if (rule.kind === 'execution' || !isNamed(rule, operation?.operationId)) return false
  if (rule.kind === 'login-outage') return isLogin
  return rule.kind !== 'error' || (operation !== undefined && statusOf(operation, rule.code) !== undefined)
}
