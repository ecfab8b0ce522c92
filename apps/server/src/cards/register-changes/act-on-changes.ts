import { randomUUID } from 'node:crypto'
import { minute, plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { unreachable } from '@sotevarmenne/kernel/unreachable'
import { isUnusual } from '#platform/unusual.ts'
import type {
  ChangesPauseId,
  HolderDied,
  HolderRenamed,
  PersonDied,
  ProfessionalNumberChanged,
  RegisterChangesPaused,
  RightEnded,
  RightRestricted,
} from './contract.ts'
import { isRevoking, reportedBy } from './domain/assess.ts'
import {
  countRevoking,
  dueChanges,
  pauseWaiting,
  releaseWaiting,
  lockChange,
  settleChange,
  lockGuard,
  type Change,
} from './stores/changes.ts'
import { findOpenPause, insertPause } from './stores/pauses.ts'
import type { ChangesDeps } from './deps.ts'

const revokingKinds = (Object.keys(reportedBy) as (keyof typeof reportedBy)[]).filter(isRevoking)

/**
 * Applies changes that are due. Those that revoke cards pass the mass-revocation guard first, all together,
 * so that their number is known before any is applied. Each is published as an event, on which other modules
 * act.
 */
export const actOnChanges = (deps: ChangesDeps) => async (): Promise<void> => {
  const { db, clock } = deps
  await guard(deps)
  for (;;) {
    const due = await db.read((tx) =>
      dueChanges(tx, { guarded: revokingKinds, now: clock.now(), limit: 200 }),
    )
    for (const change of due) await act(deps, change)
    if (due.length === 0) return
  }
}

/**
 * Releases waiting changes that revoke cards, or pauses them: if unusually many, or if some are paused
 * already.
 */
async function guard({ db, clock, record, reliances, limits, systemPermit }: ChangesDeps) {
  const { windowMinutes, ...max } = limits.guard
  await db.write(
    async (tx) => {
      await lockGuard(tx)
      const now = clock.now()
      const guarded = { kinds: revokingKinds, now }
      const open = await findOpenPause(tx)
      if (open !== undefined) {
        await pauseWaiting(tx, guarded, open.pauseId)
        return ok(undefined)
      }
      const causes = await countRevoking(tx, {
        ...guarded,
        since: plus(now, -windowMinutes * minute),
      })
      const revoked = causes.reduce((sum, { count }) => sum + count, 0)
      // Counting all cards is slow: done only if it can matter.
      const mayBeUnusual = isUnusual({ revoked, issued: 0 }, max)
      const issued = mayBeUnusual ? await reliances.countReliances(tx) : 0
      if (!mayBeUnusual || !isUnusual({ revoked, issued }, max)) {
        await releaseWaiting(tx, guarded)
        return ok(undefined)
      }
      const pauseId = randomUUID() as string as ChangesPauseId
      await insertPause(tx, { pauseId, noticedAt: now, cards: revoked, causes })
      await pauseWaiting(tx, guarded, pauseId)
      const event: RegisterChangesPaused = {
        ...{ type: 'RegisterChangesPaused', pauseId, cards: revoked, causes },
      }
      await record(tx, event, systemPermit('registers.followChanges'))
      return ok(undefined)
    },
    { isolation: 'read committed' },
  )
}

async function act({ db, clock, record, systemPermit }: ChangesDeps, due: Change): Promise<void> {
  await db.write(async (tx) => {
    const change = await lockChange(tx, due.changeId)
    // Another process was quicker, the register has taken it back, or the guard has paused it since.
    if (change?.state !== due.state) return ok(undefined)
    await settleChange(tx, change.changeId, { as: 'applied', at: clock.now() })
    await record(tx, eventOf(change), systemPermit('registers.followChanges'))
    return ok(undefined)
  })
}

function eventOf({
  kind,
  changeId,
  eventId: registerEventId,
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
  if (cardId === undefined)
    return { type: 'PersonDied', changeId, registerEventId, about: { personId } }
  const of = { changeId, registerEventId, about: { personId, cardId } }
  switch (kind) {
    case 'right-ended':
      return { type: 'RightEnded', ...of }
    case 'right-restricted':
      if (validTo === undefined) throw new Error('restricted right has no last day')
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
