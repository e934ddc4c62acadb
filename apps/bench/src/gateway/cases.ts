import { list, one, type Question, twentyByAliases, withScopes } from './questions.ts'

/** A question, and how it is asked. */
export interface Case {
  readonly name: string
  readonly question: Question
  readonly requests: number
  /** Whether the 32 connections bear the token of one principal or each of its own. */
  readonly principals: 'one' | 'distinct'
  /** How often ours may call the upstream for each request. */
  readonly callsGoal: number
  /** CPU of ours as a multiple of the floor's; undefined where ours is to be ahead of every peer. */
  readonly cpuGoal?: number
}

export const cases: readonly Case[] = [
  {
    name: 'list of 100 clients, distinct principals',
    question: list(100),
    requests: 640,
    principals: 'distinct',
    callsGoal: 1,
    cpuGoal: 3.5,
  },
  {
    name: 'one client, distinct principals',
    question: one,
    requests: 2560,
    principals: 'distinct',
    callsGoal: 1,
    cpuGoal: 2.5,
  },
  {
    name: 'list of 100 clients, 32 readers of one principal',
    question: list(100),
    requests: 2560,
    principals: 'one',
    callsGoal: 1 / 8,
    cpuGoal: 1.5,
  },
  { name: '20 clients by aliases', question: twentyByAliases, requests: 320, principals: 'distinct', callsGoal: 20 },
  {
    name: '100 clients with scope descriptions',
    question: withScopes,
    requests: 320,
    principals: 'distinct',
    callsGoal: 2,
  },
]
