import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Organisation } from '#organisations/registry/contract.ts'
import type { Drawn, ToBeSigned } from '#organisations/registry/index.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import type { DocumentTerms, AgreementDocument, Party } from './contract.ts'
import type { AgreementsDeps } from './deps.ts'

export const partyOf = ({
  organisationId,
  name,
  businessId,
  customerNumber,
}: Organisation): Party => ({ organisationId, name, businessId, customerNumber })

type AgreementTerms = Exclude<DocumentTerms, { kind: 'end' }>

/** The agreement or delegation in the document, in the form that `organisations` checks. */
export function toBeSigned(
  organisationId: string,
  terms: AgreementTerms,
  accepted: { readonly by: string; readonly personId?: string; readonly on: LocalDate },
): ToBeSigned {
  const { product, validFrom, validTo, replaces } = terms
  const scope = {
    ...{ organisationId, products: [product], validFrom },
    ...(validTo !== undefined && { validTo }),
    points: terms.points.map(({ pointId }) => pointId),
    ...(replaces !== undefined && { replaces }),
  }
  if (terms.kind === 'agreement') {
    const { units, priceList } = terms
    return {
      ...{ kind: 'agreement', ...scope, priceList },
      ...(units !== 'all' && { units: units.map(({ oid }) => oid) }),
    }
  }
  const { delegate, deliveryAddress, contact } = terms
  return {
    ...{ kind: 'delegation', ...scope, deliveryAddress, contact, acceptance: accepted },
    customerNumber: delegate.customerNumber,
    businessId: delegate.businessId,
  }
}

/** The checked terms, in the final wording of the document. */
export async function termsOf(
  { registration, organisations }: Pick<AgreementsDeps, 'registration' | 'organisations'>,
  tx: Tx,
  { organisation, agreement, before, people }: Drawn,
): Promise<AgreementTerms> {
  const found = await registration.findPoints(tx, agreement.points)
  const points = agreement.points.map((pointId) => ({
    pointId,
    name: found.get(pointId)?.name ?? '',
  }))
  const [product] = agreement.products
  if (product === undefined) throw new Error('agreement without a kind of card')
  const { validFrom, validTo, replaces } = agreement
  const scope = {
    ...{ product, points, validFrom },
    ...(validTo !== undefined && { validTo }),
    ...(replaces !== undefined && { replaces }),
    ...(before && { replacesFrom: before.validFrom }),
  }
  if (agreement.kind === 'agreement') {
    const { units, priceList } = agreement
    return {
      ...{ kind: 'agreement', ...scope, priceList },
      units: units === 'all' ? units : organisation.units.filter(({ oid }) => units.includes(oid)),
    }
  }
  const delegate = await organisations.organisationById(tx, agreement.delegate)
  if (!delegate || !people)
    throw new Error(`delegate ${agreement.delegate} of the delegation not found`)
  const { deliveryAddress } = agreement
  const { contact } = people
  return {
    ...{ kind: 'delegation', ...scope, deliveryAddress, contact },
    delegate: partyOf(delegate),
  }
}

export type PartyCeased = { readonly kind: 'party-ceased'; readonly name: string }

/** Whether the business register still has every side; outside transactions. An end does not need that. */
export async function requestParties(
  { businessRegister }: Pick<AgreementsDeps, 'businessRegister'>,
  { organisation, terms }: Pick<AgreementDocument, 'organisation' | 'terms'>,
): Promise<Result<undefined, PartyCeased | RegisterUnavailable>> {
  if (terms.kind === 'end') return ok(undefined)
  const parties = terms.kind === 'delegation' ? [organisation, terms.delegate] : [organisation]
  for (const { businessId, name } of parties) {
    const business = await businessRegister.lookUpBusiness(businessId)
    if (!business.ok && business.refusal.kind === 'register-unavailable')
      return refuse(business.refusal)
    // One that merged into another is no longer found by its business id, or has ceased.
    if (!business.ok || business.value.status === 'ceased')
      return refuse({ kind: 'party-ceased', name })
  }
  return ok(undefined)
}
