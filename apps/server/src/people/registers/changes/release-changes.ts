import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/registers'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { personOf, type Permit } from '#platform/permit.ts'
import type { RegisterChangesReleaseAgreed, RegisterChangesReleased } from '../contract.ts'
import { toldBy } from '../domain/assess.ts'
import { heldBy, releaseHeld } from '../stores/changes.ts'
import { askAbout } from '../stores/feeds.ts'
import { lockHold, saveFirstAgreement, saveRelease } from '../stores/holds.ts'
import type { ChangesDeps } from './deps.ts'

export type ReleaseChangesRefusal =
  | { readonly kind: 'hold-unknown' }
  | { readonly kind: 'already-released' }
  /** One person has agreed already: it takes another. */
  | { readonly kind: 'same-person' }
  /** No view of this hold has ended with that change. */
  | { readonly kind: 'not-shown' }

type Release = Promise<Result<AnswerOf<typeof contracts.releaseChanges>, ReleaseChangesRefusal>>

/**
 * Agrees that what was shown of held changes acts. The first person's word is kept; with the second's it does, up to the
 * last change that both have seen, once the register was asked again about each: what it has taken back meanwhile lapses.
 */
export const releaseChanges =
  ({ db, clock, record }: Pick<ChangesDeps, 'db' | 'clock' | 'record'>) =>
  (
    permit: Permit<'registers.releaseChanges'>,
    { holdId, upTo }: InputOf<typeof contracts.releaseChanges>,
  ): Release =>
    db.write(
      async (tx): Release => {
        const hold = await lockHold(tx, holdId)
        if (hold === undefined) return refuse({ kind: 'hold-unknown' })
        if (hold.isReleased) return refuse({ kind: 'already-released' })
        const person = personOf(permit)
        const { first } = hold
        if (first?.person === person) return refuse({ kind: 'same-person' })
        const held = await heldBy(tx, hold.holdId)
        if (held.cards > 0 && upTo > held.upTo) return refuse({ kind: 'not-shown' })

        const now = clock.now()
        const covered = Math.min(upTo, first?.upTo ?? upTo)
        const { cards } = await heldBy(tx, hold.holdId, covered)
        const agreement = { person, at: now, upTo: covered, cards }
        if (first === undefined) {
          await saveFirstAgreement(tx, hold.holdId, agreement)
          const event: RegisterChangesReleaseAgreed = {
            ...{ type: 'RegisterChangesReleaseAgreed', holdId: hold.holdId, cards },
          }
          await record(tx, event, permit)
          return ok({ state: 'awaits-second' })
        }
        await saveRelease(tx, hold.holdId, agreement)
        const released = await releaseHeld(tx, { holdId: hold.holdId, upTo: covered, now })
        for (const { personId, kind, eventId } of released)
          await askAbout(tx, { personId, register: toldBy[kind], eventId, dueAt: now })
        const event: RegisterChangesReleased = {
          ...{ type: 'RegisterChangesReleased', holdId: hold.holdId, cards },
        }
        await record(tx, event, permit)
        return ok({ state: 'released' })
      },
      { isolation: 'read committed' },
    )
