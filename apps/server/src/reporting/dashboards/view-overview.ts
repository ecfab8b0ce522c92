import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import {
  formatInstant,
  hour,
  instant,
  minute,
  plus,
  type Instant,
} from '@sotevarmenne/kernel/instant'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import * as api from '@sotevarmenne/api/dashboards'
import type { Tx } from '#platform/db.ts'
import type { JobsOfAge, OutboxFigures } from '#platform/outbox.ts'
import { operation } from '#platform/operation.ts'
import type { Runtime } from '#platform/runtime.ts'
import { responsesByHour } from './store.ts'

/** How many there were in each hour from the instant on, by the beginning of the hour; hours without any are absent. */
export type CountByHour = (tx: Tx, from: Instant) => Promise<ReadonlyMap<Instant, number>>

export type CrlsOfIssuer = {
  readonly issuer: string
  readonly crls: number
  readonly thisUpdate: Instant
  readonly nextUpdate: Instant
  readonly dueBy: Instant
  readonly byCeremony: boolean
}

/** The key that signs OCSP responses for a legacy CA. */
export type LegacyResponderEnd = {
  readonly issuer: string
  /** Undefined: there is none yet. */
  readonly until: Instant | undefined
  readonly dueBy: Instant
}

/** What other modules count, wired by `entry`: this one depends on none of them. */
export type Sources = Pick<Runtime, 'db' | 'clock'> & {
  readonly issuedByHour: CountByHour
  readonly revokedByHour: CountByHour
  readonly newestCrls: (tx: Tx) => Promise<readonly CrlsOfIssuer[]>
  readonly legacyResponders: () => Promise<readonly LegacyResponderEnd[]>
  readonly queue: (tx: Tx) => Promise<OutboxFigures>
  readonly queueAges: (tx: Tx) => Promise<readonly JobsOfAge[]>
}

/** Counts only, no personal data: it leaves no access record. */
export const viewOverview = operation({
  contract: api.viewOverview,
  problems: {},
  handle: ({ db, clock, newestCrls, legacyResponders, queue, queueAges, ...sources }: Sources) => {
    const issued = remembering(sources.issuedByHour)
    const revoked = remembering(sources.revokedByHour)
    return (_permit): Promise<Result<ResponseOf<typeof api.viewOverview>, never>> =>
      db.read(async (tx) => {
        const now = clock.now()
        const hours = lastDay(now)
        const [first = now] = hours
        const counts = {
          issued: await issued(tx, { hours, now }),
          revoked: await revoked(tx, { hours, now }),
          ocspResponses: await responsesByHour(tx, first),
        }
        const { due, planned, dead, oldestMilliseconds } = await queue(tx)
        return ok({
          at: formatInstant(now),
          hours: hours.map((from) => ({
            from: formatInstant(from),
            issued: counts.issued.get(from) ?? 0,
            revoked: counts.revoked.get(from) ?? 0,
            ocspResponses: counts.ocspResponses.get(from) ?? 0,
          })),
          crls: (await newestCrls(tx)).map((each) => ({
            issuer: each.issuer,
            crls: each.crls,
            thisUpdate: formatInstant(each.thisUpdate),
            nextUpdate: formatInstant(each.nextUpdate),
            dueBy: formatInstant(each.dueBy),
            byCeremony: each.byCeremony,
          })),
          legacyResponders: (await legacyResponders()).map(({ issuer, until, dueBy }) => ({
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
  },
})

/** The beginnings of the last twenty-four hours, the current one last. */
function lastDay(now: Instant): readonly Instant[] {
  const running = beginningOfHour(now)
  return Array.from({ length: 24 }, (_, index) => plus(running, (index - 23) * hour))
}

export const beginningOfHour = (at: Instant): Instant => instant(at - (at % hour))

/**
 * Counts an hour once and for all when it is over, so that a view costs no more than the current hour. A
 * transaction that was open at its end may still write to it: the count waits for that.
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
