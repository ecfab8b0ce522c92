import { isWithin, type Oid } from '@sotevarmenne/identifiers/oid'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { MemberProduct, OrganisationKind } from '#cards/products/contract.ts'
import type { Basis, Organisation, Paper } from '../contract.ts'

/** What a registrar would order, for whom, where and when. */
export type OrderingAct = {
  readonly organisation: {
    readonly organisationId: string
    readonly kind: OrganisationKind
  }
  readonly product: MemberProduct
  /** The unit where the person works; absent for the organisation itself. */
  readonly unit?: Oid
  /** Where the registrar works now. */
  readonly pointId: string
  readonly on: LocalDate
}

/** Why it may not be ordered, each with what is to be known of it. */
export type OrderingRefusal =
  | { readonly kind: 'product-not-for-organisation'; readonly organisationKind: OrganisationKind }
  | { readonly kind: 'agreement-missing' }
  | { readonly kind: 'agreement-not-approved'; readonly paperId: string }
  | { readonly kind: 'agreement-not-begun'; readonly paperId: string; readonly beginsOn: LocalDate }
  | { readonly kind: 'agreement-ended'; readonly paperId: string }
  | { readonly kind: 'agreement-without-product'; readonly paperId: string }
  | { readonly kind: 'agreement-without-unit'; readonly paperId: string }
  | { readonly kind: 'authorisation-missing' }
  | { readonly kind: 'authorisation-not-approved'; readonly paperId: string }
  | {
      readonly kind: 'authorisation-not-begun'
      readonly paperId: string
      readonly beginsOn: LocalDate
    }
  | { readonly kind: 'authorisation-ended'; readonly paperId: string }
  | { readonly kind: 'authorisation-without-product'; readonly paperId: string }

/**
 * May it be ordered, and on which papers does that rest (R92)? Judged at the moment of each act, from the papers as they
 * are then: an agreement of the organisation that covers card and unit, and a registrar at one of its own points or at a
 * point that an authorisation names.
 */
export function decideOrdering(
  act: OrderingAct,
  papers: readonly Paper[],
): Result<Basis, OrderingRefusal> {
  const { kind, organisationId } = act.organisation
  if ((act.product === 'actor-card') !== (kind === 'other-body'))
    return refuse({ kind: 'product-not-for-organisation', organisationKind: kind })

  const own = papers.filter(
    (paper) => paper.organisationId === organisationId && paper.state !== 'rejected',
  )
  const agreements = own.filter((paper) => paper.kind === 'agreement')
  const covering = agreements.filter((one) => judgeAgreement(one, act).ok)
  // Where several cover it, one at whose own points the registrar works needs no authorisation.
  const agreement = covering.find(({ points }) => points.includes(act.pointId)) ?? covering.at(0)
  if (!agreement) {
    const judged = agreements.map((one) => judgeAgreement(one, act))
    return refuse(closest(judged) ?? { kind: 'agreement-missing' })
  }
  const basis = { agreementId: agreement.paperId, priceList: agreement.priceList }
  if (agreement.points.includes(act.pointId)) return ok(basis)

  const authorisations = own.filter(
    (paper) => paper.kind === 'authorisation' && paper.points.includes(act.pointId),
  )
  const judged = authorisations.map((one) => judgeAuthorisation(one, act))
  const authorisation = authorisations.find((_one, index) => judged[index]?.ok === true)
  return authorisation
    ? ok({ ...basis, authorisationId: authorisation.paperId })
    : refuse(closest(judged) ?? { kind: 'authorisation-missing' })
}

/**
 * The papers as they are at a point now: what was signed names points of whoever keeps them, and gives nothing at one that another
 * keeps by now (R317). Whatever the office entered names those that it names.
 */
export const asKept = (
  papers: readonly Paper[],
  { pointId, keeperId }: { readonly pointId: string; readonly keeperId: string | undefined },
): readonly Paper[] =>
  papers.map((paper) => {
    const keeper = paper.kind === 'agreement' ? paper.organisationId : paper.authorised
    if (paper.isSigned !== true || keeper === keeperId) return paper
    return { ...paper, points: paper.points.filter((point) => point !== pointId) }
  })

/** What may be ordered at a point on the day: for each organisation its card, the whole organisation and each of its units. */
export const whatMayBeOrdered = (
  { pointId, on }: Pick<OrderingAct, 'pointId' | 'on'>,
  organisations: readonly Organisation[],
  papers: readonly Paper[],
  productOf: (kind: OrganisationKind) => MemberProduct,
): readonly OrderingVerdict[] =>
  organisations.flatMap((organisation) => {
    const product = productOf(organisation.kind)
    return [undefined, ...organisation.units.map(({ oid }) => oid)].map((unit) => ({
      organisation,
      product,
      ...(unit !== undefined && { unit }),
      verdict: decideOrdering(
        { organisation, product, ...(unit !== undefined && { unit }), pointId, on },
        papers,
      ),
    }))
  })

export type OrderingVerdict = {
  readonly organisation: Organisation
  readonly product: MemberProduct
  readonly unit?: Oid
  readonly verdict: Result<Basis, OrderingRefusal>
}

type AgreementRefusal = Extract<OrderingRefusal, { kind: `agreement-${string}` }>
type AuthorisationRefusal = Extract<OrderingRefusal, { kind: `authorisation-${string}` }>

function judgeAgreement(
  agreement: Extract<Paper, { kind: 'agreement' }>,
  { product, unit, on }: OrderingAct,
): Result<void, AgreementRefusal> {
  const { paperId, products, units, validFrom } = agreement
  switch (standing(agreement, on)) {
    case 'not-approved':
      return refuse({ kind: 'agreement-not-approved', paperId })
    case 'not-begun':
      return refuse({ kind: 'agreement-not-begun', paperId, beginsOn: validFrom })
    case 'ended':
      return refuse({ kind: 'agreement-ended', paperId })
    case 'in-force':
  }
  if (!products.includes(product)) return refuse({ kind: 'agreement-without-product', paperId })
  const coversUnit =
    units === 'all' || (unit !== undefined && units.some((covered) => isWithin(unit, covered)))
  return coversUnit ? ok(undefined) : refuse({ kind: 'agreement-without-unit', paperId })
}

function judgeAuthorisation(
  authorisation: Paper,
  { product, on }: OrderingAct,
): Result<void, AuthorisationRefusal> {
  const { paperId, products, validFrom } = authorisation
  switch (standing(authorisation, on)) {
    case 'not-approved':
      return refuse({ kind: 'authorisation-not-approved', paperId })
    case 'not-begun':
      return refuse({ kind: 'authorisation-not-begun', paperId, beginsOn: validFrom })
    case 'ended':
      return refuse({ kind: 'authorisation-ended', paperId })
    case 'in-force':
  }
  return products.includes(product)
    ? ok(undefined)
    : refuse({ kind: 'authorisation-without-product', paperId })
}

/** How the paper stands on the day; its first and last day are its own. One that was ended stands no more from that instant. */
export function standing(
  paper: Paper,
  on: LocalDate,
): 'in-force' | 'not-approved' | 'not-begun' | 'ended' {
  if (paper.state === 'ended') return 'ended'
  if (paper.state !== 'approved') return 'not-approved'
  if (on < paper.validFrom) return 'not-begun'
  return paper.validTo !== undefined && paper.validTo < on ? 'ended' : 'in-force'
}

/** The refusal of the paper that comes closest: it tells what would help. */
const closest = <Refusal extends { readonly kind: string }>(
  judged: readonly Result<void, Refusal>[],
): Refusal | undefined =>
  judged
    .flatMap((one) => (one.ok ? [] : [one.refusal]))
    .toSorted((one, other) => distance(one) - distance(other))
    .at(0)

const distance = ({ kind }: { readonly kind: string }): number =>
  ['-without-unit', '-without-product', '-not-begun', '-not-approved', '-ended'].findIndex((end) =>
    kind.endsWith(end),
  )
