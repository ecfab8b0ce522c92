import { randomUUID } from 'node:crypto'
import { minute, plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { unreachable } from '@sotevarmenne/kernel/unreachable'
import { isUnusual } from '#platform/unusual.ts'
import type {
  ChangesHoldId,
  HolderDied,
  HolderRenamed,
  PersonDied,
  ProfessionalNumberChanged,
  RegisterChangesHeld,
  RightEnded,
  RightRestricted,
} from '../contract.ts'
import { isRevoking, toldBy } from '../domain/assess.ts'
import {
  countRevoking,
  dueChanges,
  holdWaiting,
  letThrough,
  lockChange,
  settleChange,
  takeTurnAtBrake,
  type Change,
} from '../stores/changes.ts'
import { findOpenHold, insertHold } from '../stores/holds.ts'
import type { ChangesDeps } from './deps.ts'

const revokingKinds = (Object.keys(toldBy) as (keyof typeof toldBy)[]).filter(isRevoking)

/**
 * Lets changes act whose time has come. Those that take cards away pass the brake first, all together: before any of them
 * acts it is known how many there are. What each does is told as an event, on which other modules act.
 */
export const actOnChanges = (deps: ChangesDeps) => async (): Promise<void> => {
  const { db, clock } = deps
  await brake(deps)
  for (;;) {
    const due = await db.read((tx) =>
      dueChanges(tx, { braked: revokingKinds, now: clock.now(), limit: 200 }),
    )
    for (const change of due) await act(deps, change)
    if (due.length === 0) return
  }
}

/** Lets through what waits to take cards away, or holds it: when it is unusually much, or something is held already. */
async function brake({ db, clock, record, reliances, limits, followPermit }: ChangesDeps) {
  const { windowMinutes, ...most } = limits.brake
  await db.write(
    async (tx) => {
      await takeTurnAtBrake(tx)
      const now = clock.now()
      const braked = { kinds: revokingKinds, now }
      const open = await findOpenHold(tx)
      if (open !== undefined) {
        await holdWaiting(tx, braked, open.holdId)
        return ok(undefined)
      }
      const causes = await countRevoking(tx, {
        ...braked,
        since: plus(now, -windowMinutes * minute),
      })
      const revoked = causes.reduce((sum, { count }) => sum + count, 0)
      // Counting all cards takes a while: only where it can matter.
      const mayBeUnusual = isUnusual({ revoked, issued: 0 }, most)
      const issued = mayBeUnusual ? await reliances.countReliances(tx) : 0
      if (!mayBeUnusual || !isUnusual({ revoked, issued }, most)) {
        await letThrough(tx, braked)
        return ok(undefined)
      }
      const holdId = randomUUID() as string as ChangesHoldId
      await insertHold(tx, { holdId, noticedAt: now, cards: revoked, causes })
      await holdWaiting(tx, braked, holdId)
      const event: RegisterChangesHeld = {
        ...{ type: 'RegisterChangesHeld', holdId, cards: revoked, causes },
      }
      await record(tx, event, followPermit())
      return ok(undefined)
    },
    { isolation: 'read committed' },
  )
}

async function act({ db, clock, record, followPermit }: ChangesDeps, due: Change): Promise<void> {
  await db.write(async (tx) => {
    const change = await lockChange(tx, due.changeId)
    // Another process may have been quicker, or the register has taken it back, or the brake holds it since.
    if (change?.state !== due.state) return ok(undefined)
    await settleChange(tx, change.changeId, { as: 'acted', at: clock.now() })
    await record(tx, eventOf(change), followPermit())
    return ok(undefined)
  })
}

function eventOf({
  kind,
  changeId,
  eventId: heard,
  personId,
  cardId,
  validTo,
}: Change):
  | RightEnded
  | RightRestricted
  | ProfessionalNumberChanged
  | HolderRenamed
  | HolderDied
  | PersonDied {
  if (cardId === undefined) return { type: 'PersonDied', changeId, heard, about: { personId } }
  const of = { changeId, heard, about: { personId, cardId } }
  switch (kind) {
    case 'right-ended':
      return { type: 'RightEnded', ...of }
    case 'right-restricted':
      if (validTo === undefined) throw new Error('a restricted right without its last day')
      return { type: 'RightRestricted', validTo, ...of }
    case 'number-changed':
      return { type: 'ProfessionalNumberChanged', ...of }
    case 'name-changed':
      return { type: 'HolderRenamed', ...of }
    case 'holder-died':
      return { type: 'HolderDied', ...of }
    default:
      return unreachable(kind)
  }
}
