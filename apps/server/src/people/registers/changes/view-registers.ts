import type { AnswerOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/registers'
import { day, formatInstant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { CauseOfHold } from '../contract.ts'
import { countChanges, heldBy } from '../stores/changes.ts'
import { lastCopy, wholeSince, type CodeCopy } from '../stores/codes.ts'
import { countToAsk, feeds, type Feed } from '../stores/feeds.ts'
import { findOpenHold } from '../stores/holds.ts'
import { countSetAside, newestSetAside } from '../stores/set-aside.ts'
import type { ChangesDeps } from './deps.ts'

/** How the registers answer, what their changes did, what is held, and how old the copy of the code service is. */
export const viewRegisters =
  ({ db, clock }: Pick<ChangesDeps, 'db' | 'clock'>) =>
  async (
    _permit: Permit<'registers.viewRegisters'>,
  ): Promise<Result<AnswerOf<typeof contracts.viewRegisters>, never>> =>
    ok(
      await db.read(async (tx) => {
        const now = clock.now()
        const copy = await lastCopy(tx)
        return {
          at: formatInstant(now),
          feeds: await Promise.all((await feeds(tx)).map((feed) => shownFeed(tx, feed, now))),
          changes: [...(await countChanges(tx, plus(now, -30 * day)))],
          ...(await shownHold(tx)),
          ...(copy && { copy: { takenAt: formatInstant(copy.takenAt), ...figuresOf(copy) } }),
        }
      }),
    )

const figuresOf = ({ entries, added, changed, removed, leftOut }: CodeCopy) => ({
  ...{ entries, added, changed, removed },
  ...(leftOut && { leftOut }),
})

async function shownFeed(tx: Tx, feed: Feed, now: Instant) {
  const { register, answeredAt, askedAt, trouble, newestChangeAt, events } = feed
  return {
    register,
    ...(answeredAt !== undefined && { answeredAt: formatInstant(answeredAt) }),
    ...(askedAt !== undefined && { askedAt: formatInstant(askedAt) }),
    ...(trouble !== undefined && { trouble }),
    ...(newestChangeAt !== undefined && { newestChangeAt: formatInstant(newestChangeAt) }),
    events,
    toAsk: await countToAsk(tx, register, now),
    setAside: (await newestSetAside(tx, register, now)).map(({ eventId, because, at }) => ({
      ...{ eventId, because },
      at: formatInstant(at),
    })),
  }
}

async function shownHold(tx: Tx) {
  const hold = await findOpenHold(tx)
  if (hold === undefined) return {}
  const { holdId, noticedAt, first } = hold
  const { cards, causes, upTo } = await heldBy(tx, holdId)
  return {
    hold: {
      holdId,
      noticedAt: formatInstant(noticedAt),
      cards,
      causes: [...causes],
      upTo,
      ...(first !== undefined && {
        firstAgreedAt: formatInstant(first.at),
        firstSaw: first.cards,
      }),
    },
  }
}

/** For the figures of the service: how long ago each feed answered last, which cards are held, since when not every list was copied. */
export const figuresOfRegisters = async (
  tx: Tx,
): Promise<{
  readonly feeds: readonly { readonly register: string; readonly answeredAt?: Instant }[]
  readonly setAside: readonly { readonly register: string; readonly count: number }[]
  /** Cards that are held, by what became known of their holders. */
  readonly held: readonly CauseOfHold[]
  readonly copiedAt?: Instant
}> => {
  const hold = await findOpenHold(tx)
  const copiedAt = await wholeSince(tx)
  return {
    feeds: await feeds(tx),
    setAside: await countSetAside(tx),
    held: hold === undefined ? [] : (await heldBy(tx, hold.holdId)).causes,
    ...(copiedAt !== undefined && { copiedAt }),
  }
}
