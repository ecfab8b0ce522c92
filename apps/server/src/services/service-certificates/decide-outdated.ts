import * as contracts from '@sotevarmenne/api/service-certificates'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { dateInHelsinki, localDate, startOfDay } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { showDay } from '@sotevarmenne/kernel/show'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import type { JobHandler } from '#platform/outbox.ts'
import { showPage, type CursorRefusal, cursorProblems } from '#platform/paging.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { stepBy } from '#platform/workflow.ts'
import { dualControlProblems } from '#platform/dual-control-problems.ts'
import { operation } from '#platform/operation.ts'
import type { Application, Outdated } from './contract.ts'
import type { ServiceCertificatesDeps } from './deps.ts'
import {
  isOpen,
  isSameChange,
  leave,
  mayDecide,
  revocationReasonOf,
  revokeOn,
  type OutdatedRefusal,
} from './domain/outdated.ts'
import { changeOf, followChange, isIssued } from './receive-codes.ts'
import { takeStep } from './own-application.ts'
import { revokeNow } from './revoke.ts'
import { showOutdated, showRows } from './show-application.ts'
import { findApplications, lockApplication } from './store.ts'
import { findOutdated, outdatedOpen, saveOutdated } from './stores/outdated.ts'
import { texts } from './texts.ts'

/** Certificates that the code service no longer confirms, oldest finding first (R267). */
export const listOutdated = operation({
  contract: contracts.listOutdated,
  problems: cursorProblems,
  handle:
    (deps: ServiceCertificatesDeps) =>
    (
      _permit,
      requested,
    ): Promise<Result<ResponseOf<typeof contracts.listOutdated>, CursorRefusal>> =>
      deps.db.read((tx) =>
        showPage(requested, {
          find: (sought) => outdatedOpen(tx, { ...sought, now: deps.clock.now() }),
          placeOf: ({ foundAt, outdatedId }) => ({ at: foundAt, id: outdatedId }),
          show: async (page) => ({ certificates: await rowsOf(deps, tx, page) }),
        }),
      ),
})

async function rowsOf(
  deps: ServiceCertificatesDeps,
  tx: Tx,
  page: Awaited<ReturnType<typeof outdatedOpen>>,
) {
  const applications = await findApplications(
    tx,
    deps.sealing,
    page.map(({ applicationId }) => applicationId),
  )
  const rows = new Map(
    (await showRows(deps, tx, applications)).map((row) => [row.applicationId, row]),
  )
  return page.flatMap((outdated) => {
    const row = rows.get(outdated.applicationId)
    return row ? [{ ...row, outdated: showOutdated(outdated) }] : []
  })
}

export type DecideOutdatedRefusal = { readonly kind: 'outdated-not-found' } | OutdatedRefusal

type Decided = Result<ResponseOf<typeof contracts.decideOutdated>, DecideOutdatedRefusal>

/**
 * The certificate stays, with a reason, or is revoked on a day: at once if that is today. Until the day a new
 * decision replaces it.
 */
export const decideOutdated = operation({
  contract: contracts.decideOutdated,
  problems: {
    'outdated-not-found': { status: 404, ...texts.outdatedNotFound },
    'outdated-decided': { status: 409, ...texts.outdatedDecided },
    'day-not-possible': { status: 422, ...texts.dayNotPossible },
    ...dualControlProblems,
  },
  handle:
    (deps: ServiceCertificatesDeps) =>
    (permit, { outdatedId, decision }) =>
      deps.db.write(async (tx): Promise<Decided> => {
        const locked = await lockOutdated(deps, tx, outdatedId)
        if (!locked) return refuse({ kind: 'outdated-not-found' })
        const { known, application } = locked
        if (!isIssued(application)) return refuse({ kind: 'outdated-decided' })
        const now = deps.clock.now()
        const may = mayDecide(known, { history: application.history, by: personOf(permit), now })
        if (!may.ok) return may
        const change = known.change.kind

        if (decision.kind === 'leave') {
          await saveOutdated(tx, leave(known))
          await takeStep(deps, tx, permit, application, {
            past: stepBy(deps, permit, 'leave', decision.because),
            event: { type: 'OutdatedCertificateLeft', change },
          })
          return ok({})
        }
        const today = dateInHelsinki(now)
        const on = localDate(decision.on)
        const planned = revokeOn(known, { on, today })
        if (!planned.ok) return planned
        if (on === today) return revokeOutdated(deps, tx, permit, { application, known })
        await saveOutdated(tx, planned.value)
        const day = showDay(on, application.facts.language)
        await takeStep(deps, tx, permit, application, {
          past: stepBy(deps, permit, 'planRevocation', day),
          event: { type: 'OutdatedRevocationPlanned', change, on },
        })
        await deps.planJob(tx, {
          kind: revoking,
          key: `${outdatedId}/${on}`,
          payload: { outdatedId, on },
          dueAt: startOfDay(on),
        })
        return ok({})
      }),
})

/** The finding with its application, locked against other decisions. */
async function lockOutdated(
  { sealing }: Pick<ServiceCertificatesDeps, 'sealing'>,
  tx: Tx,
  outdatedId: string,
) {
  const requested = await findOutdated(tx, outdatedId)
  const application = requested && (await lockApplication(tx, sealing, requested.applicationId))
  // Read again: it may have been decided before the lock.
  const known = await findOutdated(tx, outdatedId)
  return application && known && { application, known }
}

async function revokeOutdated(
  deps: ServiceCertificatesDeps,
  tx: Tx,
  permit: Permit<'serviceCertificates.decideOutdated' | 'serviceCertificates.revokeOutdated'>,
  {
    application,
    known,
  }: {
    readonly application: Application
    readonly known: Outdated
  },
): Promise<Decided> {
  const reason = revocationReasonOf(known.change)
  const revoked = await revokeNow(deps, tx, permit, { application, reason })
  return revoked.ok ? ok({}) : refuse({ kind: 'outdated-decided' })
}

const revoking = 'serviceCertificates.revokeOutdated'

/** Revokes on the day, unless there is another decision, or the code service has changed again. */
export const revokeOnItsDay = (deps: ServiceCertificatesDeps): JobHandler => ({
  kind: revoking,
  handle: async ({ payload }) => {
    const { outdatedId, on } = ofRevocation.parse(payload)
    await deps.db.write(async (tx) => {
      const locked = await lockOutdated(deps, tx, outdatedId)
      if (!locked || !isIssued(locked.application)) return ok(undefined)
      const { known, application } = locked
      if (known.state !== 'to-be-revoked' || known.revokeOn !== on) return ok(undefined)
      // The service was down, and the certificate has expired meanwhile.
      if (!isOpen(known, deps.clock.now())) return ok(undefined)
      const change = await changeOf(deps, tx, application)
      if (!change || !isSameChange(known.change, change)) {
        await followChange(deps, tx, { application, known, change, isNotNotified: false })
        return ok(undefined)
      }
      const permit = deps.systemPermit('serviceCertificates.revokeOutdated')
      const revoked = await revokeOutdated(deps, tx, permit, { application, known })
      if (!revoked.ok) throw new Error('unreachable: an issued certificate can be revoked')
      return ok(undefined)
    })
  },
})

const ofRevocation = z.object({ outdatedId: z.string(), on: z.string() })
