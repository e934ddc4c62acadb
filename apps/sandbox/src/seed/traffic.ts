import { type Random, randomOf } from './random.ts'
import type { Traffic } from './seed-client.ts'
import { type Call, workloads } from './workloads.ts'

/** Calls of one day, user and endpoint. */
export interface TrafficRow {
  /** `YYYY-MM-DD` */
  readonly day: string
  /** Which of the client's users, from 0; undefined for a client that works without. */
  readonly user: number | undefined
  readonly templateUri: string
  readonly httpMethod: string
  readonly status200: number
  readonly status300: number
  /** Those of 429 included. */
  readonly status400: number
  readonly status429: number
  readonly status500: number
  readonly requests: number
}

export const dayMs = 86_400_000
export const seededDays = 90

/**
 * What a client asked of the API in the `days` before `today` (the start of a UTC day), in the order of time. The same
 * for the same key, age and day.
 */
export function* trafficOf(
  key: string,
  traffic: Traffic,
  createdDaysAgo: number,
  today: Date,
  days: number,
): Generator<TrafficRow> {
  const random = randomOf(key)
  const { stoppedDaysAgo = 1, users } = traffic
  for (let daysAgo = Math.min(days, createdDaysAgo); daysAgo >= stoppedDaysAgo; daysAgo--) {
    const date = new Date(today.getTime() - daysAgo * dayMs)
    const volume = volumeOf(traffic, date, daysAgo) * random.mood()
    // Every few weeks the API has a bad hour, or the client a busy one.
    const failing = random.next() < 0.04 ? random.between(0.01, 0.06) : 0.0008
    const throttled = random.next() < 0.25 ? (traffic.throttled ?? 0) : 0
    const people = users === undefined ? [undefined] : presentToday(users, random)
    for (const user of people) {
      for (const call of workloads[traffic.workload]) {
        const share = (volume / people.length) * shareOf(call, traffic) * random.mood()
        const row = answersOf(call, random.whole(share), { failing, throttled }, random)
        if (row.requests > 0) yield { day: date.toISOString().slice(0, 10), user, ...row }
      }
    }
  }
}

const volumeOf = ({ perDay, weekend = 0.1, growth = 1 }: Traffic, date: Date, daysAgo: number): number => {
  const isWeekend = date.getUTCDay() % 6 === 0
  const grown = growth ** -(daysAgo / seededDays)
  // Mondays are the busiest; the week calms down towards Friday.
  const weekday = 1.12 - 0.06 * (date.getUTCDay() - 1)
  return perDay * grown * (isWeekend ? weekend : weekday)
}

const presentToday = (users: number, random: Random): number[] => {
  const present = Array.from({ length: users }, (_, user) => user).filter(() => random.next() < 0.7)
  return present.length > 0 ? present : [0]
}

const shareOf = (call: Call, { workload }: Traffic): number =>
  call.weight / workloads[workload].reduce((sum, { weight }) => sum + weight, 0)

const answersOf = (
  { httpMethod, templateUri, refused, redirected }: Call,
  requests: number,
  day: { failing: number; throttled: number },
  random: Random,
) => {
  const status500 = Math.min(requests, random.whole(requests * day.failing))
  const status429 = Math.min(requests - status500, random.whole(requests * day.throttled))
  const reached = requests - status500 - status429
  const others = Math.min(reached, random.whole(reached * refused))
  const status300 = Math.min(reached - others, random.whole(reached * redirected))
  const status400 = others + status429
  const status200 = requests - status300 - status400 - status500
  return { templateUri, httpMethod, status200, status300, status400, status429, status500, requests }
}
