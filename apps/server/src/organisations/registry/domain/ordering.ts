import type {
  MemberProduct,
  OrganisationKind,
  AgreementStanding,
} from '@sotevarmenne/api/organisations'
import { isWithin, type Oid } from '@sotevarmenne/identifiers/oid'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Basis, Organisation, Agreement } from '../contract.ts'

/** What a registrar wants to order, for whom, where and when. */
export type OrderingAction = {
  readonly organisation: {
    readonly organisationId: string
    readonly kind: OrganisationKind
  }
  readonly product: MemberProduct
  /** The unit where the person works; absent for the organisation itself. */
  readonly unit?: Oid
  /** The point where the registrar works now. */
  readonly pointId: string
  readonly on: LocalDate
}

/** Why it may not be ordered, each with its details. */
export type OrderingRefusal =
  | { readonly kind: 'product-not-for-organisation'; readonly organisationKind: OrganisationKind }
  | { readonly kind: 'agreement-missing' }
  | { readonly kind: 'agreement-not-approved'; readonly agreementId: string }
  | {
      readonly kind: 'agreement-not-begun'
      readonly agreementId: string
      readonly beginsOn: LocalDate
    }
  | { readonly kind: 'agreement-ended'; readonly agreementId: string }
  | { readonly kind: 'agreement-without-product'; readonly agreementId: string }
  | { readonly kind: 'agreement-without-unit'; readonly agreementId: string }
  | { readonly kind: 'delegation-missing' }
  | { readonly kind: 'delegation-not-approved'; readonly agreementId: string }
  | {
      readonly kind: 'delegation-not-begun'
      readonly agreementId: string
      readonly beginsOn: LocalDate
    }
  | { readonly kind: 'delegation-ended'; readonly agreementId: string }
  | { readonly kind: 'delegation-without-product'; readonly agreementId: string }

/**
 * May it be ordered, and under which agreements (R92)? Checked at each order, from the agreements at that
 * moment: one of the organisation that covers card and unit, and a registrar at one of its own points or at a
 * point named in a delegation.
 */
export function decideOrdering(
  action: OrderingAction,
  agreements: readonly Agreement[],
): Result<Basis, OrderingRefusal> {
  const { kind, organisationId } = action.organisation
  if ((action.product === 'actor-card') !== (kind === 'other-body'))
    return refuse({ kind: 'product-not-for-organisation', organisationKind: kind })

  const own = agreements.filter(
    (agreement) => agreement.organisationId === organisationId && agreement.state !== 'rejected',
  )
  const cardAgreements = own.filter((agreement) => agreement.kind === 'agreement')
  const covering = cardAgreements.filter((one) => checkCardAgreement(one, action).ok)
  // If several cover it, one that names the registrar's point needs no delegation.
  const agreement = covering.find(({ points }) => points.includes(action.pointId)) ?? covering.at(0)
  if (!agreement) {
    const checked = cardAgreements.map((one) => checkCardAgreement(one, action))
    return refuse(closest(checked) ?? { kind: 'agreement-missing' })
  }
  const basis = { cardAgreementId: agreement.agreementId, priceList: agreement.priceList }
  if (agreement.points.includes(action.pointId)) return ok(basis)

  const delegations = own.filter(
    (agreement) => agreement.kind === 'delegation' && agreement.points.includes(action.pointId),
  )
  const checked = delegations.map((one) => checkDelegation(one, action))
  const delegation = delegations.find((_one, index) => checked[index]?.ok === true)
  return delegation
    ? ok({ ...basis, delegationId: delegation.agreementId })
    : refuse(closest(checked) ?? { kind: 'delegation-missing' })
}

/** Why no order may be prepared for its people. */
export type PreparingNotAllowed = Extract<
  OrderingRefusal,
  { kind: 'agreement-missing' | 'agreement-not-approved' | 'agreement-ended' }
>

/**
 * May orders be prepared for the organisation's people (R421)? Only with a card agreement that is in force, or
 * approved to begin: anybody who came to a registration point without one would be turned away.
 */
export function decidePreparing(
  agreements: readonly Agreement[],
  on: LocalDate,
): Result<PreparingAllowed, PreparingNotAllowed> {
  const checked = agreements
    .filter(({ kind, state }) => kind === 'agreement' && state !== 'rejected')
    .map((agreement): Result<PreparingAllowed, PreparingNotAllowed> => {
      const { agreementId, validTo } = agreement
      switch (standing(agreement, on)) {
        case 'not-approved':
          return refuse({ kind: 'agreement-not-approved', agreementId })
        case 'ended':
          return refuse({ kind: 'agreement-ended', agreementId })
        case 'not-begun':
        case 'in-force':
          return ok({ until: validTo })
      }
    })
  const allowed = checked.flatMap((one) => (one.ok ? [one.value.until] : []))
  if (allowed.length === 0) return refuse(closest(checked) ?? { kind: 'agreement-missing' })
  // Undefined is sorted behind all days.
  return ok({ until: allowed.toSorted().at(-1) })
}

/** `until`: the last day of the agreement that is in force longest; undefined while one has no end. */
export type PreparingAllowed = { readonly until: LocalDate | undefined }

/**
 * The agreements as they apply at a point now: a signed one names points of their operator at that time, and
 * has no effect at a point that has another operator now (R317). One entered by the office applies at all
 * points that it names.
 */
export const asOperatedNow = (
  agreements: readonly Agreement[],
  {
    pointId,
    pointOperatorId,
  }: { readonly pointId: string; readonly pointOperatorId: string | undefined },
): readonly Agreement[] =>
  agreements.map((agreement) => {
    const pointOperator =
      agreement.kind === 'agreement' ? agreement.organisationId : agreement.delegate
    if (agreement.isSigned !== true || pointOperator === pointOperatorId) return agreement
    return { ...agreement, points: agreement.points.filter((point) => point !== pointId) }
  })

/**
 * What may be ordered at a point on the day: for each organisation its card, the whole organisation and each
 * unit.
 */
export const whatMayBeOrdered = (
  { pointId, on }: Pick<OrderingAction, 'pointId' | 'on'>,
  organisations: readonly Organisation[],
  agreements: readonly Agreement[],
  productOf: (kind: OrganisationKind) => MemberProduct,
): readonly OrderingAssessment[] =>
  organisations.flatMap((organisation) => {
    const product = productOf(organisation.kind)
    return [undefined, ...organisation.units.map(({ oid }) => oid)].map((unit) => ({
      organisation,
      product,
      ...(unit !== undefined && { unit }),
      assessment: decideOrdering(
        { organisation, product, ...(unit !== undefined && { unit }), pointId, on },
        agreements,
      ),
    }))
  })

export type OrderingAssessment = {
  readonly organisation: Organisation
  readonly product: MemberProduct
  readonly unit?: Oid
  readonly assessment: Result<Basis, OrderingRefusal>
}

type CardAgreementRefusal = Extract<OrderingRefusal, { kind: `agreement-${string}` }>
type DelegationRefusal = Extract<OrderingRefusal, { kind: `delegation-${string}` }>

function checkCardAgreement(
  agreement: Extract<Agreement, { kind: 'agreement' }>,
  { product, unit, on }: OrderingAction,
): Result<void, CardAgreementRefusal> {
  const { agreementId, products, units, validFrom } = agreement
  switch (standing(agreement, on)) {
    case 'not-approved':
      return refuse({ kind: 'agreement-not-approved', agreementId })
    case 'not-begun':
      return refuse({ kind: 'agreement-not-begun', agreementId, beginsOn: validFrom })
    case 'ended':
      return refuse({ kind: 'agreement-ended', agreementId })
    case 'in-force':
  }
  if (!products.includes(product)) return refuse({ kind: 'agreement-without-product', agreementId })
  const coversUnit =
    units === 'all' || (unit !== undefined && units.some((covered) => isWithin(unit, covered)))
  return coversUnit ? ok(undefined) : refuse({ kind: 'agreement-without-unit', agreementId })
}

function checkDelegation(
  delegation: Agreement,
  { product, on }: OrderingAction,
): Result<void, DelegationRefusal> {
  const { agreementId, products, validFrom } = delegation
  switch (standing(delegation, on)) {
    case 'not-approved':
      return refuse({ kind: 'delegation-not-approved', agreementId })
    case 'not-begun':
      return refuse({ kind: 'delegation-not-begun', agreementId, beginsOn: validFrom })
    case 'ended':
      return refuse({ kind: 'delegation-ended', agreementId })
    case 'in-force':
  }
  return products.includes(product)
    ? ok(undefined)
    : refuse({ kind: 'delegation-without-product', agreementId })
}

/**
 * State of the agreement on the day; first and last day are included. One that was ended is out of force from
 * that instant.
 */
export function standing(agreement: Agreement, on: LocalDate): AgreementStanding {
  if (agreement.state === 'ended') return 'ended'
  if (agreement.state !== 'approved') return 'not-approved'
  if (on < agreement.validFrom) return 'not-begun'
  return agreement.validTo !== undefined && agreement.validTo < on ? 'ended' : 'in-force'
}

/** The refusal of the agreement that comes closest: it shows the remedy. */
const closest = <Refusal extends { readonly kind: string }>(
  checked: readonly Result<unknown, Refusal>[],
): Refusal | undefined =>
  checked
    .flatMap((one) => (one.ok ? [] : [one.refusal]))
    .toSorted((one, other) => distance(one) - distance(other))
    .at(0)

const distance = ({ kind }: { readonly kind: string }): number =>
  ['-without-unit', '-without-product', '-not-begun', '-not-approved', '-ended'].findIndex((end) =>
    kind.endsWith(end),
  )
