import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Organisation } from '#organisations/registry/contract.ts'
import type { Drawn, ToBeSigned } from '#organisations/registry/index.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import type { DocumentTerms, PaperDocument, Party } from './contract.ts'
import type { PapersDeps } from './deps.ts'

export const partyOf = ({
  organisationId,
  name,
  businessId,
  customerNumber,
}: Organisation): Party => ({ organisationId, name, businessId, customerNumber })

type PaperTerms = Exclude<DocumentTerms, { kind: 'end' }>

/** What the document says that there be, as `organisations` checks it. */
export function toBeSigned(
  organisationId: string,
  terms: PaperTerms,
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
  const { authorised, deliveryAddress, contact } = terms
  return {
    ...{ kind: 'authorisation', ...scope, deliveryAddress, contact, acceptance: accepted },
    customerNumber: authorised.customerNumber,
    businessId: authorised.businessId,
  }
}

/** What was checked, in the words that stand in the document from now on. */
export async function termsOf(
  { registration, organisations }: Pick<PapersDeps, 'registration' | 'organisations'>,
  tx: Tx,
  { organisation, paper, before, people }: Drawn,
): Promise<PaperTerms> {
  const found = await registration.findPoints(tx, paper.points)
  const points = paper.points.map((pointId) => ({ pointId, name: found.get(pointId)?.name ?? '' }))
  const [product] = paper.products
  if (product === undefined) throw new Error('a paper of no card')
  const { validFrom, validTo, replaces } = paper
  const scope = {
    ...{ product, points, validFrom },
    ...(validTo !== undefined && { validTo }),
    ...(replaces !== undefined && { replaces }),
    ...(before && { replacesFrom: before.validFrom }),
  }
  if (paper.kind === 'agreement') {
    const { units, priceList } = paper
    return {
      ...{ kind: 'agreement', ...scope, priceList },
      units: units === 'all' ? units : organisation.units.filter(({ oid }) => units.includes(oid)),
    }
  }
  const authorised = await organisations.organisationById(tx, paper.authorised)
  if (!authorised || !people) throw new Error(`an authorisation of nobody: ${paper.authorised}`)
  const { deliveryAddress } = paper
  const { contact } = people
  return {
    ...{ kind: 'authorisation', ...scope, deliveryAddress, contact },
    authorised: partyOf(authorised),
  }
}

export type PartyCeased = { readonly kind: 'party-ceased'; readonly name: string }

/** Whether the business register still has every side; outside transactions. An end needs nobody to go on. */
export async function askParties(
  { businessRegister }: Pick<PapersDeps, 'businessRegister'>,
  { organisation, terms }: Pick<PaperDocument, 'organisation' | 'terms'>,
): Promise<Result<undefined, PartyCeased | RegisterUnavailable>> {
  if (terms.kind === 'end') return ok(undefined)
  const parties = terms.kind === 'authorisation' ? [organisation, terms.authorised] : [organisation]
  for (const { businessId, name } of parties) {
    const business = await businessRegister.lookUpBusiness(businessId)
    if (!business.ok && business.refusal.kind === 'register-unavailable')
      return refuse(business.refusal)
    // One that merged into another is no longer known by its number, or has ceased.
    if (!business.ok || business.value.status === 'ceased')
      return refuse({ kind: 'party-ceased', name })
  }
  return ok(undefined)
}
