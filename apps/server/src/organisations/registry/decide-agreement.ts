import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/organisations'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { decisionOn, groundsOfAgreement, type Ground } from '#cards/products/index.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import { unavailableProblems } from '#people/registers/index.ts'
import { dualControlProblems } from '#platform/dual-control-problems.ts'
import { operation } from '#platform/operation.ts'
import type {
  Agreement,
  AgreementApproved,
  AgreementRejected,
  AgreementReplaced,
} from './contract.ts'
import type { OrganisationsDeps } from './deps.ts'
import {
  approve,
  giveWay,
  reject,
  type DecisionRefusal,
  type EndRefusal,
} from './domain/agreement.ts'
import { endWithChanges } from './end-agreement.ts'
import { showOrganisation } from './show-organisation.ts'
import {
  findAgreement,
  lockAgreement,
  organisationById,
  organisationsByIds,
  saveAgreement,
} from './store.ts'
import { texts } from './texts.ts'
import { agreementNotFound, enteringProblems, endAgreementProblems } from './problems.ts'

type Shown = ResponseOf<typeof contracts.viewOrganisation>
type NotFound = { readonly kind: 'agreement-not-found' }

export type DecideAgreementRefusal = NotFound | DecisionRefusal | SideRefusal

/** Another case officer approves the agreement, which is then in force within its days; or rejects it. */
export const decideAgreement = operation({
  contract: contracts.decideAgreement,
  problems: {
    'agreement-not-found': agreementNotFound,
    'agreement-not-proposed': { status: 409, ...texts.agreementNotProposed },
    ...dualControlProblems,
    'organisation-ceased': enteringProblems['organisation-ceased'],
    'unknown-to-business-register': enteringProblems['unknown-to-business-register'],
    ...unavailableProblems,
  },
  handle:
    (deps: OrganisationsDeps) =>
    async (permit, { agreementId, decision }): Promise<Result<Shown, DecideAgreementRefusal>> => {
      const sides = decision === 'approved' ? await requestSides(deps, agreementId) : ok(undefined)
      if (!sides.ok) return sides
      return deps.db.write(async (tx): Promise<Result<Shown, DecideAgreementRefusal>> => {
        const agreement = await lockAgreement(tx, agreementId)
        if (!agreement) return refuse({ kind: 'agreement-not-found' })
        const deciding = { by: personOf(permit), now: deps.clock.now() }
        const decided = (decision === 'approved' ? approve : reject)(agreement, deciding)
        if (!decided.ok) return decided

        const type = decision === 'approved' ? 'AgreementApproved' : 'AgreementRejected'
        if (decided.value.state === 'approved') await replaceBefore(deps, tx, permit, decided.value)
        return settle(deps, tx, permit, await withGrounds(tx, decided.value, deciding.now), type)
      })
    },
})

type SideRefusal =
  | RegisterUnavailable
  | { readonly kind: 'organisation-ceased' }
  | { readonly kind: 'unknown-to-business-register' }

/** An organisation that has ceased since the signature gets nothing by it (R279). Outside transactions. */
async function requestSides(
  { db, businessRegister }: OrganisationsDeps,
  agreementId: string,
): Promise<Result<undefined, SideRefusal>> {
  const sides = await db.read(async (tx) => {
    const agreement = await findAgreement(tx, agreementId)
    if (agreement?.state !== 'proposed') return []
    const { organisationId } = agreement
    const ids =
      agreement.kind === 'delegation' ? [organisationId, agreement.delegate] : [organisationId]
    return [...(await organisationsByIds(tx, ids)).values()]
  })
  for (const { businessId } of sides) {
    const business = await businessRegister.lookUpBusiness(businessId)
    if (!business.ok) return business
    if (business.value.status === 'ceased') return refuse({ kind: 'organisation-ceased' })
  }
  return ok(undefined)
}

/** The decided agreement, with the facts that the decision was based on (R145). */
export const withGrounds = async (
  tx: Tx,
  agreement: DecidedAgreement,
  now: Instant,
): Promise<DecidedAgreement> => ({
  ...agreement,
  decision: decisionOn('organisation-agreement', now, await groundsOf(tx, agreement)),
})

type DecidedAgreement = Extract<Agreement, { readonly state: 'approved' | 'rejected' }>

/** Ends the agreement that a change replaces. */
async function replaceBefore(
  { clock, record }: OrganisationsDeps,
  tx: Tx,
  permit: Permit,
  agreement: Agreement,
): Promise<void> {
  if (agreement.replaces === undefined) return
  const before = await lockAgreement(tx, agreement.replaces)
  const giving = before && giveWay(before, agreement, dateInHelsinki(clock.now()))
  if (giving === undefined) return
  const { agreementId, kind, organisationId, validTo } = giving
  await saveAgreement(tx, giving)
  const event: AgreementReplaced = {
    ...{
      type: 'AgreementReplaced',
      agreementId,
      kind,
      organisationId,
      lastDay: validTo,
    },
  }
  await record(tx, event, permit)
}

/** The organisations' current names are part of the decision, whatever their later names. */
async function groundsOf(tx: Tx, agreement: Agreement): Promise<readonly Ground[]> {
  const delegateId = agreement.kind === 'delegation' ? agreement.delegate : undefined
  const named = await organisationsByIds(tx, [
    agreement.organisationId,
    ...(delegateId === undefined ? [] : [delegateId]),
  ])
  const giver = named.get(agreement.organisationId)
  if (!giver) throw new Error(`agreement ${agreement.agreementId} has no owner`)
  const delegate = delegateId === undefined ? undefined : named.get(delegateId)
  return groundsOfAgreement({
    enteredOn: dateInHelsinki(agreement.proposedAt),
    isApproved: agreement.state === 'approved',
    giver,
    ...(delegate &&
      agreement.kind === 'delegation' && {
        delegate: { ...delegate, acceptedOn: agreement.accepted.on },
      }),
    validFrom: agreement.validFrom,
    ...(agreement.validTo !== undefined && { validTo: agreement.validTo }),
  })
}

export type EndAgreementRefusal = NotFound | EndRefusal

/** Ends the agreement now. Subscribers to `AgreementEnded` stop what is based on it. */
export const endAgreement = operation({
  contract: contracts.endAgreement,
  problems: endAgreementProblems,
  handle:
    (deps: OrganisationsDeps) =>
    (permit, { agreementId }) =>
      deps.db.write(async (tx): Promise<Result<Shown, EndAgreementRefusal>> => {
        const agreement = await lockAgreement(tx, agreementId)
        if (!agreement) return refuse({ kind: 'agreement-not-found' })
        const ended = await endWithChanges(deps, tx, permit, agreement)
        return ended.ok ? shownOf(deps, tx, permit, agreement) : ended
      }),
})

async function settle(
  deps: OrganisationsDeps,
  tx: Tx,
  permit: Permit,
  agreement: Agreement,
  type: (AgreementApproved | AgreementRejected)['type'],
): Promise<Result<Shown, never>> {
  const { agreementId, kind, organisationId } = agreement
  const event: AgreementApproved | AgreementRejected = {
    type,
    agreementId,
    kind,
    organisationId,
  }
  await saveAgreement(tx, agreement)
  await deps.record(tx, event, permit)
  return shownOf(deps, tx, permit, agreement)
}

async function shownOf(
  deps: OrganisationsDeps,
  tx: Tx,
  permit: Permit,
  { agreementId, organisationId }: Agreement,
): Promise<Result<Shown, never>> {
  const organisation = await organisationById(tx, organisationId)
  if (!organisation) throw new Error(`agreement ${agreementId} has no owner`)
  return ok(await showOrganisation(deps, tx, permit, organisation))
}
