import { checkDualControl } from '@sotevarmenne/kernel/dual-control'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/registers'
import { day, formatInstant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { lastCopy, wholeSince, type CodeCopy } from '#people/registers/index.ts'
import type { Tx } from '#platform/db.ts'
import { personOf } from '#platform/permit.ts'
import { operation } from '#platform/operation.ts'
import type { CauseOfPause } from './contract.ts'
import { countChanges, countPaused } from './stores/changes.ts'
import { countToQuery, feeds, type Feed } from './stores/feeds.ts'
import { findOpenPause } from './stores/pauses.ts'
import { countSetAside, newestSetAside } from './stores/set-aside.ts'
import type { ChangesDeps } from './deps.ts'

/**
 * State of the registers, effects of their changes, paused changes, and the age of the copy of the code
 * service.
 */
export const viewRegisters = operation({
  contract: contracts.viewRegisters,
  problems: {},
  handle:
    ({ db, clock }: Pick<ChangesDeps, 'db' | 'clock'>) =>
    async (permit): Promise<Result<ResponseOf<typeof contracts.viewRegisters>, never>> =>
      ok(
        await db.read(async (tx) => {
          const now = clock.now()
          const copy = await lastCopy(tx)
          return {
            at: formatInstant(now),
            feeds: await Promise.all((await feeds(tx)).map((feed) => shownFeed(tx, feed, now))),
            changes: [...(await countChanges(tx, plus(now, -30 * day)))],
            ...(await shownPause(tx, personOf(permit))),
            ...(copy && { copy: { takenAt: formatInstant(copy.takenAt), ...figuresOf(copy) } }),
          }
        }),
      ),
})

const figuresOf = ({ entries, added, changed, removed, leftOut }: CodeCopy) => ({
  ...{ entries, added, changed, removed },
  ...(leftOut && { leftOut }),
})

async function shownFeed(tx: Tx, feed: Feed, now: Instant) {
  const { register, answeredAt, requestedAt, trouble, newestChangeAt, events } = feed
  return {
    register,
    ...(answeredAt !== undefined && { answeredAt: formatInstant(answeredAt) }),
    ...(requestedAt !== undefined && { requestedAt: formatInstant(requestedAt) }),
    ...(trouble !== undefined && { trouble }),
    ...(newestChangeAt !== undefined && { newestChangeAt: formatInstant(newestChangeAt) }),
    events,
    toQuery: await countToQuery(tx, register, now),
    setAside: (await newestSetAside(tx, register, now)).map(({ eventId, because, at }) => ({
      ...{ eventId, because },
      at: formatInstant(at),
    })),
  }
}

async function shownPause(tx: Tx, by: string) {
  const pause = await findOpenPause(tx)
  if (pause === undefined) return {}
  const { pauseId, noticedAt, first } = pause
  const { cards, causes, upTo } = await countPaused(tx, pauseId)
  return {
    pause: {
      pauseId,
      noticedAt: formatInstant(noticedAt),
      cards,
      causes: [...causes],
      upTo,
      ...(first !== undefined && {
        firstApprovedAt: formatInstant(first.at),
        firstCards: first.cards,
      }),
      may: checkDualControl(by, [first?.person]).ok ? ['release' as const] : [],
    },
  }
}

/**
 * Metrics: time since each feed's last response, paused cards, and since when not every code list was copied.
 */
export const figuresOfRegisters = async (
  tx: Tx,
): Promise<{
  readonly feeds: readonly {
    readonly register: contracts.ReportingRegister
    readonly answeredAt?: Instant
  }[]
  readonly setAside: readonly { readonly register: string; readonly count: number }[]
  /** Paused cards, by cause. */
  readonly paused: readonly CauseOfPause[]
  readonly copiedAt?: Instant
}> => {
  const pause = await findOpenPause(tx)
  const copiedAt = await wholeSince(tx)
  return {
    feeds: await feeds(tx),
    setAside: await countSetAside(tx),
    paused: pause === undefined ? [] : (await countPaused(tx, pause.pauseId)).causes,
    ...(copiedAt !== undefined && { copiedAt }),
  }
}
