import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/status'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { Hold, ListsReleaseAgreed, ListsReleased } from './contract.ts'
import { findOpenHolds, lockHold, saveFirstAgreement, saveRelease } from './stores/holds.ts'

export type Holding = { readonly db: Db; readonly record: Record; readonly clock: Clock }

/** Which lists are held, and why. */
export const viewHolds =
  ({ db }: Holding) =>
  async (
    _permit: Permit<'status.viewHolds'>,
  ): Promise<Result<AnswerOf<typeof contracts.viewHolds>, never>> => {
    const holds = await db.read(findOpenHolds)
    return ok({ holds: holds.map(shown) })
  }

export type ReleaseRefusal =
  | { readonly kind: 'hold-unknown' }
  | { readonly kind: 'already-released' }
  /** One person has agreed already: it takes another. */
  | { readonly kind: 'same-person' }

/** Agrees that held lists go on. The first person's word is kept; with the second's they are released. */
export const releaseHold =
  ({ db, record, clock }: Holding) =>
  (
    permit: Permit<'status.releaseHold'>,
    { holdId }: InputOf<typeof contracts.releaseHold>,
  ): Promise<Result<AnswerOf<typeof contracts.releaseHold>, ReleaseRefusal>> =>
    db.write(
      async (tx): Promise<Result<AnswerOf<typeof contracts.releaseHold>, ReleaseRefusal>> => {
        const found = await lockHold(tx, holdId)
        if (found === undefined) return refuse({ kind: 'hold-unknown' })
        if (found.isReleased) return refuse({ kind: 'already-released' })
        const { hold } = found
        const said = { holdId: hold.holdId, by: personOf(permit), at: clock.now() }
        const about = { holdId: hold.holdId, issuer: hold.issuer }
        if (hold.firstPerson === undefined) {
          await saveFirstAgreement(tx, said)
          const event: ListsReleaseAgreed = { type: 'ListsReleaseAgreed', ...about }
          await record(tx, event, permit)
          return ok({ state: 'awaits-second' })
        }
        if (hold.firstPerson === said.by) return refuse({ kind: 'same-person' })
        await saveRelease(tx, said)
        const event: ListsReleased = { type: 'ListsReleased', ...about }
        await record(tx, event, permit)
        return ok({ state: 'released' })
      },
    )

const shown = ({ holdId, issuer, noticedAt, revoked, causes, firstAt }: Hold) => ({
  holdId,
  issuer,
  noticedAt: formatInstant(noticedAt),
  revoked,
  causes: [...causes],
  ...(firstAt !== undefined && { firstAgreedAt: formatInstant(firstAt) }),
})

function personOf({ actor }: Permit): string {
  if (actor.kind !== 'person') throw new Error('lists are released by persons')
  return actor.personId
}
