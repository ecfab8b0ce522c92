import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/crl'
import type { Clock } from '#platform/clock.ts'
import type { Db, Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { Revocations } from '#pki/revocation/index.ts'
import type { Hold, ListsReleaseAgreed, ListsReleased } from './contract.ts'
import { findOpenHolds, lockHold, saveFirstAgreement, saveRelease } from './stores/paused-crls.ts'

export type Holding = {
  readonly db: Db
  readonly record: Record
  readonly clock: Clock
  readonly revocations: Pick<Revocations, 'causesAfter' | 'touchedSince'>
}

/** Which lists are held, with what waits to come on them now. */
export const viewHolds =
  ({ db, revocations }: Holding) =>
  async (
    _permit: Permit<'status.viewHolds'>,
  ): Promise<Result<AnswerOf<typeof contracts.viewHolds>, never>> => {
    const holds = await db.read(async (tx) => {
      const open = await findOpenHolds(tx)
      return Promise.all(
        open.map(async (hold) => ({ hold, waiting: await waitingFor(revocations, tx, hold) })),
      )
    })
    return ok({ holds: holds.map(shown) })
  }

/** How many revocations of each issuer wait because its lists are held, by cause; issuers whose lists go on are absent. */
export const heldRevocations =
  ({ revocations }: Pick<Holding, 'revocations'>) =>
  async (tx: Tx): Promise<readonly HeldRevocations[]> => {
    const held: HeldRevocations[] = []
    for (const hold of await findOpenHolds(tx)) {
      const { causes } = await waitingFor(revocations, tx, hold)
      for (const { cause, count } of causes) held.push({ issuer: hold.issuer, cause, count })
    }
    return held
  }

type HeldRevocations = { readonly issuer: string; readonly cause: string; readonly count: number }

export type ReleaseRefusal =
  | { readonly kind: 'hold-unknown' }
  | { readonly kind: 'already-released' }
  /** One person has agreed already: it takes another. */
  | { readonly kind: 'same-person' }
  /** No view of this hold has ended with that revocation. */
  | { readonly kind: 'not-shown' }

/**
 * Agrees that what was shown of held lists comes on them. The first person's word is kept; with the second's the lists go
 * on, up to the last revocation that both have seen. What came later is looked at by the brake: where it is unusually
 * much, the lists are held anew.
 */
export const releaseHold =
  ({ db, record, clock, revocations }: Holding) =>
  (
    permit: Permit<'status.releaseHold'>,
    { holdId, upTo }: InputOf<typeof contracts.releaseHold>,
  ): Promise<Result<AnswerOf<typeof contracts.releaseHold>, ReleaseRefusal>> =>
    db.write(
      async (tx): Promise<Result<AnswerOf<typeof contracts.releaseHold>, ReleaseRefusal>> => {
        const found = await lockHold(tx, holdId)
        if (found === undefined) return refuse({ kind: 'hold-unknown' })
        if (found.isReleased) return refuse({ kind: 'already-released' })
        const { hold } = found
        const person = personOf(permit)
        const { first } = hold
        if (first?.person === person) return refuse({ kind: 'same-person' })
        const last = await lastWaiting(revocations, tx, hold)
        if (upTo <= hold.position || upTo > last) return refuse({ kind: 'not-shown' })

        const covered = Math.min(upTo, first?.upTo ?? upTo)
        const { revoked } = await waitingFor(revocations, tx, hold, covered)
        const about = { holdId: hold.holdId, issuer: hold.issuer, revoked }
        const agreement = { person, at: clock.now(), upTo: covered, revoked }
        if (first === undefined) {
          await saveFirstAgreement(tx, hold.holdId, agreement)
          const event: ListsReleaseAgreed = { type: 'ListsReleaseAgreed', ...about }
          await record(tx, event, permit)
          return ok({ state: 'awaits-second' })
        }
        await saveRelease(tx, hold.holdId, agreement)
        const event: ListsReleased = { type: 'ListsReleased', ...about }
        await record(tx, event, permit)
        return ok({ state: 'released' })
      },
    )

type Waiting = Pick<Hold, 'revoked' | 'causes'> & {
  /** Position of the last of them. */
  readonly upTo: number
}

/** What is revoked and held: all of it, or up to a position. */
async function waitingFor(
  revocations: Holding['revocations'],
  tx: Tx,
  hold: Pick<Hold, 'issuer' | 'position'>,
  until?: number,
): Promise<Waiting> {
  const upTo = until ?? (await lastWaiting(revocations, tx, hold))
  const { issuer, position } = hold
  const causes = await revocations.causesAfter(tx, { issuer, position, upTo })
  return { causes, upTo, revoked: causes.reduce((sum, { count }) => sum + count, 0) }
}

async function lastWaiting(
  revocations: Holding['revocations'],
  tx: Tx,
  { issuer, position }: Pick<Hold, 'issuer' | 'position'>,
): Promise<number> {
  const touched = await revocations.touchedSince(tx, position)
  return Math.max(
    position,
    ...touched.filter((scope) => scope.issuer === issuer).map(({ last }) => last),
  )
}

const shown = ({
  hold: { holdId, issuer, noticedAt, first },
  waiting: { revoked, causes, upTo },
}: {
  readonly hold: Hold
  readonly waiting: Waiting
}) => ({
  holdId,
  issuer,
  noticedAt: formatInstant(noticedAt),
  revoked,
  causes: [...causes],
  upTo,
  ...(first !== undefined && {
    firstAgreedAt: formatInstant(first.at),
    firstSaw: first.revoked,
  }),
})
