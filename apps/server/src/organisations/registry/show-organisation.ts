import type * as shown from '@sotevarmenne/api/organisations'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { AuthorisationPeople, Organisation, Paper } from './contract.ts'
import type { OrganisationsDeps } from './deps.ts'
import { standing } from './domain/ordering.ts'
import { approve, end, reject, wasOver } from './domain/paper.ts'
import { contactsOf, peopleOf } from './stores/people.ts'
import { authorisationsOf, organisationsByIds, papersOf } from './store.ts'

/** The organisation as the HTTP contract says it, with what the asker may do with each of its papers. */
export async function showOrganisation(
  deps: OrganisationsDeps,
  tx: Tx,
  permit: Permit,
  organisation: Organisation,
): Promise<shown.Organisation> {
  const { organisationId } = organisation
  const own = await papersOf(tx, [organisationId])
  const given = await authorisationsOf(tx, organisationId)
  const papers = [...own, ...given]
  const named = await namesIn(deps, tx, papers)
  const now = deps.clock.now()
  return {
    ...showName(organisation),
    version: organisation.version,
    oid: organisation.oid,
    units: [...organisation.units],
    contacts: [...(await contactsOf(tx, deps.sealing, organisationId))],
    papers: papers
      .toSorted((one, other) => other.proposedAt - one.proposedAt)
      .map((paper) => showPaper(paper, { named, permit, now })),
  }
}

/** Everything that papers name by its id. */
type Named = {
  readonly organisations: ReadonlyMap<string, Organisation>
  readonly points: ReadonlyMap<string, { readonly name: string }>
  readonly people: ReadonlyMap<string, string>
  /** By the ids of the authorisations. */
  readonly authorising: ReadonlyMap<string, AuthorisationPeople>
}

/** Asked once for all of them: an organisation may have hundreds. */
async function namesIn(deps: OrganisationsDeps, tx: Tx, papers: readonly Paper[]): Promise<Named> {
  const people = new Map<string, string>()
  for (const personId of new Set(papers.flatMap(decidersOf))) {
    const name = await nameOfPerson(deps, tx, personId)
    if (name !== undefined) people.set(personId, name)
  }
  const organisationIds = papers.flatMap((paper) =>
    paper.kind === 'authorisation'
      ? [paper.organisationId, paper.authorised]
      : [paper.organisationId],
  )
  return {
    organisations: await organisationsByIds(tx, [...new Set(organisationIds)]),
    points: await deps.points.findPoints(tx, [...new Set(papers.flatMap(({ points }) => points))]),
    people,
    authorising: await peopleOf(tx, deps.sealing, papers),
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

const decidersOf = (paper: Paper): readonly string[] => [
  paper.proposedBy,
  ...('approvedBy' in paper ? [paper.approvedBy] : []),
  ...('rejectedBy' in paper ? [paper.rejectedBy] : []),
  ...('endedBy' in paper ? [paper.endedBy] : []),
]

export const showName = ({
  organisationId,
  name,
  businessId,
  customerNumber,
  kind,
}: Organisation) => ({ organisationId, name, businessId, customerNumber, kind })

function showPaper(
  paper: Paper,
  { named, permit, now }: { readonly named: Named; readonly permit: Permit; readonly now: Instant },
): shown.Paper {
  const giver = named.organisations.get(paper.organisationId)
  if (!giver) throw new Error(`a paper of nobody: ${paper.paperId}`)
  const decided = (by: string, at: Instant) => ({
    by: { personId: by, name: named.people.get(by) ?? '' },
    at: formatInstant(at),
  })
  const approved = paper.state === 'approved' || paper.state === 'ended' ? paper : undefined
  return {
    paperId: paper.paperId,
    kind: paper.kind,
    state: paper.state,
    standing: standing(paper, dateInHelsinki(now)),
    products: [...paper.products],
    points: paper.points.map((pointId) => ({
      pointId,
      name: named.points.get(pointId)?.name ?? '',
    })),
    validFrom: paper.validFrom,
    ...(paper.validTo !== undefined && { validTo: paper.validTo }),
    ...(paper.kind === 'agreement' && agreementOf(paper, giver)),
    ...(paper.kind === 'authorisation' && authorisationOf(paper, giver, named)),
    isSigned: paper.isSigned === true,
    ...(paper.replaces !== undefined && { replaces: paper.replaces }),
    proposed: decided(paper.proposedBy, paper.proposedAt),
    ...(approved && { approved: decided(approved.approvedBy, approved.approvedAt) }),
    ...(paper.state === 'rejected' && {
      rejected: {
        ...decided(paper.rejectedBy, paper.rejectedAt),
        ...(paper.because !== undefined && { because: paper.because }),
      },
    }),
    ...(paper.state === 'ended' && { ended: decided(paper.endedBy, paper.endedAt) }),
    ...(paper.decision && { decision: paper.decision }),
    may: mayOf(paper, permit, now),
  }
}

const agreementOf = (
  { units, priceList }: Extract<Paper, { kind: 'agreement' }>,
  { units: all }: Organisation,
) => ({
  units:
    units === 'all'
      ? ('all' as const)
      : units.map((oid) => ({ oid, name: all.find((unit) => unit.oid === oid)?.name ?? '' })),
  priceList,
})

function authorisationOf(
  {
    paperId,
    authorised: authorisedId,
    deliveryAddress,
    accepted,
  }: Extract<Paper, { kind: 'authorisation' }>,
  giver: Organisation,
  { organisations, authorising }: Pick<Named, 'organisations' | 'authorising'>,
) {
  const people = authorising.get(paperId)
  const authorised = organisations.get(authorisedId)
  return {
    giver: showName(giver),
    ...(authorised && { authorised: showName(authorised) }),
    deliveryAddress,
    ...(people && {
      contact: people.contact,
      accepted: { by: people.acceptedBy, on: accepted.on },
    }),
  }
}

/** The rules of the deeds themselves are asked; an auditor only looks. */
function mayOf(paper: Paper, { actor, reason }: Permit, now: Instant): shown.Paper['may'] {
  if (actor.kind !== 'person' || reason === 'auditor') return []
  const deciding = { by: actor.personId, now }
  return [
    ...(approve(paper, deciding).ok ? (['approve'] as const) : []),
    ...(reject(paper, deciding).ok ? (['reject'] as const) : []),
    // What is over by its days is ended by nobody, though the deed would take it.
    ...(end(paper, deciding).ok && !wasOver(paper, dateInHelsinki(now)) ? (['end'] as const) : []),
  ]
}
