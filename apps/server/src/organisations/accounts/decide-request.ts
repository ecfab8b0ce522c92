import * as contracts from '@sotevarmenne/api/accounts'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, localDate } from '@sotevarmenne/kernel/local-date'
import { checkDualControl, type SecondPersonRequired } from '@sotevarmenne/kernel/dual-control'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { showPage, type CursorRefusal, cursorProblems } from '#platform/paging.ts'
import { personOf } from '#platform/permit.ts'
import { recordAccess } from '#platform/record.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import { dualControlProblems } from '#platform/dual-control-problems.ts'
import { registeredProblems } from '#organisations/registry/index.ts'
import { operation } from '#platform/operation.ts'
import type { AccountRejected, AccountRequestsListed, PowerOfAttorneyViewed } from './contract.ts'
import type { AccountsDeps } from './deps.ts'
import { isRenewable, standingOf } from './domain/membership.ts'
import { checkLastDay, type LastDayRefusal } from './domain/opening.ts'
import { nameOf } from './name-of.ts'
import { makeSignatory } from './join-account.ts'
import { open, organisationWithAccount, type EnterRefusal } from './open-account.ts'
import {
  contactOfRequest,
  findRequest,
  lockAccount,
  lockRequest,
  powerOfAttorneyOf,
  memberIn,
  openRequests,
  saveDecision,
} from './store.ts'
import { texts } from './texts.ts'
import { powerOfAttorneyProblems, joinAccountProblems, accountExists } from './problems.ts'

/** Requests that wait for a case officer, the oldest first. Recorded as access to each applicant. */
export const listAccountRequests = operation({
  contract: contracts.listAccountRequests,
  problems: cursorProblems,
  handle:
    (deps: AccountsDeps) =>
    (
      permit,
      requested,
    ): Promise<Result<ResponseOf<typeof contracts.listAccountRequests>, CursorRefusal>> =>
      deps.db.write((tx) =>
        showPage(requested, {
          find: (sought) => openRequests(tx, sought),
          placeOf: ({ requestedAt, requestId }) => ({ at: requestedAt, id: requestId }),
          show: async (page) => {
            const looked: AccountRequestsListed = { type: 'AccountRequestsListed' }
            const named = page.map(({ personId }) => personId)
            if (page.length > 0) await recordAccess(deps, tx, permit, { looked, named })
            const requests = []
            for (const { personId, requestedAt, ...request } of page)
              requests.push({
                ...request,
                applicant: { personId, name: await nameOf(deps, tx, personId) },
                hasAccount:
                  (await organisationWithAccount(deps, tx, request.businessId)) !== undefined,
                requestedAt: formatInstant(requestedAt),
                may: checkDualControl(personOf(permit), [personId]).ok ? ['decide' as const] : [],
              })
            return { requests }
          },
        }),
      ),
})

type NotFound = { readonly kind: 'request-not-found' }

/** Reading the power of attorney is recorded in the audit log of the applicant. */
export const viewPowerOfAttorney = operation({
  contract: contracts.viewPowerOfAttorney,
  problems: powerOfAttorneyProblems,
  handle:
    (deps: AccountsDeps) =>
    (
      permit,
      { requestId },
    ): Promise<Result<ResponseOf<typeof contracts.viewPowerOfAttorney>, NotFound>> =>
      deps.db.write(async (tx): Promise<Result<{ pdf: string }, NotFound>> => {
        const request = await findRequest(tx, requestId)
        const powerOfAttorney =
          request && (await powerOfAttorneyOf(tx, deps.sealing, request.requestId))
        if (!request || !powerOfAttorney) return refuse({ kind: 'request-not-found' })
        const viewed: PowerOfAttorneyViewed = {
          ...{ type: 'PowerOfAttorneyViewed', requestId: request.requestId },
          about: { personId: request.personId },
        }
        await deps.record(tx, viewed, permit)
        return ok({ pdf: Buffer.from(powerOfAttorney).toString('base64') })
      }),
})

export type DecideRequestRefusal =
  | NotFound
  | EnterRefusal
  | RegisterUnavailable
  | { readonly kind: 'unknown-to-business-register' }
  | SecondPersonRequired
  | { readonly kind: 'signatory-already' }
  | LastDayRefusal
  | { readonly kind: 'reason-missing' }

/**
 * A case officer other than the applicant decides (R175). The business register is requested again: it may
 * have changed.
 */
export const decideAccountRequest = operation({
  contract: contracts.decideAccountRequest,
  problems: {
    'signatory-already': joinAccountProblems['signatory-already'],
    ...powerOfAttorneyProblems,
    ...registeredProblems,
    ...accountExists,
    ...dualControlProblems,
    'last-day-missing': { status: 422, ...texts.lastDayWrong },
    'last-day-wrong': { status: 422, ...texts.lastDayWrong },
    'reason-missing': { status: 422, ...texts.reasonMissing },
  },
  handle:
    (deps: AccountsDeps) =>
    async (
      permit,
      { requestId, decision, because, validTo: typed },
    ): Promise<Result<Record<string, never>, DecideRequestRefusal>> => {
      if (decision === 'rejected' && because === undefined)
        return refuse({ kind: 'reason-missing' })
      const today = dateInHelsinki(deps.clock.now())
      const lastDay = checkLastDay(typed === undefined ? undefined : localDate(typed), today)
      if (decision === 'approved' && !lastDay.ok) return lastDay
      const requested = await deps.db.read((tx) => findRequest(tx, requestId))
      if (!requested) return refuse({ kind: 'request-not-found' })
      const business = await deps.businessRegister.lookUpBusiness(requested.businessId)
      if (decision === 'approved' && !business.ok) return business

      type Decided = Result<Record<string, never>, DecideRequestRefusal>
      return deps.db.write(async (tx): Promise<Decided> => {
        const request = await lockRequest(tx, requestId)
        if (!request) return refuse({ kind: 'request-not-found' })
        const { personId } = request
        const by = personOf(permit)
        const second = checkDualControl(by, [personId])
        if (!second.ok) return second

        if (decision === 'approved' && business.ok && lastDay.ok) {
          const ground = { basis: 'power-of-attorney', validTo: lastDay.value } as const
          if (business.value.status === 'ceased') return refuse({ kind: 'organisation-ceased' })
          const account = await organisationWithAccount(deps, tx, request.businessId)
          if (account) {
            const { organisationId } = account
            await lockAccount(tx, organisationId)
            const member = await memberIn(tx, { personId, organisationId })
            // A person who meanwhile joined by the register stays on that basis, which is checked at each
            // action (R275).
            const isSignatory =
              member?.role === 'signatory' &&
              standingOf(member, today) === 'holds' &&
              (member.basis === 'power-of-attorney'
                ? !isRenewable(member, today)
                : member.since >= request.requestedAt)
            if (isSignatory) return refuse({ kind: 'signatory-already' })
            await makeSignatory(deps, tx, permit, { organisationId, personId, ...ground })
          } else {
            const opened = await open(deps, tx, permit, {
              ...{ business: business.value, personId, ground },
              contact: await contactOfRequest(tx, deps.sealing, requestId),
            })
            if (!opened.ok) return opened
          }
        } else {
          const rejected: AccountRejected = {
            ...{ type: 'AccountRejected', requestId: request.requestId, about: { personId } },
          }
          await deps.record(tx, rejected, permit)
        }
        await saveDecision(tx, request.requestId, {
          ...{ decision, by, at: deps.clock.now() },
          ...(decision === 'rejected' && { because }),
        })
        return ok({})
      })
    },
})
