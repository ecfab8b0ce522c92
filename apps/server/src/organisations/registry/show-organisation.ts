import { allowed } from '@sotevarmenne/kernel/lifecycle'
import type * as shown from '@sotevarmenne/api/organisations'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { DelegationPeople, Organisation, Agreement } from './contract.ts'
import type { OrganisationsDeps } from './deps.ts'
import { standing } from './domain/ordering.ts'
import { approve, end, reject, wasOver } from './domain/agreement.ts'
import { contactsOf, peopleOf } from './stores/people.ts'
import { delegationsOf, organisationsByIds, agreementsOf } from './store.ts'

/** The organisation in the HTTP contract's form, with the viewer's possible actions on each agreement. */
export async function showOrganisation(
  deps: OrganisationsDeps,
  tx: Tx,
  permit: Permit,
  organisation: Organisation,
): Promise<shown.OrganisationView> {
  const { organisationId } = organisation
  const own = await agreementsOf(tx, [organisationId])
  const given = await delegationsOf(tx, organisationId)
  const agreements = [...own, ...given]
  const named = await namesIn(deps, tx, agreements)
  const now = deps.clock.now()
  return {
    ...showName(organisation),
    version: organisation.version,
    oid: organisation.oid,
    units: [...organisation.units],
    contacts: [...(await contactsOf(tx, deps.sealing, organisationId))],
    agreements: agreements
      .toSorted((one, other) => other.proposedAt - one.proposedAt)
      .map((agreement) => showAgreement(agreement, { named, permit, now })),
  }
}

/** Everything that agreements reference by id. */
type Named = {
  readonly organisations: ReadonlyMap<string, Organisation>
  readonly points: ReadonlyMap<string, { readonly name: string }>
  readonly people: ReadonlyMap<string, string>
  /** By the ids of the delegations. */
  readonly authorising: ReadonlyMap<string, DelegationPeople>
}

/** Read once for all of them: an organisation may have hundreds. */
async function namesIn(
  deps: OrganisationsDeps,
  tx: Tx,
  agreements: readonly Agreement[],
): Promise<Named> {
  const people = new Map<string, string>()
  for (const personId of new Set(agreements.flatMap(decidersOf))) {
    const name = await nameOfPerson(deps, tx, personId)
    if (name !== undefined) people.set(personId, name)
  }
  const organisationIds = agreements.flatMap((agreement) =>
    agreement.kind === 'delegation'
      ? [agreement.organisationId, agreement.delegate]
      : [agreement.organisationId],
  )
  return {
    organisations: await organisationsByIds(tx, [...new Set(organisationIds)]),
    points: await deps.points.findPoints(tx, [
      ...new Set(agreements.flatMap(({ points }) => points)),
    ]),
    people,
    authorising: await peopleOf(tx, deps.sealing, agreements),
  }
}

export async function nameOfPerson(
  { people }: Pick<OrganisationsDeps, 'people'>,
  tx: Tx,
  personId: string,
): Promise<string | undefined> {
  const person = await people.findPerson(tx, personId)
  return person && `${person.givenNames} ${person.surname}`
}

const decidersOf = (agreement: Agreement): readonly string[] => [
  agreement.proposedBy,
  ...('approvedBy' in agreement ? [agreement.approvedBy] : []),
  ...('rejectedBy' in agreement ? [agreement.rejectedBy] : []),
  ...('endedBy' in agreement ? [agreement.endedBy] : []),
]

export const showName = ({
  organisationId,
  name,
  businessId,
  customerNumber,
  kind,
}: Organisation) => ({ organisationId, name, businessId, customerNumber, kind })

function showAgreement(
  agreement: Agreement,
  { named, permit, now }: { readonly named: Named; readonly permit: Permit; readonly now: Instant },
): shown.AgreementView {
  const giver = named.organisations.get(agreement.organisationId)
  if (!giver) throw new Error(`agreement ${agreement.agreementId} has no owner`)
  const decided = (by: string, at: Instant) => ({
    by: { personId: by, name: named.people.get(by) ?? '' },
    at: formatInstant(at),
  })
  const approved =
    agreement.state === 'approved' || agreement.state === 'ended' ? agreement : undefined
  return {
    agreementId: agreement.agreementId,
    kind: agreement.kind,
    state: agreement.state,
    standing: standing(agreement, dateInHelsinki(now)),
    products: [...agreement.products],
    points: agreement.points.map((pointId) => ({
      pointId,
      name: named.points.get(pointId)?.name ?? '',
    })),
    validFrom: agreement.validFrom,
    ...(agreement.validTo !== undefined && { validTo: agreement.validTo }),
    ...(agreement.kind === 'agreement' && cardAgreementOf(agreement, giver)),
    ...(agreement.kind === 'delegation' && delegationOf(agreement, giver, named)),
    isSigned: agreement.isSigned === true,
    ...(agreement.replaces !== undefined && { replaces: agreement.replaces }),
    proposed: decided(agreement.proposedBy, agreement.proposedAt),
    ...(approved && { approved: decided(approved.approvedBy, approved.approvedAt) }),
    ...(agreement.state === 'rejected' && {
      rejected: {
        ...decided(agreement.rejectedBy, agreement.rejectedAt),
        ...(agreement.because !== undefined && { because: agreement.because }),
      },
    }),
    ...(agreement.state === 'ended' && { ended: decided(agreement.endedBy, agreement.endedAt) }),
    ...(agreement.decision && { decision: agreement.decision }),
    may: mayOf(agreement, permit, now),
  }
}

const cardAgreementOf = (
  { units, priceList }: Extract<Agreement, { kind: 'agreement' }>,
  { units: all }: Organisation,
) => ({
  units:
    units === 'all'
      ? ('all' as const)
      : units.map((oid) => ({ oid, name: all.find((unit) => unit.oid === oid)?.name ?? '' })),
  priceList,
})

function delegationOf(
  {
    agreementId,
    delegate: delegateId,
    deliveryAddress,
    accepted,
  }: Extract<Agreement, { kind: 'delegation' }>,
  giver: Organisation,
  { organisations, authorising }: Pick<Named, 'organisations' | 'authorising'>,
) {
  const people = authorising.get(agreementId)
  const delegate = organisations.get(delegateId)
  return {
    giver: showName(giver),
    ...(delegate && { delegate: showName(delegate) }),
    deliveryAddress,
    ...(people && {
      contact: people.contact,
      accepted: { by: people.acceptedBy, on: accepted.on },
    }),
  }
}

/** Applies the rules of the operations themselves; an auditor only views. */
function mayOf(
  agreement: Agreement,
  { actor, reason }: Permit,
  now: Instant,
): shown.AgreementView['may'] {
  if (actor.kind !== 'person' || reason === 'auditor') return []
  const deciding = { by: actor.personId, now }
  return allowed({
    approve: approve(agreement, deciding).ok,
    reject: reject(agreement, deciding).ok,
    // An expired agreement is not offered for ending, although the operation would accept it.
    end: end(agreement, deciding).ok && !wasOver(agreement, dateInHelsinki(now)),
  })
}
