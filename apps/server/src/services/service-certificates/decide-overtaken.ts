import type * as contracts from '@sotevarmenne/api/service-certificates'
import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import { dateInHelsinki, localDate, startOfDay } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { showDay } from '@sotevarmenne/pages/show'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import type { JobHandler } from '#platform/outbox.ts'
import { pageOf, readCursor, type CursorRefusal } from '#platform/paging.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type {
  Application,
  Overtaken,
  OvertakenCertificateLeft,
  OvertakenRevocationPlanned,
} from './contract.ts'
import type { ServiceCertificatesDeps } from './deps.ts'
import {
  isOpen,
  isSameChange,
  leave,
  mayDecide,
  revocationReasonOf,
  revokeOn,
  type OvertakenRefusal,
} from './domain/overtaken.ts'
import { changeOf, followChange, isIssued } from './hear-codes.ts'
import { pastStep, withStep } from './own-application.ts'
import { revokeNow } from './revoke.ts'
import { aboutApplication, showOvertaken, showRows } from './show-application.ts'
import { findApplications, lockApplication, saveApplication } from './store.ts'
import { findOvertaken, overtakenOpen, saveOvertaken } from './stores/overtaken.ts'

/** Certificates that the code service no longer bears out, the oldest finding first (R267). */
export const listOvertaken =
  (deps: ServiceCertificatesDeps) =>
  async (
    _permit: Permit<'serviceCertificates.viewQueue'>,
    { cursor, limit }: InputOf<typeof contracts.listOvertaken>,
  ): Promise<Result<AnswerOf<typeof contracts.listOvertaken>, CursorRefusal>> => {
    const behind = readCursor(cursor)
    if (!behind.ok) return behind
    return deps.db.read(async (tx) => {
      const found = await overtakenOpen(tx, {
        ...{ limit: limit + 1, behind: behind.value, now: deps.clock.now() },
      })
      const { page, nextCursor } = pageOf(found, {
        limit,
        placeOf: ({ foundAt, overtakenId }) => ({ at: foundAt, id: overtakenId }),
      })
      const rows = await rowsOf(deps, tx, page)
      return ok({ certificates: rows, ...(nextCursor !== undefined && { nextCursor }) })
    })
  }

async function rowsOf(
  deps: ServiceCertificatesDeps,
  tx: Tx,
  page: Awaited<ReturnType<typeof overtakenOpen>>,
) {
  const applications = await findApplications(
    tx,
    deps.sealing,
    page.map(({ applicationId }) => applicationId),
  )
  const rows = new Map(
    (await showRows(deps, tx, applications)).map((row) => [row.applicationId, row]),
  )
  return page.flatMap((overtaken) => {
    const row = rows.get(overtaken.applicationId)
    return row ? [{ ...row, overtaken: showOvertaken(overtaken) }] : []
  })
}

export type DecideOvertakenRefusal = { readonly kind: 'overtaken-not-found' } | OvertakenRefusal

type Decided = Result<AnswerOf<typeof contracts.decideOvertaken>, DecideOvertakenRefusal>

/** It stays, with a reason, or is revoked on a day: at once where that is today. Until the day another decision takes its place. */
export const decideOvertaken =
  (deps: ServiceCertificatesDeps) =>
  (
    permit: Permit<'serviceCertificates.decideOvertaken'>,
    { overtakenId, decision }: InputOf<typeof contracts.decideOvertaken>,
  ): Promise<Decided> =>
    deps.db.write(async (tx): Promise<Decided> => {
      const locked = await lockOvertaken(deps, tx, overtakenId)
      if (!locked) return refuse({ kind: 'overtaken-not-found' })
      const { known, application } = locked
      if (!isIssued(application)) return refuse({ kind: 'overtaken-decided' })
      const now = deps.clock.now()
      const may = mayDecide(known, { history: application.history, by: personOf(permit), now })
      if (!may.ok) return may
      const about = aboutApplication(application)
      const change = known.change.kind

      if (decision.kind === 'leave') {
        await saveOvertaken(tx, leave(known))
        const past = { ...pastStep('leave', deps, permit), because: decision.because }
        await saveApplication(tx, deps.sealing, withStep(application, past))
        const event: OvertakenCertificateLeft = {
          ...{ type: 'OvertakenCertificateLeft', change, ...about },
        }
        await deps.record(tx, event, permit)
        return ok({})
      }
      const today = dateInHelsinki(now)
      const on = localDate(decision.on)
      const planned = revokeOn(known, { on, today })
      if (!planned.ok) return planned
      if (on === today) return revokeOvertaken(deps, tx, permit, { application, known })
      await saveOvertaken(tx, planned.value)
      const past = {
        ...pastStep('planRevocation', deps, permit),
        because: showDay(on, application.facts.language),
      }
      await saveApplication(tx, deps.sealing, withStep(application, past))
      const event: OvertakenRevocationPlanned = {
        ...{ type: 'OvertakenRevocationPlanned', change, on, ...about },
      }
      await deps.record(tx, event, permit)
      await deps.planJob(tx, {
        kind: revoking,
        key: `${overtakenId}/${on}`,
        payload: { overtakenId, on },
        dueAt: startOfDay(on),
      })
      return ok({})
    })

/** What was found, with its application, of which nobody else decides meanwhile. */
async function lockOvertaken(
  { sealing }: Pick<ServiceCertificatesDeps, 'sealing'>,
  tx: Tx,
  overtakenId: string,
) {
  const asked = await findOvertaken(tx, overtakenId)
  const application = asked && (await lockApplication(tx, sealing, asked.applicationId))
  // Once more: it may have been decided before the lock.
  const known = await findOvertaken(tx, overtakenId)
  return application && known && { application, known }
}

async function revokeOvertaken(
  deps: ServiceCertificatesDeps,
  tx: Tx,
  permit: Permit,
  {
    application,
    known,
  }: {
    readonly application: Application
    readonly known: Overtaken
  },
): Promise<Decided> {
  const reason = revocationReasonOf(known.change)
  const revoked = await revokeNow(deps, tx, permit, { application, reason })
  if (!revoked.ok) return refuse({ kind: 'overtaken-decided' })
  await saveApplication(tx, deps.sealing, revoked.value)
  return ok({})
}

const revoking = 'serviceCertificates.revokeOvertaken'

/** On the day, unless another decision came in between, or the code service says something else by now. */
export const revokeOnItsDay = (deps: ServiceCertificatesDeps): JobHandler => ({
  kind: revoking,
  handle: async ({ payload }) => {
    const { overtakenId, on } = ofRevocation.parse(payload)
    await deps.db.write(async (tx) => {
      const locked = await lockOvertaken(deps, tx, overtakenId)
      if (!locked || !isIssued(locked.application)) return ok(undefined)
      const { known, application } = locked
      if (known.state !== 'to-be-revoked' || known.revokeOn !== on) return ok(undefined)
      // The service stood still, and it has run out meanwhile.
      if (!isOpen(known, deps.clock.now())) return ok(undefined)
      const change = await changeOf(deps, tx, application)
      if (!change || !isSameChange(known.change, change)) {
        await followChange(deps, tx, { application, known, change, isUntold: false })
        return ok(undefined)
      }
      const permit = deps.systemPermit('serviceCertificates.revokeOvertaken')
      const revoked = await revokeOvertaken(deps, tx, permit, { application, known })
      if (!revoked.ok) throw new Error('unreachable: what is issued can be revoked')
      return ok(undefined)
    })
  },
})

const ofRevocation = z.object({ overtakenId: z.string(), on: z.string() })
