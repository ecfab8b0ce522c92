import type { viewOverview as contract } from '@sotevarmenne/api/overview'
import type { AnswerOf } from '@sotevarmenne/api/endpoint'
import {
  formatInstant,
  hour,
  instant,
  minute,
  plus,
  type Instant,
} from '@sotevarmenne/kernel/instant'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Clock } from '#platform/clock.ts'
import type { Db, Tx } from '#platform/db.ts'
import type { JobsOfAge, OutboxFigures } from '#platform/outbox.ts'
import type { Permit } from '#platform/permit.ts'
import { answersByHour } from './store.ts'

/** How many there were in each hour from the instant on, by the beginning of the hour; hours without any are absent. */
export type CountByHour = (tx: Tx, from: Instant) => Promise<ReadonlyMap<Instant, number>>

export type ListsOfIssuer = {
  readonly issuer: string
  readonly lists: number
  readonly thisUpdate: Instant
  readonly nextUpdate: Instant
  readonly dueBy: Instant
  readonly byCeremony: boolean
}

/** The key with which OCSP questions are answered for an authority that is not here. */
export type OlderResponderEnd = {
  readonly issuer: string
  /** Undefined: there is none yet. */
  readonly until: Instant | undefined
  readonly dueBy: Instant
}

/** What other modules count, wired by `entry`: this one knows none of them. */
export type Sources = {
  readonly db: Db
  readonly clock: Clock
  readonly issuedByHour: CountByHour
  readonly revokedByHour: CountByHour
  readonly newestLists: (tx: Tx) => Promise<readonly ListsOfIssuer[]>
  readonly olderResponders: () => Promise<readonly OlderResponderEnd[]>
  readonly queue: (tx: Tx) => Promise<OutboxFigures>
  readonly queueAges: (tx: Tx) => Promise<readonly JobsOfAge[]>
}

/** Figures only, about nobody: it leaves no entry in the trail. */
export function viewOverview({
  db,
  clock,
  newestLists,
  olderResponders,
  queue,
  queueAges,
  ...sources
}: Sources) {
  const issued = remembering(sources.issuedByHour)
  const revoked = remembering(sources.revokedByHour)
  return (
    _permit: Permit<'overview.viewOverview'>,
  ): Promise<Result<AnswerOf<typeof contract>, never>> =>
    db.read(async (tx) => {
      const now = clock.now()
      const hours = lastDay(now)
      const [first = now] = hours
      const counts = {
        issued: await issued(tx, { hours, now }),
        revoked: await revoked(tx, { hours, now }),
        ocspAnswers: await answersByHour(tx, first),
      }
      const { due, planned, dead, oldestMilliseconds } = await queue(tx)
      return ok({
        at: formatInstant(now),
        hours: hours.map((from) => ({
          from: formatInstant(from),
          issued: counts.issued.get(from) ?? 0,
          revoked: counts.revoked.get(from) ?? 0,
          ocspAnswers: counts.ocspAnswers.get(from) ?? 0,
        })),
        lists: (await newestLists(tx)).map((each) => ({
          issuer: each.issuer,
          lists: each.lists,
          thisUpdate: formatInstant(each.thisUpdate),
          nextUpdate: formatInstant(each.nextUpdate),
          dueBy: formatInstant(each.dueBy),
          byCeremony: each.byCeremony,
        })),
        olderResponders: (await olderResponders()).map(({ issuer, until, dueBy }) => ({
          issuer,
          until: until === undefined ? null : formatInstant(until),
          dueBy: formatInstant(dueBy),
        })),
        queue: {
          ...{ due, planned, dead, oldestSeconds: Math.floor(oldestMilliseconds / 1000) },
          ages: [...(await queueAges(tx))],
        },
      })
    })
}

/** The beginnings of the last twenty-four hours, the running one last. */
function lastDay(now: Instant): readonly Instant[] {
  const running = beginningOfHour(now)
  return Array.from({ length: 24 }, (_, index) => plus(running, (index - 23) * hour))
}

export const beginningOfHour = (at: Instant): Instant => instant(at - (at % hour))

/**
 * Counts an hour once and for all when it is over, so that a look costs no more than the hour that runs. What is written
 * late by a transaction that was open at its end is waited for.
 */
function remembering(count: CountByHour) {
  const over = new Map<Instant, number>()
  return async (
    tx: Tx,
    { hours, now }: { readonly hours: readonly Instant[]; readonly now: Instant },
  ): Promise<ReadonlyMap<Instant, number>> => {
    const missing = hours.find((from) => !over.has(from)) ?? now
    const counted = await count(tx, missing)
    for (const from of over.keys()) if (!hours.includes(from)) over.delete(from)
    for (const from of hours)
      if (from >= missing && plus(from, hour + lateness) <= now)
        over.set(from, counted.get(from) ?? 0)
    return new Map([...counted, ...over])
  }
}

const lateness = 10 * minute
