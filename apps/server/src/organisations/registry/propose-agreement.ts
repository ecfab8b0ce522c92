import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/organisations'
import { dateInHelsinki, localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { isPriceList, memberProductOf } from '#cards/products/index.ts'
import { operation } from '#platform/operation.ts'
import type {
  DelegationPeople,
  Organisation,
  Agreement,
  AgreementId,
  AgreementProposed,
} from './contract.ts'
import type { OrganisationsDeps } from './deps.ts'
import { checkOverlap, type AgreementOverlaps } from './check-overlap.ts'
import { checkDays, type DaysRefusal } from './domain/agreement-days.ts'
import { contactOf } from './change-organisation.ts'
import { showOrganisation } from './show-organisation.ts'
import { peopleOf, savePeople } from './stores/people.ts'
import {
  insertAgreement,
  lockOrganisation,
  organisationByBusinessId,
  organisationByNumbers,
  agreementsOf,
} from './store.ts'
import { proposeCardAgreementProblems, proposeDelegationProblems } from './problems.ts'

type Shown = ResponseOf<typeof contracts.viewOrganisation>

type ScopeRefusal =
  | { readonly kind: 'organisation-not-found' }
  | DaysRefusal
  | { readonly kind: 'product-not-for-organisation' }
  | { readonly kind: 'point-not-found'; readonly pointId: string }

export type ProposeCardAgreementRefusal =
  | ScopeRefusal
  | { readonly kind: 'unit-not-found'; readonly oid: string }
  | { readonly kind: 'price-list-not-found' }

export type EnterCardAgreementRefusal = ProposeCardAgreementRefusal | AgreementOverlaps

/** Enters a card agreement. It is in force once another case officer has approved it. */
export const proposeCardAgreement = operation({
  contract: contracts.proposeCardAgreement,
  problems: proposeCardAgreementProblems,
  handle: (deps: OrganisationsDeps) => (permit, input) =>
    deps.db.write(async (tx): Promise<Result<Shown, EnterCardAgreementRefusal>> => {
      const drawn = await drawCardAgreement(deps, tx, input, personOf(permit))
      return drawn.ok ? propose(deps, tx, permit, drawn.value) : drawn
    }),
})

/** A checked agreement, and its organisation. */
export type Drawn = {
  readonly organisation: Organisation
  readonly agreement: Extract<Agreement, { readonly state: 'proposed' }>
  /** For a change: the agreement that it replaces. */
  readonly before?: Agreement
  /** For a delegation. */
  readonly people?: DelegationPeople
}

/**
 * The agreement as `by` enters it, checked. Locks the organisation's agreements until the transaction ends.
 */
export async function drawCardAgreement(
  deps: OrganisationsDeps,
  tx: Tx,
  input: InputOf<typeof contracts.proposeCardAgreement>,
  by: string,
): Promise<Result<Drawn, ProposeCardAgreementRefusal>> {
  const scope = await scopeOf(deps, tx, input, by)
  if (!scope.ok) return scope
  const { organisation, every } = scope.value
  const known = organisation.units.map(({ oid }) => oid)
  const units = input.units?.map((oid) => known.find((each) => each === oid) ?? { oid })
  const unknown = units?.find((each) => typeof each === 'object')
  if (typeof unknown === 'object') return refuse({ kind: 'unit-not-found', oid: unknown.oid })
  const { priceList } = input
  if (!isPriceList(priceList)) return refuse({ kind: 'price-list-not-found' })

  return ok({
    organisation,
    agreement: {
      ...every,
      kind: 'agreement',
      units: units?.filter((each) => typeof each === 'string') ?? 'all',
      priceList,
      state: 'proposed',
    },
  })
}

export type ProposeDelegationRefusal =
  | ScopeRefusal
  /** Customer number and business ID do not belong to one organisation. */
  | { readonly kind: 'delegate-not-found' }
  | { readonly kind: 'authorising-oneself' }

export type EnterDelegationRefusal =
  | ProposeDelegationRefusal
  | AgreementOverlaps
  /** A point without an operator that the service knows. */
  | { readonly kind: 'point-operator-not-found'; readonly pointId: string }
  /** All points of a delegation have one operator. */
  | { readonly kind: 'point-of-another'; readonly pointId: string }

/**
 * Enters a delegation: the operator of the chosen points, which has accepted it, may order for this organisation
 * (R474).
 */
export const proposeDelegation = operation({
  contract: contracts.proposeDelegation,
  problems: proposeDelegationProblems,
  handle: (deps: OrganisationsDeps) => (permit, input) =>
    deps.db.write(async (tx): Promise<Result<Shown, EnterDelegationRefusal>> => {
      const operator = await operatorOfAll(deps, tx, input.points)
      if (!operator.ok) return operator
      const { customerNumber, businessId } = operator.value
      const numbered = { ...input, customerNumber, businessId }
      const drawn = await drawDelegation(deps, tx, numbered, personOf(permit))
      return drawn.ok ? propose(deps, tx, permit, drawn.value) : drawn
    }),
})

/** The one customer that operates all of the points. */
async function operatorOfAll(
  deps: OrganisationsDeps,
  tx: Tx,
  pointIds: readonly string[],
): Promise<
  Result<
    Organisation,
    Extract<
      EnterDelegationRefusal,
      { readonly kind: 'point-not-found' | 'point-operator-not-found' | 'point-of-another' }
    >
  >
> {
  const points = await deps.points.findPoints(tx, pointIds)
  let operator: Organisation | undefined
  for (const pointId of pointIds) {
    const point = points.get(pointId)
    if (!point) return refuse({ kind: 'point-not-found', pointId })
    const businessId = point.details?.pointOperatorBusinessId
    const its = businessId && (await organisationByBusinessId(tx, businessId))
    if (!its) return refuse({ kind: 'point-operator-not-found', pointId })
    operator ??= its
    if (its.organisationId !== operator.organisationId)
      return refuse({ kind: 'point-of-another', pointId })
  }
  if (!operator) throw new Error('a delegation without points')
  return ok(operator)
}

/** The delegation as `by` enters it to the organisation with both numbers, checked the same way. */
export async function drawDelegation(
  deps: OrganisationsDeps,
  tx: Tx,
  input: InputOf<typeof contracts.proposeDelegation> & {
    readonly customerNumber: string
    readonly businessId: string
  },
  by: string,
): Promise<Result<Drawn, ProposeDelegationRefusal>> {
  const scope = await scopeOf(deps, tx, input, by)
  if (!scope.ok) return scope
  const { organisation, every } = scope.value
  const delegate = await organisationByNumbers(tx, input)
  if (!delegate) return refuse({ kind: 'delegate-not-found' })
  if (delegate.organisationId === organisation.organisationId)
    return refuse({ kind: 'authorising-oneself' })

  return ok({
    organisation,
    agreement: {
      ...every,
      kind: 'delegation',
      delegate: delegate.organisationId,
      deliveryAddress: input.deliveryAddress,
      accepted: { on: localDate(input.acceptedOn) },
      state: 'proposed',
    },
    people: { contact: contactOf(input.contact), acceptedBy: input.acceptedBy },
  })
}

/** The terms common to both kinds, checked. */
async function scopeOf(
  deps: OrganisationsDeps,
  tx: Tx,
  input: Pick<
    InputOf<typeof contracts.proposeCardAgreement>,
    'organisationId' | 'products' | 'points' | 'validFrom' | 'validTo'
  >,
  by: string,
): Promise<
  Result<
    {
      readonly organisation: Organisation
      readonly every: Pick<
        Agreement,
        | 'agreementId'
        | 'organisationId'
        | 'products'
        | 'points'
        | 'validFrom'
        | 'validTo'
        | 'proposedBy'
        | 'proposedAt'
      >
    },
    ScopeRefusal
  >
> {
  const organisation = await lockOrganisation(tx, input.organisationId)
  if (!organisation) return refuse({ kind: 'organisation-not-found' })
  const validFrom = localDate(input.validFrom)
  const validTo = input.validTo === undefined ? undefined : localDate(input.validTo)
  const days = checkDays({ validFrom, validTo }, dateInHelsinki(deps.clock.now()))
  if (!days.ok) return days
  if (input.products.some((product) => product !== memberProductOf(organisation.kind)))
    return refuse({ kind: 'product-not-for-organisation' })
  const points = [...new Set(input.points)]
  const found = await deps.points.findPoints(tx, points)
  const missing = points.find((pointId) => !found.has(pointId))
  if (missing !== undefined) return refuse({ kind: 'point-not-found', pointId: missing })

  return ok({
    organisation,
    every: {
      agreementId: randomUUID() as string as AgreementId,
      organisationId: organisation.organisationId,
      products: [...new Set(input.products)],
      points,
      validFrom,
      ...(validTo !== undefined && { validTo }),
      proposedBy: by,
      proposedAt: deps.clock.now(),
    },
  })
}

/**
 * The same entry twice by one case officer, as when a button is pressed twice, creates one agreement; another one for
 * the same days is refused (R656).
 */
async function propose(
  deps: OrganisationsDeps,
  tx: Tx,
  permit: Permit<'organisations.proposeAgreement'>,
  { organisation, agreement, people }: Drawn,
): Promise<Result<Shown, AgreementOverlaps>> {
  const same = (await agreementsOf(tx, [organisation.organisationId])).filter((other) =>
    saysTheSame(other, agreement),
  )
  const peopleOfSame = await peopleOf(tx, deps.sealing, same)
  if (!same.some(({ agreementId }) => isDeepStrictEqual(peopleOfSame.get(agreementId), people))) {
    const alone = await checkOverlap(tx, { agreement })
    if (!alone.ok) return alone
    await insertAgreement(tx, agreement)
    if (people) await savePeople(tx, deps.sealing, agreement.agreementId, people)
    await deps.record(tx, proposedEvent(agreement), permit)
  }
  return ok(await showOrganisation(deps, tx, permit, organisation))
}

const saysTheSame = (other: Agreement, agreement: Drawn['agreement']): boolean =>
  isDeepStrictEqual(
    { ...other, agreementId: agreement.agreementId, proposedAt: agreement.proposedAt },
    { ...agreement },
  )

export const proposedEvent = ({
  agreementId,
  kind,
  organisationId,
}: Agreement): AgreementProposed => ({
  type: 'AgreementProposed',
  agreementId,
  kind,
  organisationId,
})
